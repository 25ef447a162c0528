/// The definition of a selection that the user declared: pieces, guards and index.
public struct SelectionDefinition: Hashable, Sendable {
  /// The name it was declared with.
  public let name: String

  /// The pieces, programs of elementary functions with the selection's inputs and one output each.
  public let pieces: [Program]

  /// The sides of every comparison, two outputs per comparison; `nil` where there are none.
  public let sides: Program?

  /// The index: the first condition that holds chooses the piece of its position; the last piece is
  /// chosen where none holds. Comparisons are numbered across all conditions.
  public let conditions: [Condition]

  /// Creates the definition.
  /// - Requires: `pieces.count == conditions.count + 1`, and all programs are smooth.
  public init(name: String, pieces: [Program], sides: Program?, conditions: [Condition]) {
    self.name = name
    self.pieces = pieces
    self.sides = sides
    self.conditions = conditions
  }

  /// The index, with its guards.
  public var index: SelectionIndex { .conditions(conditions, sides: sides) }
}
