/// 0 below -3, t above 3, and t (t + 3)/6 between.
enum HardSwish: KnottedSelection {
  static let name = "hardswish"
  static let arity = Arity.exactly(1)
  static let manual = Manual(
    .call("hardswish", .number("t")), "0 below -3, t above 3, and t (t + 3)/6 between.",
    example: "hardswish(1.5)",
    result: "1.125")

  /// Measured: `keras.activations.hard_swish`, `F.hardswish` (2.13 and 2.15: 0 and 1),
  /// `jax.nn.hard_swish` at -3 and 3; PyTorch 1.13 has the slopes of the middle, -1/2 and 3/2.
  static let tieRules = TieRules(
    paper: ends(0, 1), tensorflow: ends(0, 1), pytorch: ends(0, 1), pytorch113: ends(-0.5, 1.5),
    jax: ends(0, 1))

  /// Read in the sources: `relu6` but in PyTorch, which selects by `where`.
  static let localRules = Relu6.localRules

  private static func ends(_ low: Double, _ high: Double) -> TieRule {
    .each([Tie([0, 1], .slope(low)), Tie([1, 2], .slope(high))], otherwise: .first)
  }

  static let tree = SelectionIndex.Tree(knots: [.literal(-3), .literal(3)])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    switch i {
    case 0: S(0)
    case 1: x[0] * (x[0] + S(3)) / S(6)
    default: x[0]
    }
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    switch i {
    case 0: []
    case 1: [Term(0, .value((x[0] + x[0] + S(3)) / S(6)))]
    default: [Term(0, .one)]
    }
  }
}

/// t/6 + 1/2, held between 0 and 1.
enum HardSigmoid: KnottedSelection {
  static let name = "hardsigmoid"
  static let arity = Arity.exactly(1)
  static let isPiecewiseLinear = true
  static let manual = Manual(
    .call("hardsigmoid", .number("t")), "t/6 + 1/2, held between 0 and 1.",
    example: "hardsigmoid(0)", result: "0.5")

  /// Measured: `keras.activations.hard_sigmoid`, `F.hardsigmoid`, `jax.nn.hard_sigmoid` at -3 and
  /// 3.
  static let tieRules = TieRules.all(.slope(0))

  /// Read in the sources: `relu6` but in PyTorch, which selects by `where`.
  static let localRules = Relu6.localRules

  static let tree = SelectionIndex.Tree(knots: [.literal(-3), .literal(3)])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    i == 1 ? x[0] / S(6) + S.ratio(1, 2) : S(i == 0 ? 0 : 1)
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    i == 1 ? [Term(0, .value(.ratio(1, 6)))] : []
  }
}

/// t moved towards 0 by l, and 0 where |t| is at most l.
enum SoftShrink: KnottedSelection {
  static let name = "softshrink"
  static let arity = Arity.exactly(2)
  static let domain = Domain(value: [.atLeast(0, argument: 1)])
  static let isPiecewiseLinear = true
  static let manual = Manual(
    .call("softshrink", .number("t"), .number("l", default: Rational(1, 2))),
    "t moved towards 0 by l; 0 where |t| <= l.",
    example: "softshrink(-2)", result: "-1.5")

  /// Measured with l = 0.5 at 0.5: `keras.ops.soft_shrink`, `F.softshrink`; JAX's is spelled with
  /// `where`.
  static let tieRules = TieRules.all(.slope(0))

  /// Read in the sources: all select by `where`.
  static let localRules = HardTanh.localRules

  static let tree = SelectionIndex.Tree(knots: [.opposite(1), .operand(1)])

  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S {
    switch i {
    case 0: x[0] + x[1]
    case 1: S(0)
    default: x[0] - x[1]
    }
  }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    i == 1 ? [] : [Term(0, .one), Term(1, i == 0 ? .one : .minusOne)]
  }
}

/// t, and 0 where |t| is at most l: it jumps there.
enum HardShrink: KnottedSelection {
  static let name = "hardshrink"
  static let arity = Arity.exactly(2)
  static let domain = Domain(value: [.atLeast(0, argument: 1)])
  static let isPiecewiseLinear = true
  static let canJump = true
  static let manual = Manual(
    .call("hardshrink", .number("t"), .number("l", default: Rational(1, 2))),
    "t; 0 where |t| <= l.", example: "hardshrink(0.5)", result: "0")

  /// Measured with l = 0.5 at 0.5: `keras.ops.hard_shrink`, `F.hardshrink`.
  static let tieRules = TieRules.all(.slope(0))

  /// Read in the sources: all select by `where`.
  static let localRules = HardTanh.localRules

  static let tree = SelectionIndex.Tree(knots: [.opposite(1), .operand(1)], held: [1, 1])
  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S { i == 1 ? S(0) : x[0] }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    i == 1 ? [] : [Term(0, .one)]
  }
}

/// t above a, else b: it jumps at a unless a = b.
enum Threshold: KnottedSelection {
  static let name = "threshold"
  static let arity = Arity.exactly(3)
  static let isPiecewiseLinear = true
  static let canJump = true
  static let manual = Manual(
    .call("threshold", .number("t"), .number("a"), .number("b")), "t where t > a, else b.",
    example: "threshold(1, 1, 0)", result: "0")

  /// The definition of `F.threshold`: at t = a the value is b. Not measured; the piece that has the
  /// value is taken.
  static let tieRules = TieRules.all(.first)

  /// Read in the sources: all select by `where`.
  static let localRules = HardTanh.localRules

  /// Where t is above a it does not matter what b is.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static let tree = SelectionIndex.Tree(knots: [.operand(1)])
  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S { i == 0 ? x[2] : x[0] }

  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>] {
    [Term(i == 0 ? 2 : 0, .one)]
  }
}
