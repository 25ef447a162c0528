/// A selection declared by the user: one node, whose pieces are the branches of its definition.
enum DeclaredSelection: ElementarySelection {
  static let canJump = true
  static let name = "selection"
  static let spelling = Spelling.declared
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .written("selection f(t) = if c then a else b"),
    "Declares a primitive: one node, whose pieces are the branches.",
    example: "(t -> max(0, t))(2)", result: "2")

  /// The branch taken.
  static let tieRules = TieRules.all(.first)

  static let isPiecewiseLinear = false

  /// What an unchosen piece holds does not matter.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    definition(parameter).index
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    definition(parameter).pieces[piece[0]].smoothValues(x)[0]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    let gradient = definition(parameter).pieces[alternative].smoothGradient(x)
    return gradient.enumerated().compactMap { $1.isZero ? nil : Term($0, $1) }
  }

  private static func definition(_ parameter: Parameter) -> SelectionDefinition {
    guard case .selection(let definition) = parameter else {
      preconditionFailure("a declared selection carries its definition")
    }
    return definition
  }
}
