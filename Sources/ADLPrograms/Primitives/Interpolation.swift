/// The broken line through the points (xs_i, ys_i), constant beyond the first and the last. The
/// operands are x, the knots xs in increasing order, then the values ys.
///
/// Piece 0 lies beyond the last knot, piece 1 before the first, and piece i + 1 ends at knot i + 1,
/// counted from 1. Where the knots do not increase it jumps.
enum Interpolation: ElementarySelection {
  static let name = "interp"
  static let spelling = Spelling.interpolation
  static let arity = Arity.atLeast(3)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let canJump = true
  static let isPiecewiseLinear = false
  static let manual = Manual(
    .call("interp", .number("x"), .vector("xs"), .vector("ys")),
    "The broken line through the points (xs, ys), xs increasing; constant beyond its ends.",
    example: "interp(1.5, [0, 1, 2], [0, 10, 30])", result: "20")

  /// Not measured. `jnp.interp` searches the knots from the right: at a knot the line that begins
  /// there, at the last the one that ends. The others have none, and the line that ends at the knot
  /// is taken.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .first, jax: .weights([0, 1]))

  /// Lines that are not chosen do not matter.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .knots(first: 1, count: count / 2)
  }

  /// The positions of the ends of a line, from 0; `nil` for a constant piece.
  private static func line(_ piece: Int) -> (Int, Int)? {
    piece < 2 ? nil : (piece - 2, piece - 1)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    let n = x.count / 2
    guard let (a, b) = line(piece[0]) else { return x[piece[0] == 1 ? 1 + n : 2 * n] }
    let slope = (x[1 + n + b] - x[1 + n + a]) / (x[1 + b] - x[1 + a])
    return x[1 + n + a] + (x[0] - x[1 + a]) * slope
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    let n = x.count / 2
    guard let (a, b) = line(alternative) else {
      return [Term(alternative == 1 ? 1 + n : 2 * n, .one)]
    }
    let width = x[1 + b] - x[1 + a]
    let slope = (x[1 + n + b] - x[1 + n + a]) / width
    let share = (x[0] - x[1 + a]) / width
    return [
      Term(0, .value(slope)), Term(1 + a, .value(slope * (share - S(1)))),
      Term(1 + b, .value(-(slope * share))), Term(1 + n + a, .value(S(1) - share)),
      Term(1 + n + b, .value(share)),
    ]
  }
}
