/// `if c then a else b`: one selection whose pieces are a and b, and whose index is the truth of c.
///
/// The operands are the two sides of each comparison of the condition, then a, then b. Programs
/// evaluate the taken branch only, so they decide a branch themselves, from the sides' values; the
/// rule serves where all operands have values.
enum Branch: ElementarySelection {
  static let canJump = true
  static let runsOnlyChosenOperand = true
  static let name = "if"
  static let spelling = Spelling.branch
  static let arity = Arity.atLeast(4)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("if c then a else b"), "a where the condition holds, b elsewhere.",
    example: "if 1 < 2 then 3 else 4", result: "3")

  /// The branch taken, in every framework.
  static let tieRules = TieRules.all(.first)

  static let isPiecewiseLinear = false

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    guard case .condition(let condition) = parameter else {
      preconditionFailure("a branch carries its condition")
    }
    return .conditions([condition], sides: nil)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    x[x.count - 2 + piece[0]]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(x.count - 2 + alternative, .one)]
  }
}
