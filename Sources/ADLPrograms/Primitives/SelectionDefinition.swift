/// The definition of a selection that the user declared: pieces, guards and index.
public struct SelectionDefinition: Hashable, Sendable {
  /// The name it was declared with.
  public let name: String

  /// The pieces, programs of elementary functions with the selection's inputs and one output each.
  public let pieces: [Program]

  /// The sides of every comparison, two outputs a comparison; `nil` where there are none.
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

  /// The pieces that meet at `x`; the standing one is the one the index takes.
  func active<S: RealNumber>(_ x: [S]) -> ActiveSet {
    let sides = sides?.smoothValues(x) ?? []
    func sign(_ i: Int) -> KnownSign { S.order(sides[2 * i], sides[2 * i + 1]) }
    var pieces: [Int] = []
    var standing: Int?
    var isDecided = true
    for (i, condition) in conditions.enumerated() {
      let branches = condition.activeBranches(sign)
      isDecided = isDecided && branches.isDecided
      let reached = branches.sites[0].pieces
      if reached.contains(0) { pieces.append(i) }
      if standing == nil, branches.piece == [0] { standing = pieces.count - 1 }
      if !reached.contains(1) { break }
      if i + 1 == conditions.count { pieces.append(i + 1) }
    }
    if conditions.isEmpty { pieces = [0] }
    return ActiveSet(
      [.init(pieces, standing: standing ?? pieces.count - 1)], isDecided: isDecided)
  }
}
