/// The length of the vector (a, b); at 0 it has a domain edge, as the Euclidean norm has.
enum Hypotenuse: BinaryFunction {
  static let name = "hypot"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("hypot", .number("a"), .number("b")), "The length of the vector (a, b).",
    example: "hypot(3, 4)", result: "5")

  /// Measured at (0, 0): `torch.hypot` and `tf.experimental.numpy.hypot` divide 0 by 0, `jnp.hypot`
  /// has (1/2, 1/2).
  static let edgeRules: TieRules? = TieRules(
    paper: nil, tensorflow: nil, pytorch: nil, jax: .slope(0.5))

  static let isLipschitz = true
  static let mayHaveEdge = true

  static func hasEdge<S: RealNumber>(_ x: [S]) -> Bool { EuclideanNorm.hasEdge(x) }
  static func domainGuards<S: RealNumber>(_ x: [S]) -> [S] { EuclideanNorm.domainGuards(x) }
  static func value<S: RealNumber>(_ a: S, _ b: S) -> S { S.sqrt(a * a + b * b) }

  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>) {
    (.value(a / y), .value(b / y))
  }
}

/// The angle of the point (x, y): above the line of negative x one piece, below it another, which is
/// less by a whole turn.
enum Angle: ElementarySelection {
  static let name = "atan2"
  static let arity = Arity.exactly(2)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let canJump = true
  static let isPiecewiseLinear = false
  static let manual = Manual(
    .call("atan2", .number("y"), .number("x")),
    "The angle of the point (x, y), from -pi to pi: it jumps where y = 0 and x < 0.",
    example: "atan2(1, 1) / pi", result: "0.25")

  /// Measured: at (0, -1) all have the slope that both pieces have. At (0, 0) there is none, though
  /// `torch.atan2` of 2.15 returns (0, 0).
  static let tieRules = TieRules.all(.first)

  private static let tree = {
    func pieces(_ pieces: Int...) -> SelectionIndex.Tree.Step { .pieces(ActiveSet(pieces)) }
    return SelectionIndex.Tree(
      [
        SelectionIndex.Guard(.operand(1), .literal(0)),
        SelectionIndex.Guard(.operand(0), .literal(0)),
      ], pieceCount: 2,
      .sign(
        of: 0,
        negative: .sign(of: 1, negative: pieces(1), zero: pieces(0, 1), positive: pieces(0)),
        zero: .sign(of: 1, negative: pieces(0, 1), zero: pieces(0, 1), positive: pieces(0)),
        positive: pieces(0)))
  }()

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex { .tree(tree) }

  // Around each half axis the quotient with the smaller part above is finite.
  static func value<S: RealNumber>(of piece: Piece, _ operands: [S], _ parameter: Parameter) -> S {
    let (y, x) = (operands[0], operands[1])
    if x.sign.isCertainly(.zero), y.sign.isCertainly(.zero) { return S(0) }
    let (difference, sum) = (S.order(y, x), (y + x).sign)
    if difference.isCertainly(.positive), sum.isCertainlyNot(.negative), sum.isKnown {
      return S(.pi) / S(2) - S.atan(x / y)
    }
    if difference.isCertainly(.negative), sum.isCertainlyNot(.positive), sum.isKnown,
      piece[0] == 1 || !x.sign.isCertainly(.negative)
    {
      return -(S(.pi) / S(2)) - S.atan(x / y)
    }
    let angle = S.atan(y / x)
    if !x.sign.isCertainly(.negative) { return angle }
    return piece[0] == 0 ? angle + S(.pi) : angle - S(.pi)
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ operands: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    let (y, x) = (operands[0], operands[1])
    let square = x * x + y * y
    return [Term(0, .value(x / square)), Term(1, .value(-(y / square)))]
  }
}
