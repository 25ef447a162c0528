/// A selection of one variable t whose pieces follow one another along the line: piece i holds between
/// the knots i - 1 and i, which other operands may move. At a knot its two pieces meet.
public protocol KnottedSelection: ElementarySelection {
  /// The number of knots.
  static var knotCount: Int { get }

  /// Returns the knots in increasing order; `x` begins with t.
  static func knots<S: RealNumber>(_ x: [S]) -> [S]

  /// The piece whose value holds at a knot; the pieces differ there only where `canJump`.
  static func pieceAt(knot: Int) -> Int

  /// Returns f_i(x).
  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S

  /// Returns the entries of ∇f_i(x) that are not structurally 0.
  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>]
}

extension KnottedSelection {
  public static var domain: Domain { .everywhere }
  public static var functionClass: FunctionClass { .rational }
  public static var isPiecewiseLinear: Bool { false }
  public static func pieceAt(knot: Int) -> Int { knot }

  public static func pieceCounts(_ count: Int, _ parameter: Parameter) -> [Int] {
    [knotCount + 1]
  }

  public static func active<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> ActiveSet {
    let knots = knots(x)
    var met: [Int] = []
    for (i, knot) in knots.enumerated() {
      switch S.order(x[0], knot) {
      case .known(.negative):
        return met.isEmpty ? ActiveSet([i]) : tied(met)
      case .known(.zero): met.append(i)
      case .known(.positive): continue
      case .notKnown: return ActiveSet(Array(0...knotCount), isDecided: false)
      }
    }
    return met.isEmpty ? ActiveSet([knotCount]) : tied(met)
  }

  /// The pieces that meet at `knots`, of which several may lie at one point.
  private static func tied(_ knots: [Int]) -> ActiveSet {
    let pieces = Array(knots[0]...(knots[knots.count - 1] + 1))
    let own = pieces.firstIndex(of: pieceAt(knot: knots[0])) ?? 0
    return ActiveSet([ActiveSet.Site(pieces, standing: own)])
  }

  public static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    value(ofPiece: piece[0], x)
  }

  public static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    terms(ofPiece: alternative, x)
  }
}

extension RealNumber {
  /// The quotient of two whole numbers.
  static func ratio(_ numerator: Int, _ denominator: Int) -> Self {
    Self(numerator) / Self(denominator)
  }
}
