/// A selection of the largest or the smallest of its operands, piece i being operand i.
protocol Extremum: ElementarySelection {
  /// The sign of a difference of operands for which the first of the two is taken.
  static var preferred: Sign { get }
}

extension Extremum {
  static var domain: Domain { .everywhere }
  static var functionClass: FunctionClass { .rational }
  static var isPiecewiseLinear: Bool { true }
  static var routesValues: Bool { true }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .extremum(preferred, count: count)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    x[piece[0]]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(alternative, .one)]
  }
}

/// The larger of two numbers.
enum Maximum: Extremum {
  static let name = "max"
  static let arity = Arity.exactly(2)
  static let preferred = Sign.positive
  static let manual = Manual(
    .call("max", .number("a"), .number("b")), "The larger of two numbers.", example: "max(2, 3)",
    result: "3")

  /// Measured: `tf.maximum`, `torch.maximum`, `jnp.maximum` at x = y.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .even, jax: .even)

  /// Measured: `max(sqrt(x), y)` at (0, 1) and (0, 0), and PyTorch's forward mode at
  /// `max(x, 1e17 * (x - 1))`.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.zero), pytorch: LocalRules(forward: .blend, backward: .zero),
    jax: .both(.product))
}

/// The smaller of two numbers.
enum Minimum: Extremum {
  static let name = "min"
  static let arity = Arity.exactly(2)
  static let preferred = Sign.negative
  static let manual = Manual(
    .call("min", .number("a"), .number("b")), "The smaller of two numbers.", example: "min(2, 3)",
    result: "2")

  /// Measured: `tf.minimum`, `torch.minimum`, `jnp.minimum` at x = y.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .even, jax: .even)

  static let localRules = Maximum.localRules
}

/// The largest of many.
enum MaximumOfMany: Extremum {
  static let name = "maximum"
  static let spelling = Spelling.vectorCall("max")
  static let arity = Arity.atLeast(1)
  static let preferred = Sign.positive
  static let manual = Manual(
    .call("max", .vector("x")), "The largest entry of a vector, or of many.",
    example: "max([2, 5, 3])", result: "5")

  /// Measured: `tf.reduce_max`, `torch.amax` and `torch.max(x)`, `jnp.max`.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .even, pytorch: .even, jax: .even)

  /// Read in the sources: all multiply with the mask of the entries that are equal to the result.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.product), pytorch: .both(.product), jax: .both(.product))
}

/// The smallest of many.
enum MinimumOfMany: Extremum {
  static let name = "minimum"
  static let spelling = Spelling.vectorCall("min")
  static let arity = Arity.atLeast(1)
  static let preferred = Sign.negative
  static let manual = Manual(
    .call("min", .vector("x")), "The smallest entry of a vector, or of many.",
    example: "min([2, 5, 3])", result: "2")

  /// Measured: `tf.reduce_min`, `torch.amin` and `torch.min(x)`, `jnp.min`.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .even, pytorch: .even, jax: .even)

  static let localRules = MaximumOfMany.localRules
}
