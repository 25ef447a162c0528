/// The rectifier max(0, t).
enum Relu: ElementarySelection {
  static let name = "relu"
  static let arity = Arity.exactly(1)
  static let routesValues = true
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("relu", .number("t")), "The larger of 0 and t.", example: "relu'(0)", result: "0")

  /// Measured: `tf.nn.relu`, `torch.relu`, `jax.nn.relu` at 0.
  static let tieRules = TieRules.all(.slope(0))

  /// Measured: `relu(-sqrt(x))` at 0. TensorFlow multiplies with a mask, the others select.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.product), pytorch: .both(.zero), jax: .both(.zero))

  static let isPiecewiseLinear = true

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .signs(count: 1)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece[0] == 0 ? S(0) : x[0]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    alternative == 0 ? [] : [Term(0, .one)]
  }
}

/// The absolute value.
enum AbsoluteValue: ElementarySelection {
  static let name = "abs"
  static let arity = Arity.exactly(1)
  static let routesValues = true
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("abs", .number("t")), "The absolute value.", example: "abs'(0)", result: "0")

  /// Measured: `tf.abs`, `torch.abs`, `jnp.abs` at 0 and at -0.0.
  static let tieRules = TieRules(
    paper: .slope(0), tensorflow: .slope(0), pytorch: .slope(0), jax: .slope(1))

  /// Measured: all multiply with the sign but JAX, which selects.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.product), pytorch: .both(.product), jax: .both(.zero))

  static let isPiecewiseLinear = true

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .signs(count: 1)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece[0] == 0 ? -x[0] : x[0]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(0, alternative == 0 ? .minusOne : .one)]
  }
}

/// The leaky rectifier: a t for negative t, else t.
enum LeakyRelu: KnottedSelection {
  /// A slope that is not a number does not matter where t is positive.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static let name = "leaky_relu"
  static let arity = Arity.exactly(2)
  static let manual = Manual(
    .call("leaky_relu", .number("t"), .number("a", default: Rational(1, 100))),
    "t, or a t where t is negative.", example: "leaky_relu(-2, 0.25)",
    result: "-0.5")

  /// Measured with a = 0.25: `tf.nn.leaky_relu`, `F.leaky_relu`, `jax.nn.leaky_relu` at 0.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .first, jax: .last)

  static let tree = SelectionIndex.Tree(knots: [.literal(0)])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    i == 0 ? x[1] * x[0] : x[0]
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    i == 0 ? [Term(0, .value(x[1])), Term(1, .value(x[0]))] : [Term(0, .one)]
  }
}

/// The exponential linear unit: a (exp(t) - 1) for negative t, else t.
enum Elu: KnottedSelection {
  /// A slope that is not a number does not matter where t is positive.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static let name = "elu"
  static let arity = Arity.exactly(2)
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("elu", .number("t"), .number("a", default: .one)),
    "t, or a (exp(t) - 1) where t is negative.", example: "elu(0.5)", result: "0.5"
  )

  /// Measured with a = 2: `keras.activations.elu`, `F.elu`, `jax.nn.elu` at 0.
  static let tieRules = TieRules.all(.first)

  static let tree = SelectionIndex.Tree(knots: [.literal(0)])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    i == 0 ? x[1] * S.expMinusOne(x[0]) : x[0]
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    if i == 1 { return [Term(0, .one)] }
    return [Term(0, .value(x[1] * S.exp(x[0]))), Term(1, .value(S.expMinusOne(x[0])))]
  }
}
