import ADLPrograms

/// Cuts a box into polyhedra on which every guard of several programs, being affine there or a
/// product of affine ones, keeps its sign; where some program can jump, the faces between them
/// too.
///
/// Or the same around a point, as near to it as it takes: then the polyhedra are cones with their
/// tip at the point, the coordinates are displacements from it, and what is not 0 there keeps its
/// sign.
struct AffineDecomposer {
  let programs: [Program]
  let region: Region
  let work: Work

  /// `true` iff all faces are looked at, whatever the programs are.
  var wantsFaces = false

  /// What is cut.
  enum Region {
    case box(Box)
    case germ(at: [Rational])
  }

  init(programs: [Program], box: Box, work: Work) {
    self.programs = programs
    region = .box(box)
    self.work = work
  }

  init(_ program: Program, around point: [Rational], work: Work) {
    programs = [program]
    region = .germ(at: point)
    self.work = work
  }

  /// The point around which all is cut; `nil` for a box.
  private var tip: [Rational]? { if case .germ(let point) = region { point } else { nil } }

  /// A polyhedron with what the programs are on it.
  struct Leaf {
    let cell: AffineCell

    /// The outputs of every program in the cell's coordinates; `nil` outside its domain.
    let outputs: [[NormalForm]?]

    /// The pieces that every program takes.
    let pieces: [[Int: Piece]]

    /// `true` iff some guard is not seen to be a product of affine ones and changes its sign, for
    /// all that is known.
    let isOpen: Bool
  }

  /// A plane on which pieces meet, with a point of a cell's face on it.
  struct Facet {
    /// The plane, as the coefficients of the inputs and a constant; the first that is not 0 is 1.
    let plane: [Rational]
    let face: AffineCell
  }

  struct Result {
    var leaves: [Leaf] = []
    var facets: [Facet] = []
    var stop: Stop?

    /// `true` iff the leaves make up the whole box, and all guards are affine.
    var isComplete: Bool { stop == nil && leaves.allSatisfy { !$0.isOpen } }
  }

  /// `true` iff some program may jump, so that faces have to be looked at.
  private var mayJump: Bool {
    programs.contains { program in
      (program.p..<program.m).contains { k in
        let application = program.application(k)
        switch application.primitive {
        case .branch, .declaredSelection, .derivedEntry: return true
        default:
          if application.canJump { return true }
          let operands = Array(application.operands)
          return application.primitive.rule.domain.value.contains {
            operands[$0.argument].node != nil
          }
        }
      }
    }
  }

  func decompose() -> Result {
    var result = Result()
    let withFaces = mayJump || wantsFaces
    guard var stack = initialCells(withFaces) else {
      result.stop = .exhausted
      return result
    }
    while let cell = stack.popLast() {
      let look = look(at: cell)
      do throws(Stop) {
        // A sign is found by a linear programme in the rows of the cell.
        try work.charge(programs.count + look.signs * cell.cone.rows.count)
      } catch {
        result.stop = error
        break
      }
      guard let row = look.undecided else {
        result.leaves.append(look.leaf)
        continue
      }
      let (negative, zero, positive) = cell.split(by: row)
      // The coordinates of an open cell are the inputs themselves.
      if cell.hasFullDimension, let facet = zero ?? cell.face(row) {
        result.facets.append(Facet(plane: Self.monic(row), face: facet))
      }
      stack += [negative, positive].compactMap(\.self)
      if withFaces, let zero { stack.append(zero) }
    }
    return result
  }

  private static func monic(_ row: [Rational]) -> [Rational] {
    guard let leading = row.first(where: { $0 != .zero }) else { return row }
    return row.map { $0 / leading }
  }

  /// The largest number of inputs for which the faces of the box are looked at one by one.
  static let faceLimit = 6

