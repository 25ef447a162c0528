/// A selection of the largest or the smallest of its operands, piece i being operand i.
public protocol Extremum: ElementarySelection {
  /// The sign of a difference of operands for which the first of the two is taken.
  static var preferred: Sign { get }
}

extension Extremum {
  public static var domain: Domain { .everywhere }
  public static var functionClass: FunctionClass { .rational }
  public static var isPiecewiseLinear: Bool { true }
  public static var routesValues: Bool { true }

  public static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .extremum(preferred, count: count)
  }

  public static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    x[piece[0]]
  }

  public static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(alternative, .one)]
  }
}

/// The larger of two numbers.
public enum Maximum: Extremum {
  public static let name = "max"
  public static let arity = Arity.exactly(2)
  public static let preferred = Sign.positive
  public static let manual = Manual(
    .call("max", .number("a"), .number("b")), "The larger of two numbers.", example: "max(2, 3)",
    result: "3")

  /// Measured: `tf.maximum`, `torch.maximum`, `jnp.maximum` at x = y.
  public static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .even, jax: .even)
}

/// The smaller of two numbers.
public enum Minimum: Extremum {
  public static let name = "min"
  public static let arity = Arity.exactly(2)
  public static let preferred = Sign.negative
  public static let manual = Manual(
    .call("min", .number("a"), .number("b")), "The smaller of two numbers.", example: "min(2, 3)",
    result: "2")

  /// Measured: `tf.minimum`, `torch.minimum`, `jnp.minimum` at x = y.
  public static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .even, jax: .even)
}

/// The largest of many.
public enum MaximumOfMany: Extremum {
  public static let name = "maximum"
  public static let spelling = Spelling.vectorCall("max")
  public static let arity = Arity.atLeast(1)
  public static let preferred = Sign.positive
  public static let manual = Manual(
    .call("max", .vector("x")), "The largest entry of a vector, or of many.",
    example: "max([2, 5, 3])", result: "5")

  /// Measured: `tf.reduce_max`, `torch.amax` and `torch.max(x)`, `jnp.max`.
  public static let tieRules = TieRules(
    paper: .first, tensorflow: .even, pytorch: .even, jax: .even)
}

/// The smallest of many.
public enum MinimumOfMany: Extremum {
  public static let name = "minimum"
  public static let spelling = Spelling.vectorCall("min")
  public static let arity = Arity.atLeast(1)
  public static let preferred = Sign.negative
  public static let manual = Manual(
    .call("min", .vector("x")), "The smallest entry of a vector, or of many.",
    example: "min([2, 5, 3])", result: "2")

  /// Measured: `tf.reduce_min`, `torch.amin` and `torch.min(x)`, `jnp.min`.
  public static let tieRules = TieRules(
    paper: .first, tensorflow: .even, pytorch: .even, jax: .even)
}
