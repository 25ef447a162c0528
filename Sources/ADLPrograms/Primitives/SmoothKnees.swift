/// The scaled exponential linear unit: s t, and s a (exp(t) - 1) for negative t.
enum Selu: KnottedSelection {
  static let name = "selu"
  static let arity = Arity.exactly(1)
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("selu", .number("t")),
    "s t, and s a (exp(t) - 1) for negative t, with s = 1.0507… and a = 1.6732….",
    example: "selu(0)", result: "0")

  /// Measured: `keras.activations.selu` (eager) has the right slope at 0, `F.selu` and
  /// `jax.nn.selu` the left one.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .last, pytorch: .first, jax: .first)

  /// s and a as Klambauer, Unterthiner, Mayr and Hochreiter (2017) give them, to the digits that
  /// the frameworks have.
  private static let scale = Literal(
    double: 1.050_700_987_355_480_5, exact: Rational(decimal: "1.0507009873554804934193349852946"))
  private static let height = Literal(
    double: 1.673_263_242_354_377_2, exact: Rational(decimal: "1.6732632423543772848170429916717"))

  static let tree = SelectionIndex.Tree(knots: [.literal(0)])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    i == 0 ? S(scale) * S(height) * S.expMinusOne(x[0]) : S(scale) * x[0]
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    [Term(0, .value(i == 0 ? S(scale) * S(height) * S.exp(x[0]) : S(scale)))]
  }
}

/// The continuously differentiable exponential linear unit: a (exp(t/a) - 1) for negative t, else
/// t.
enum Celu: KnottedSelection {
  static let name = "celu"
  static let arity = Arity.exactly(2)
  static let domain = Domain(value: [.above(0, argument: 1)])
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("celu", .number("t"), .number("a", default: .one)),
    "t, or a (exp(t/a) - 1) where t is negative.", example: "celu(0.5)",
    result: "0.5")

  /// Measured with a = 2 at 0: `F.celu` and `jax.nn.celu` have slope 1, as both pieces do. Keras
  /// has 2, which no choice of pieces gives.
  static let tieRules = TieRules.all(.first)

  static let tree = SelectionIndex.Tree(knots: [.literal(0)])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    i == 0 ? x[1] * S.expMinusOne(x[0] / x[1]) : x[0]
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    if i == 1 { return [Term(0, .one)] }
    let r = x[0] / x[1]
    return [Term(0, .value(S.exp(r))), Term(1, .value(S.expMinusOne(r) - r * S.exp(r)))]
  }
}

/// Huber's loss: t²/2 where |t| is at most d, and d (|t| - d/2) beyond.
enum Huber: KnottedSelection {
  static let name = "huber"
  static let arity = Arity.exactly(2)
  static let domain = Domain(value: [.above(0, argument: 1)])
  static let manual = Manual(
    .call("huber", .number("t"), .number("d", default: .one)),
    "t^2/2 where |t| <= d, and d (|t| - d/2) beyond.", example: "huber(3)",
    result: "2.5")

  /// The pieces have one slope where they meet.
  static let tieRules = TieRules.all(.first)

  static let tree = SelectionIndex.Tree(knots: [.opposite(1), .operand(1)], held: [1, 1])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    switch i {
    case 0: x[1] * (-x[0] - x[1] / S(2))
    case 1: x[0] * x[0] / S(2)
    default: x[1] * (x[0] - x[1] / S(2))
    }
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    switch i {
    case 0: [Term(0, .value(-x[1])), Term(1, .value(-x[0] - x[1]))]
    case 1: [Term(0, .value(x[0]))]
    default: [Term(0, .value(x[1])), Term(1, .value(x[0] - x[1]))]
    }
  }
}

/// Huber's loss divided by its width: t²/(2 b) where |t| is at most b, and |t| - b/2 beyond.
enum SmoothL1: KnottedSelection {
  static let name = "smooth_l1"
  static let arity = Arity.exactly(2)
  static let domain = Domain(value: [.above(0, argument: 1)])
  static let manual = Manual(
    .call("smooth_l1", .number("t"), .number("b", default: .one)),
    "t^2/(2 b) where |t| <= b, and |t| - b/2 beyond.",
    example: "smooth_l1(3)", result: "2.5")

  /// The pieces have one slope where they meet.
  static let tieRules = TieRules.all(.first)

  static let tree = SelectionIndex.Tree(knots: [.opposite(1), .operand(1)], held: [1, 1])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    switch i {
    case 0: -x[0] - x[1] / S(2)
    case 1: x[0] * x[0] / (S(2) * x[1])
    default: x[0] - x[1] / S(2)
    }
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    guard i == 1 else {
      return [Term(0, i == 0 ? .minusOne : .one), Term(1, .value(.ratio(-1, 2)))]
    }
    let r = x[0] / x[1]
    return [Term(0, .value(r)), Term(1, .value(-r * r / S(2)))]
  }
}
