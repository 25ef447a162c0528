/// t held between two bounds.
enum Clip: ElementarySelection {
  static let name = "clip"
  static let arity = Arity.exactly(3)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("clip", .number("t"), .number("a"), .number("b")), "t held between a and b.",
    example: "clip(3, -1, 1)", result: "1")

  /// Measured: `tf.clip_by_value`, `torch.clamp` (2.15: 0 at its bounds, before: 1), `jnp.clip`.
  static let tieRules = TieRules(
    paper: .slope(0), tensorflow: .slope(1), pytorch: .slope(0), pytorch113: .slope(1),
    jax: .slope(0.5))

  /// Read in the sources: a selection by `where`, but in JAX two extrema.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.zero), pytorch: .both(.zero), jax: .both(.product))

  static let isPiecewiseLinear = true

  private static let tree = SelectionIndex.Tree(between: .operand(1), and: .operand(2))

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex { .tree(tree) }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    x[[1, 0, 2][piece[0]]]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term([1, 0, 2][alternative], .one)]
  }
}

/// A unary selection with the pieces `lower | t | upper`.
protocol FixedClip: ElementarySelection {
  static var lower: Int { get }
  static var upper: Int { get }

  /// The index; `SelectionIndex.Tree(between:and:)` of the bounds.
  static var tree: SelectionIndex.Tree { get }
}

extension FixedClip {
  static var arity: Arity { .exactly(1) }
  static var domain: Domain { .everywhere }
  static var functionClass: FunctionClass { .rational }
  static var isPiecewiseLinear: Bool { true }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex { .tree(tree) }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece[0] == 1 ? x[0] : S(piece[0] == 0 ? lower : upper)
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    alternative == 1 ? [Term(0, .one)] : []
  }
}

/// t held between -1 and 1.
enum HardTanh: FixedClip {
  static let name = "hardtanh"
  static let lower = -1
  static let upper = 1
  static let tree = SelectionIndex.Tree(between: .literal(lower), and: .literal(upper))
  static let manual = Manual(
    .call("hardtanh", .number("t")), "t held between -1 and 1.", example: "hardtanh(-3)",
    result: "-1")

  /// Measured: `F.hardtanh`, `jax.nn.hard_tanh` at -1 and 1; for TensorFlow `tf.clip_by_value`.
  static let tieRules = TieRules(
    paper: .slope(0), tensorflow: .slope(1), pytorch: .slope(0), jax: .slope(1))

  /// Read in the sources: all select by `where`.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.zero), pytorch: .both(.zero), jax: .both(.zero))
}

/// t held between 0 and 6.
enum Relu6: FixedClip {
  static let name = "relu6"
  static let lower = 0
  static let upper = 6
  static let tree = SelectionIndex.Tree(between: .literal(lower), and: .literal(upper))
  static let manual = Manual(
    .call("relu6", .number("t")), "t held between 0 and 6.", example: "relu6(7)", result: "6")

  /// Measured: `tf.nn.relu6`, `F.relu6`, `jax.nn.relu6` at 0 and 6.
  static let tieRules = TieRules.all(.slope(0))

  /// Read in the sources: a mask in TensorFlow, `where` in PyTorch, two extrema in JAX.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.product), pytorch: .both(.zero), jax: .both(.product))
}
