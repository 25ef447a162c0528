/// The rectifier max(0, t).
public enum Relu: ElementarySelection {
  public static let name = "relu"
  public static let arity = Arity.exactly(1)
  public static let routesValues = true
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .call("relu", .number("t")), "The larger of 0 and t.", example: "relu'(0)", result: "0")

  /// Measured: `tf.nn.relu`, `torch.relu`, `jax.nn.relu` at 0.
  public static let tieRules = TieRules.all(.slope(0))

  public static let isPiecewiseLinear = true

  public static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .signs(count: 1)
  }

  public static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece[0] == 0 ? S(0) : x[0]
  }

  public static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    alternative == 0 ? [] : [Term(0, .one)]
  }
}

/// The absolute value.
public enum AbsoluteValue: ElementarySelection {
  public static let name = "abs"
  public static let arity = Arity.exactly(1)
  public static let routesValues = true
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .call("abs", .number("t")), "The absolute value.", example: "abs'(0)", result: "0")

  /// Measured: `tf.abs`, `torch.abs`, `jnp.abs` at 0 and at -0.0.
  public static let tieRules = TieRules(
    paper: .slope(0), tensorflow: .slope(0), pytorch: .slope(0), jax: .slope(1))

  public static let isPiecewiseLinear = true

  public static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .signs(count: 1)
  }

  public static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece[0] == 0 ? -x[0] : x[0]
  }

  public static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(0, alternative == 0 ? .minusOne : .one)]
  }
}

/// The leaky rectifier: a t for negative t, else t.
public enum LeakyRelu: KnottedSelection {
  /// A slope that is not a number does not matter where t is positive.
  public static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  public static let name = "leaky_relu"
  public static let arity = Arity.exactly(2)
  public static let manual = Manual(
    .call("leaky_relu", .number("t"), .number("a", default: Rational(1, 100))),
    "t, or a t where t is negative.", example: "leaky_relu(-2, 0.25)",
    result: "-0.5")

  /// Measured with a = 0.25: `tf.nn.leaky_relu`, `F.leaky_relu`, `jax.nn.leaky_relu` at 0.
  public static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .first, jax: .last)

  public static let tree = SelectionIndex.Tree(knots: [.literal(0)])

  public static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    i == 0 ? x[1] * x[0] : x[0]
  }

  public static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    i == 0 ? [Term(0, .value(x[1])), Term(1, .value(x[0]))] : [Term(0, .one)]
  }
}

/// The exponential linear unit: a (exp(t) - 1) for negative t, else t.
public enum Elu: KnottedSelection {
  /// A slope that is not a number does not matter where t is positive.
  public static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  public static let name = "elu"
  public static let arity = Arity.exactly(2)
  public static let functionClass = FunctionClass.logExp
  public static let manual = Manual(
    .call("elu", .number("t"), .number("a", default: .one)),
    "t, or a (exp(t) - 1) where t is negative.", example: "elu(0.5)", result: "0.5"
  )

  /// Measured with a = 2: `keras.activations.elu`, `F.elu`, `jax.nn.elu` at 0.
  public static let tieRules = TieRules.all(.first)

  public static let tree = SelectionIndex.Tree(knots: [.literal(0)])

  public static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    i == 0 ? x[1] * S.expMinusOne(x[0]) : x[0]
  }

  public static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    if i == 1 { return [Term(0, .one)] }
    return [Term(0, .value(x[1] * S.exp(x[0]))), Term(1, .value(S.expMinusOne(x[0])))]
  }
}
