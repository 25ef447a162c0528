/// The sum of absolute values; site i chooses between -x_i and x_i.
enum OneNorm: ElementarySelection {
  static let name = "norm1"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let routesValues = true
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("norm1", .vector("x")), "The sum of the absolute values.", example: "norm1([3, -4])",
    result: "7")

  /// Measured: `tf.norm(x, 1)`, `torch.linalg.vector_norm(x, 1)`, `jnp.linalg.norm(x, 1)` at (0,
  /// 0).
  static let tieRules = TieRules(
    paper: .slope(0), tensorflow: .slope(0), pytorch: .slope(0), jax: .slope(1))

  static let localRules = AbsoluteValue.localRules

  static let isPiecewiseLinear = true

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .signs(count: count)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    laneSum(x.indices.map { piece[$0] == 0 ? -x[$0] : x[$0] })
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(site, alternative == 0 ? .minusOne : .one)]
  }
}

/// The largest absolute value; piece 2i is -x_i, piece 2i + 1 is x_i.
enum MaximumNorm: ElementarySelection {
  static let name = "norminf"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let routesValues = true
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("norminf", .vector("x")), "The largest absolute value.", example: "norminf([3, -4])",
    result: "4")

  /// Measured at (1, -1) and (0, 0): `tf.norm`, `torch.linalg.vector_norm`, `jnp.linalg.norm` with
  /// the order infinity. JAX's (1/4, 1/4) at (0, 0) is abs'(0) = 1, halved by a tie with the
  /// initial value 0 of its reduction.
  static let tieRules = TieRules(
    paper: .entries(even: false, slopeAtZero: 0), tensorflow: .entries(even: true, slopeAtZero: 0),
    pytorch: .entries(even: true, slopeAtZero: 0), jax: .entries(even: true, slopeAtZero: 0.5))

  static let localRules = MaximumOfMany.localRules

  static let isPiecewiseLinear = true

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .largestMagnitude(count: count)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece[0] % 2 == 0 ? -x[piece[0] / 2] : x[piece[0] / 2]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(alternative / 2, alternative % 2 == 0 ? .minusOne : .one)]
  }
}
