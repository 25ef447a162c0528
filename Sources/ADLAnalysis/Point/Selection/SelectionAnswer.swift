import ADLPrograms

/// The answer to `selection f at x`: the index at x, the piece f_s that it chooses, and the
/// gradient of that piece, which is what AD returns (Definitions 2 to 4, Theorem 2).
public struct SelectionAnswer: Sendable {
  /// The conditions that put x in this cell, in program order, each once.
  public let conditions: [IndexCondition]

  /// The sides of the conditions as functions of the inputs; `nil` where there are none.
  public let sides: Program?

  /// f_s: a program without selections, with the outputs of the program. On a tie it is the piece
  /// of the list that the convention enlarges (semantics, section 3).
  public let piece: Program

  /// The gradient of f_s (for several outputs the Jacobian, row by row) as a program; `nil` where
  /// it would exceed `SelectionAnswer.nodeLimit` nodes.
  public let gradient: Program?

  /// The values of `gradient` at x; `nil` without it, and where they do not exist.
  public let gradientValue: GradientVector?

  /// What AD returns at x under the convention.
  public let derivative: PointDerivative

  /// The convention that chose where pieces meet.
  public let convention: Convention

  /// Whether the two agree, as Theorem 2 has it: exactly, or as far as enclosures tell; `nil` where
  /// one of them does not exist.
  public let agreesWithAD: Bool?

  /// The weakest means by which a comparison was decided.
  public let tier: Tier

  /// The largest gradient program that is written.
  public static let nodeLimit = 1_000_000
}

extension PointAnalysis {
  /// Returns the index at the point, the piece that it chooses, and its gradient.
  ///
  /// - Throws: `PointFailure.build` where the piece cannot be written down, `.stopped` where the
  ///   work of this thread ended before all conditions were read.
  public func selection(under convention: Convention = .paper) throws(PointFailure)
    -> SelectionAnswer
  {
    let writer = PieceWriter(evaluation, under: convention)
    let piece: Program
    let sides: Program?
    let index = IndexReader(evaluation, writer) { $0.tier }
    guard index.isComplete else { throw .stopped }
    do {
      piece = try writer.piece()
      sides = index.sides.isEmpty ? nil : try writer.program(of: index.sides)
    } catch {
      throw .build(error)
    }
    let gradient = try? piece.derivative(under: convention, nodeLimit: SelectionAnswer.nodeLimit)
    let outputs = gradient.flatMap { gradient in
      try? gradient.evaluate(at: point.map { Tiered($0) }, domain: .notANumber).outputs
    }
    let value = outputs.map { GradientVector($0.map(\.certified)) }
    let derivative = derivative(under: convention)
    let isDefined = value?.isDefined == true && derivative.backward.isDefined
    return SelectionAnswer(
      conditions: index.conditions, sides: sides, piece: piece, gradient: gradient,
      gradientValue: value?.isDefined == true ? value : nil, derivative: derivative,
      convention: convention,
      agreesWithAD: isDefined ? value.map { $0.agrees(with: derivative.backward) } : nil,
      tier: tier)
  }
}
