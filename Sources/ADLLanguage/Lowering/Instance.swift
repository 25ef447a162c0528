import ADLPrograms

/// A function with its sizes fixed, as a program.
public struct Instance: Sendable {
  /// The name to speak of the function by.
  public let name: String

  /// The program.
  public let program: Program

  /// Where its nodes were written.
  public let anchors: AnchorMap

  /// The inputs in order, as the parameters name them: `t`, `w[2]`, `W[1, 2]`.
  public let inputs: [String]

  /// The shapes of the arguments that are inputs, in order.
  public let argumentShapes: [Shape]

  /// The size of the value, whose entries are the outputs in order.
  public let outputShape: Shape

  /// The coordinates of the point at which the function was instantiated; empty if none was given.
  public let point: [Literal]
}
