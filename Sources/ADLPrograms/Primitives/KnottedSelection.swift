/// A selection of one variable t whose pieces follow one another along the line: piece i holds
/// between the knots i - 1 and i, which other operands may move. At a knot its two pieces meet.
protocol KnottedSelection: ElementarySelection {
  /// The index: the knots, and whose value holds at each; pieces differ there only where `canJump`.
  static var tree: SelectionIndex.Tree { get }

  /// Returns f_i(x).
  static func value<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> S

  /// Returns the entries of ∇f_i(x) that are not structurally 0.
  static func terms<S: RealNumber>(ofPiece i: Int, _ x: [S]) -> [Term<S>]
}

extension KnottedSelection {
  static var domain: Domain { .everywhere }
  static var functionClass: FunctionClass { .rational }
  static var isPiecewiseLinear: Bool { false }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex { .tree(tree) }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    value(ofPiece: piece[0], x)
  }

  static func terms<S: RealNumber>(
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
