/// What an elementary function is applied to: an earlier node, or a literal.
public struct Operand: Hashable, Sendable {
  // Non-negative: a node, from 0. Negative: ~index of a literal.
  let rawValue: Int32

  init(rawValue: Int32) { self.rawValue = rawValue }

  /// The node at position `index`, counted from 0.
  public static func node(_ index: Int) -> Operand { Operand(rawValue: Int32(index)) }

  /// The literal at position `index` of the program's pool.
  public static func literal(_ index: Int) -> Operand { Operand(rawValue: ~Int32(index)) }

  /// The position of the node, from 0; `nil` for a literal.
  public var node: Int? { rawValue >= 0 ? Int(rawValue) : nil }

  /// The position of the literal in the program's pool; `nil` for a node.
  public var literal: Int? { rawValue < 0 ? Int(~rawValue) : nil }
}
