/// `where(c, a, b)`: a where c holds, else b. Both are evaluated, as a mask has it: what the losing
/// one lacks a value or a derivative for can reach the result (`LocalRule`).
///
/// The operands are the two sides of each comparison of the condition, then a, then b.
enum Choice: ElementarySelection {
  static let name = "where"
  static let spelling = Spelling.choice
  static let arity = Arity.atLeast(4)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let canJump = true
  static let isPiecewiseLinear = true
  static let manual = Manual(
    .call("where", .condition("c"), .number("a"), .number("b")),
    "a where the condition holds, else b; both are evaluated, as frameworks do.",
    example: "where(1 < 2, 3, 4)", result: "3")

  /// Measured: `where(x > 0, x, 0)` and `where(x >= 0, x, 0)` at 0 take the piece that holds.
  static let tieRules = TieRules.all(.first)

  /// Measured: `where(x > 0, log(x), 0)` and `where(x > 0, sqrt(x), 0)` at 0. Backward, an exact 0
  /// meets the slope of the losing side; forward, its tangent is not taken.
  static let localRules = MeasuredLocalRules(
    tensorflow: LocalRules(forward: .absent, backward: .zero),
    pytorch: LocalRules(forward: .absent, backward: .zero),
    jax: LocalRules(forward: .absent, backward: .zero))

  /// What the losing side holds does not matter.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    Branch.index(count, parameter)
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
