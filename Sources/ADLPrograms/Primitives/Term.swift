/// An entry of a sparse gradient: the operand it belongs to, and the derivative in it.
public struct Term<S: RealNumber>: Sendable {
  /// The operand, from 0.
  public let operand: Int

  /// What is added to the entry of that operand.
  public let partial: Partial<S>

  /// Creates the entry `partial` of `operand`, counted from 0.
  public init(_ operand: Int, _ partial: Partial<S>) {
    self.operand = operand
    self.partial = partial
  }
}
