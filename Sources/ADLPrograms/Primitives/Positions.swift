/// The entry of one vector at the position of the largest, or the smallest, entry of another: piece i
/// is entry i. The operands are the entries that are compared, then those of which one is taken.
protocol PickedEntry: ElementarySelection {
  /// The sign of a difference of entries for which the first of the two is taken.
  static var preferred: Sign { get }
}

extension PickedEntry {
  static var spelling: Spelling { .pick(name) }
  static var arity: Arity { .atLeast(2) }
  static var domain: Domain { .everywhere }
  static var functionClass: FunctionClass { .rational }
  static var canJump: Bool { true }
  static var isPiecewiseLinear: Bool { true }

  /// Measured: `x[argmax(x)]` at (1, 1) is the first entry in every framework.
  static var tieRules: TieRules { .all(.first) }

  /// Read in the sources: what is gathered is scattered among zeros.
  static var localRules: MeasuredLocalRules { SortedEntry.localRules }

  /// What stands at other positions does not matter.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .extremum(preferred, count: count / 2)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    x[x.count / 2 + piece[0]]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(x.count / 2 + alternative, .one)]
  }
}

/// The entry at the position of the largest.
enum EntryAtMaximum: PickedEntry {
  static let name = "argmax"
  static let preferred = Sign.positive
  static let manual = Manual(
    .call("argmax", .vector("y")),
    "The position of the largest entry, the first of several; as an index, `x[argmax(y)]`.",
    example: "[3, 5, 4][argmax([1, 2, 0])]", result: "5")
}

/// The entry at the position of the smallest.
enum EntryAtMinimum: PickedEntry {
  static let name = "argmin"
  static let preferred = Sign.negative
  static let manual = Manual(
    .call("argmin", .vector("y")),
    "The position of the smallest entry, the first of several; as an index, `x[argmin(y)]`.",
    example: "[3, 5, 4][argmin([1, 2, 0])]", result: "4")
}
