import ADLFormats
import ADLPrograms

/// What one program at one point took, in CPU time on one thread.
struct Measurement: Sendable {
  let name: String
  let p: Int

  /// The number of nodes of the program, and of the same with one or two operands per node.
  let m: Int
  let nodes: Int

  /// Medians, in nanoseconds: from text to program, from program to plan, of an evaluation and of a
  /// gradient.
  let build: Double
  let plan: Double
  let evaluation: Double
  let gradient: Double

  /// The same for C, compiled beside.
  let evaluationInC: Double?
  let gradientInC: Double?

  /// Medians of a gradient where 32 points come in turn, so that no branch is the same each time.
  let gradientInTurn: Double
  let gradientInTurnInC: Double?

  /// How often each operation stands in the program, the most frequent first.
  let counts: [(name: String, count: Int)]

  /// The lines that say so.
  var operations: [String] {
    var lines: [String] = []
    for entry in counts {
      let word = "\(entry.name) \(entry.count)"
      if let last = lines.last, last.count + word.count < 96 {
        lines[lines.count - 1] += "  " + word
      } else {
        lines.append("  " + word)
      }
    }
    return lines
  }

  /// How many times longer a gradient takes than in C.
  var gradientToC: Double? { gradientInC.map { gradient / $0 } }

  /// What the program, the plan and an execution take, in bytes.
  let programBytes: Int
  let planBytes: Int
  let executionBytes: Int

  /// The most memory that the process has had.
  let peakMemory: Int

  /// The value, the sum and the Euclidean norm of the gradient, at each point.
  let results: [(value: Double, sum: Double, norm: Double)]

  /// The largest difference of an entry of the gradient from C's, relative to 1 and the entry.
  let difference: Double?

  /// The measurement in JSON, with times in nanoseconds.
  struct Payload: Encodable {
    struct Point: Encodable {
      let value: Double
      let gradientSum: Double
      let gradientNorm: Double
    }

    let workload: String
    let p: Int
    let m: Int
    let nodes: Int
    let build: Double
    let plan: Double
    let evaluation: Double
    let gradient: Double
    let evaluationInC: Double?
    let gradientInC: Double?
    let gradientInTurn: Double
    let gradientInTurnInC: Double?
    let programBytes: Int
    let planBytes: Int
    let executionBytes: Int
    let peakMemory: Int
    let operations: [String: Int]
    let points: [Point]
    let difference: Double?
  }

  var payload: Payload {
    Payload(
      workload: name, p: p, m: m, nodes: nodes, build: build, plan: plan, evaluation: evaluation,
      gradient: gradient, evaluationInC: evaluationInC, gradientInC: gradientInC,
      gradientInTurn: gradientInTurn, gradientInTurnInC: gradientInTurnInC,
      programBytes: programBytes, planBytes: planBytes, executionBytes: executionBytes,
      peakMemory: peakMemory,
      operations: Dictionary(uniqueKeysWithValues: counts.map { ($0.name, $0.count) }),
      points: results.map {
        Payload.Point(value: $0.value, gradientSum: $0.sum, gradientNorm: $0.norm)
      }, difference: difference)
  }
}
