/// A whole number near t: a selection with a constant piece for every whole number, which is the
/// number of the piece. It jumps at the knots of its index, of which there are infinitely many.
protocol WholePart: ElementarySelection {
  /// Where the knots are, and whose value holds there.
  static var levels: SelectionIndex.Levels { get }
}

extension WholePart {
  static var arity: Arity { .exactly(1) }
  static var domain: Domain { .everywhere }
  static var functionClass: FunctionClass { .rational }
  static var isPiecewiseLinear: Bool { true }
  static var isPiecewiseConstant: Bool { true }
  static var canJump: Bool { true }

  /// Measured: `floor` at 1, `round` at 1/2, `ceil` at 1. No piece has a slope, and the one whose
  /// value holds is taken.
  static var tieRules: TieRules { .all(.first) }

  /// Read in the sources: PyTorch passes a 0 on; TensorFlow and JAX pass nothing.
  static var localRules: MeasuredLocalRules { MeasuredLocalRules(pytorch: .both(.zero)) }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex { .levels(levels) }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    switch piece[0] {
    case SelectionIndex.Levels.itself.lower, SelectionIndex.Levels.itself.upper: x[0]
    case SelectionIndex.Levels.open.lower: x[0] - S(1)
    case SelectionIndex.Levels.open.upper: x[0] + S(1)
    case let level: S(level)
    }
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    []
  }
}

/// The largest whole number that is not above t.
enum Floor: WholePart {
  static let name = "floor"
  static let levels = SelectionIndex.Levels.below
  static let manual = Manual(
    .call("floor", .number("t")), "The largest whole number <= t: it jumps at every whole number.",
    example: "floor(-1.5)", result: "-2")
}

/// The smallest whole number that is not below t.
enum Ceiling: WholePart {
  static let name = "ceil"
  static let levels = SelectionIndex.Levels.above
  static let manual = Manual(
    .call("ceil", .number("t")), "The smallest whole number >= t: it jumps at every whole number.",
    example: "ceil(-1.5)", result: "-1")
}

/// The whole number nearest to t; halves go to the even one.
enum Nearest: WholePart {
  static let name = "round"
  static let levels = SelectionIndex.Levels.nearest
  static let manual = Manual(
    .call("round", .number("t")),
    "The nearest whole number, halves to the even one: it jumps at every half.",
    example: "round(2.5)", result: "2")
}

extension Primitive {
  /// `true` iff there is a piece for every whole number.
  package var hasEndlessPieces: Bool { self == .floor || self == .ceil || self == .round }
}
