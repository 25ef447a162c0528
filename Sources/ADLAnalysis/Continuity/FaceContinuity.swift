import ADLPrograms

/// Whether a program whose guards are affine near a point, or sums of squares there, is continuous
/// around it: on every face of its cells it must have the values of the cells that meet there.
///
/// The cells are cones with their tip at the point. A cell and a face are compared wherever the
/// face lies in the closure of the cell; both are given by normal forms, so what is said is exact.
struct FaceContinuity {
  /// What the faces show.
  private(set) var outcome: LocalContinuity

  /// The most work that the faces may cost, and the maximum number of pairs of a cell and a face.
  private static let stepLimit = 40_000
  private static let pairLimit = 1 << 15

  private let program: Program
  private let point: [Rational]

  init(_ analysis: PointAnalysis, _ nodes: [Int], _ point: [Rational], _ work: Work) {
    program = analysis.program
    self.point = point
    outcome = .notKnown(nodes)
    let result = work.spending(atMost: Self.stepLimit) {
      AffineDecomposer(analysis.program, around: point, work: work).decompose()
    }
    guard result.isComplete, result.leaves.allSatisfy({ $0.outputs[0] != nil }) else { return }
    let cells = result.leaves.filter(\.cell.hasFullDimension)
    let faces = result.leaves.filter { !$0.cell.hasFullDimension }
    guard cells.count * faces.count <= Self.pairLimit else { return }
    var jumping = Set<Int>()
    var isProved = true
    for face in faces {
      for cell in cells {
        for part in Self.contact(cell.cell.cone.rows[...], face.cell) {
          let difference = difference(cell.pieces[0], face.pieces[0], on: part)
          if difference.isCertainly(.zero) { continue }
          isProved = false
          if difference.isKnown {
            jumping.formUnion(nodes.filter { cell.pieces[0][$0] != face.pieces[0][$0] })
          }
        }
      }
    }
    // What was computed after the end is not known.
    if work.isStopped { return }
    outcome =
      isProved
      ? .continuous
      : jumping.isEmpty ? .notKnown(nodes) : .jumps(jumping.sorted(), isContinuousAtPoint: false)
  }

  /// Returns the parts of `face` on which none of `rows` is negative: what it shares with the
  /// closure of the cell that the rows bound.
  private static func contact(_ rows: ArraySlice<[Rational]>, _ face: AffineCell) -> [AffineCell] {
    guard let row = rows.first else { return [face] }
    let own = face.pulledBack(row)
    if case .known(let sign) = face.sign(of: own) {
      return sign == .negative ? [] : contact(rows.dropFirst(), face)
    }
    let (_, zero, positive) = face.split(by: own)
    return [zero, positive].compactMap(\.self).flatMap { contact(rows.dropFirst(), $0) }
  }

  /// Zero where the program has one value with either pieces all over the plane of `face`; another
  /// sign where it is known to have others.
  private func difference(_ a: [Int: Piece], _ b: [Int: Piece], on face: AffineCell) -> KnownSign {
    let count = face.dimension
    let table = AtomTable(inputs: count)
    let inputs = face.inputs(table.inputs(count), from: point)
    func outputs(_ pieces: [Int: Piece]) -> [NormalForm]? {
      try? program.evaluate(at: inputs, domain: .notANumber, frozen: pieces).outputs
    }
    guard let f = outputs(a), let g = outputs(b) else { return .notKnown }
    if zip(f, g).allSatisfy({ NormalForm.areSame($0, $1) }) { return .known(.zero) }
    let isOther = zip(f, g).contains { x, y in
      let difference = x - y
      return difference.isPolynomial(count) && !difference.terms.isEmpty
    }
    return isOther ? .known(.positive) : .notKnown
  }
}
