/// What an elementary function is applied to: an earlier node, or a literal.
public struct Operand: Hashable, Sendable {
  // Non-negative: a node, from 0. Negative: ~index of a literal; among the least numbers, the index
  // of a column, which only the body of a block has while it is written.
  let rawValue: Int32

  init(rawValue: Int32) { self.rawValue = rawValue }

  /// The node at position `index`, counted from 0.
  public static func node(_ index: Int) -> Operand { Operand(rawValue: Int32(index)) }

  /// The literal at position `index` of the program's pool.
  public static func literal(_ index: Int) -> Operand { Operand(rawValue: ~Int32(index)) }

  /// The position of the node, from 0; `nil` for a literal.
  public var node: Int? { rawValue >= 0 ? Int(rawValue) : nil }

  /// The position of the literal in the program's pool; `nil` for a node.
  public var literal: Int? { rawValue < 0 && !isColumn ? Int(~rawValue) : nil }

  /// The maximum number of columns; there are never so many literals that their numbers meet.
  static let columnLimit = 1 << 24

  /// The column at position `index` of the open block.
  static func column(_ index: Int) -> Operand { Operand(rawValue: .min + Int32(index)) }

  /// The position of the column in the open block; `nil` for a node or a literal.
  var column: Int? { isColumn ? Int(rawValue - .min) : nil }

  /// `true` iff the operand differs from one repetition of the open block to the next.
  package var isColumn: Bool { rawValue < .min + Int32(Self.columnLimit) }
}
