import ADLPrograms

/// Where the cells of a program, and the faces between them, meet, and whether the values of both
/// agree there.
///
/// A cell and a face are compared wherever the face lies in the closure of the cell. Both are given
/// by normal forms that exist all over the part they share, so what is said is exact. Where every
/// meeting agrees the program is continuous: it is the function of each cell on the closure of
/// that, and these cover the region (semantics, section 7).
struct FaceMeetings {
  /// The most pairs of a cell and a face that are looked at.
  private static let pairLimit = 1 << 15

  private let program: Program

  /// The point from which coordinates are counted; `nil` where they are the inputs.
  private let tip: [Rational]?

  private let cells: [AffineDecomposer.Leaf]
  private let faces: [AffineDecomposer.Leaf]

  /// What a cell and a face share.
  struct Meeting {
    let cell: AffineDecomposer.Leaf
    let face: AffineDecomposer.Leaf

    /// The part of the face that lies in the closure of the cell.
    let part: AffineCell

    /// Zero where both have one value all over the part; another sign where they are known to be
    /// two functions there.
    let difference: KnownSign
  }

  /// `nil` where the leaves have no value somewhere, are open, or too many.
  init?(_ program: Program, _ result: AffineDecomposer.Result, from tip: [Rational]? = nil) {
    guard result.isComplete, result.leaves.allSatisfy({ $0.outputs[0] != nil }) else { return nil }
    self.program = program
    self.tip = tip
    cells = result.leaves.filter(\.cell.hasFullDimension)
    faces = result.leaves.filter { !$0.cell.hasFullDimension }
    guard cells.count * faces.count <= Self.pairLimit else { return nil }
  }

  /// Calls `body` with every meeting, until it returns `false`.
  ///
  /// - Complexity: the number of pairs of a cell and a face, each a linear programme or more.
  func forEach(_ work: Work, _ body: (Meeting) -> Bool) throws(Stop) {
    for face in faces {
      for cell in cells {
        try work.charge(cell.cell.cone.rows.count)
        for part in Self.contact(cell.cell.cone.rows[...], face.cell) {
          let difference = difference(cell.pieces[0], face.pieces[0], on: part)
          try work.check()
          let meeting = Meeting(cell: cell, face: face, part: part, difference: difference)
          if !body(meeting) { return }
        }
      }
    }
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

  private func difference(_ a: [Int: Piece], _ b: [Int: Piece], on face: AffineCell) -> KnownSign {
    let count = face.dimension
    let table = AtomTable(inputs: count)
    let inputs = face.inputs(table.inputs(count), from: tip)
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