  /// The inside of the box, and its faces where they count; `nil` where these are too many.
  private func initialCells(_ withFaces: Bool) -> [AffineCell]? {
    guard case .box(let box) = region else { return [AffineCell(inputs: programs[0].p)] }
    let n = box.sides.count
    if withFaces && n > Self.faceLimit { return nil }
    var cells = [AffineCell(inputs: n)]
    for (i, side) in box.sides.enumerated() {
      for (bound, orientation) in [(side.lower, Rational.one), (side.upper, Rational(-1))] {
        guard let bound else { continue }
        var row = [Rational](repeating: .zero, count: n + 1)
        row[i] = orientation
        row[n] = -bound * orientation
        cells = cells.flatMap { cell -> [AffineCell] in
          let own = cell.pulledBack(row)
          if own.dropLast().allSatisfy({ $0 == .zero }) {
            return own[own.count - 1].sign.isCertainly(.negative) ? [] : [cell]
          }
          let (_, zero, positive) = cell.split(by: own)
          return [positive, withFaces ? zero : nil].compactMap(\.self)
        }
      }
    }
    return cells
  }

  /// Returns what the programs are on a cell, or a row whose sign there is open, and how many signs
  /// had to be found out.
  private func look(at cell: AffineCell) -> (leaf: Leaf, undecided: [Rational]?, signs: Int) {
    let table = AtomTable(inputs: cell.dimension)
    var signs = 0
    func sign(_ row: [Rational]) -> KnownSign {
      if tip != nil, row[cell.dimension] != .zero { return row[cell.dimension].sign }
      if let known = cell.knownSign(of: row) { return .known(known) }
      signs += 1
      return cell.sign(of: row)
    }
    table.signs = { form in
      guard let rows = form.affineProduct(cell.dimension) else {
        guard tip != nil, form.isPolynomial(cell.dimension) else { return .notKnown }
        if let value = form.terms[.one] { return value.sign }
        return form.squares(cell.dimension)?.sign(sign) ?? .notKnown
      }
      var product = KnownSign.known(.positive)
      for row in rows {
        product = product * sign(row)
      }
      return product
    }
    let coordinates = table.inputs(cell.dimension)
    let inputs = cell.inputs(coordinates, from: tip)
    var outputs: [[NormalForm]?] = []
    var pieces: [[Int: Piece]] = []
    var isOpen = false
    for program in programs {
      guard let evaluation = try? program.evaluate(at: inputs) else {
        outputs.append(nil)
        pieces.append([:])
        continue
      }
      var own: [Int: Piece] = [:]
      for k in program.p..<program.m where evaluation.values[k] != nil {
        if let active = evaluation.active[k] {
          if active.isDecided {
            own[k] = active.piece
            continue
          }
        } else if !program.application(k).primitive.rule.mayFail {
          continue
        }
        for difference in evaluation.guards(of: k) where !difference.sign.isKnown {
          let rows =
            difference.affineProduct(cell.dimension)
            ?? (tip == nil ? nil : difference.squares(cell.dimension)?.rows) ?? []
          if let row = rows.first(where: { !sign($0).isKnown }) {
            return (Leaf(cell: cell, outputs: [], pieces: [], isOpen: true), row, signs)
          }
          isOpen = true
        }
      }
      outputs.append(evaluation.outputs)
      pieces.append(own)
    }
    return (Leaf(cell: cell, outputs: outputs, pieces: pieces, isOpen: isOpen), nil, signs)
  }
}

extension AffineCell {
  /// Returns the inputs as forms in the cell's coordinates; where these are displacements, from
  /// `tip`.
  func inputs(_ coordinates: [NormalForm], from tip: [Rational]?) -> [NormalForm] {
    embedding.enumerated().map { i, row in
      var sum = NormalForm(
        constant: row[dimension] + (tip?[i] ?? .zero), coordinates.first?.table)
      for (coefficient, y) in zip(row, coordinates) where coefficient != .zero {
        sum = sum + NormalForm(constant: coefficient) * y
      }
      return sum
    }
  }
}
