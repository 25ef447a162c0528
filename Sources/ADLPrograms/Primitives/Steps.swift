/// A function that is constant between its jumps at 0, where its value is the mean of its limits.
protocol StepFunction: KnottedSelection {
  /// The values below, at and above 0.
  static var levels: (Rational, Rational, Rational) { get }
}

extension StepFunction {
  static var arity: Arity { .exactly(1) }
  static var isPiecewiseLinear: Bool { true }
  static var isPiecewiseConstant: Bool { true }
  static var canJump: Bool { true }

  /// Measured: `tf.sign`, `torch.sign`, `jnp.sign` at 0. No piece has a slope.
  static var tieRules: TieRules { .all(.slope(0)) }

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    let level = i == 0 ? levels.0 : i == 1 ? levels.1 : levels.2
    return S(Literal(double: level.double, exact: level))
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] { [] }
}

/// The sign of t: -1, 0 or 1.
enum Signum: StepFunction {
  static let name = "sign"
  static let levels = (Rational(-1), Rational.zero, Rational(1))
  static let tree = defaultTree
  static let manual = Manual(
    .call("sign", .number("t")), "-1, 0 or 1, as t is negative, 0 or positive: it jumps at 0.",
    example: "sign(-2.5)", result: "-1")

  /// Read in the sources: PyTorch and TensorFlow pass a 0 on; JAX passes nothing.
  static let localRules = MeasuredLocalRules(tensorflow: .both(.zero), pytorch: .both(.zero))
}

/// The unit step: 0 below 0, 1 above, and 1/2 at 0.
enum Step: StepFunction {
  static let name = "step"
  static let levels = (Rational.zero, Rational(1, 2), Rational(1))
  static let tree = defaultTree
  static let manual = Manual(
    .call("step", .number("t")), "0 where t < 0, 1 where t > 0, and 1/2 at 0, where it jumps.",
    example: "step(0)", result: "0.5")

  /// As `sign` has it, of which it is half, plus a half.
  static let localRules = Signum.localRules
}

extension StepFunction {
  /// The index of every step at 0.
  fileprivate static var defaultTree: SelectionIndex.Tree {
    SelectionIndex.Tree(
      [SelectionIndex.Guard(.operand(0), .literal(0))], pieceCount: 3,
      .sign(
        of: 0, negative: .pieces(ActiveSet([0])),
        zero: .pieces(ActiveSet([.init([0, 1, 2], standing: 1)])),
        positive: .pieces(ActiveSet([2]))))
  }
}
