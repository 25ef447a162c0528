import ADLFormats
import ADLPrograms

/// What one program at one point took, in CPU time on one thread.
public struct Measurement: Sendable {
  public let name: String
  public let p: Int

  /// The number of nodes of the program, and of the same with one or two operands a node.
  public let m: Int
  public let nodes: Int

  /// Medians, in nanoseconds: from text to program, from program to plan, of an evaluation and of a
  /// gradient.
  public let build: Double
  public let plan: Double
  public let evaluation: Double
  public let gradient: Double

  /// The same for C, compiled beside.
  public let evaluationInC: Double?
  public let gradientInC: Double?

  /// How many times longer a gradient takes than in C.
  public var gradientToC: Double? { gradientInC.map { gradient / $0 } }

  /// What the program, the plan and an execution take, in bytes.
  public let programBytes: Int
  public let planBytes: Int
  public let executionBytes: Int

  /// The most memory that the process has had.
  public let peakMemory: Int

  /// The value, the sum and the Euclidean norm of the gradient, at each point.
  public let results: [(value: Double, sum: Double, norm: Double)]

  /// The largest difference of an entry of the gradient from C's, relative to 1 and the entry.
  public let difference: Double?

  /// The measurement as JSON, with times in nanoseconds.
  public var json: JSONValue {
    var members: [String: JSONValue] = [
      "workload": .string(name), "p": .number(Double(p)), "m": .number(Double(m)),
      "nodes": .number(Double(nodes)), "build": .number(build), "plan": .number(plan),
      "evaluation": .number(evaluation), "gradient": .number(gradient),
      "programBytes": .number(Double(programBytes)), "planBytes": .number(Double(planBytes)),
      "executionBytes": .number(Double(executionBytes)),
      "peakMemory": .number(Double(peakMemory)),
      "points": .array(
        results.map {
          [
            "value": .number($0.value), "gradientSum": .number($0.sum),
            "gradientNorm": .number($0.norm),
          ]
        }),
    ]
    if let evaluationInC { members["evaluationInC"] = .number(evaluationInC) }
    if let gradientInC { members["gradientInC"] = .number(gradientInC) }
    if let difference { members["difference"] = .number(difference) }
    return .object(members)
  }
}
