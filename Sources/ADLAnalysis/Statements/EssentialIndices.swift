import ADLPrograms

/// The pieces that have the function's value at a point, I(x), and which of them are essential,
/// S_E(x): those that the function is on open sets arbitrarily near (section 5.1).
public struct EssentialIndices: Sendable {
  /// A piece f_i with f_i(x) = f(x).
  public struct Piece: Sendable {
    /// f_i, as a program without selections.
    public let program: Program

    /// ∇f_i(x).
    public let gradient: GradientVector

    /// `nil` where that is open.
    public let isEssential: Bool?
  }

  /// The pieces, each function once.
  public let pieces: [Piece]

  /// `false` iff there may be others.
  public let isComplete: Bool

  /// Why the work ended early, where it did.
  public let stop: Stop?
}

extension PointAnalysis {
  /// Returns the pieces that have the function's value, up to `caseLimit` combinations of pieces.
  public func essentialIndices(
    under convention: Convention = .paper, _ work: Work = .inherited, caseLimit: Int = 1024
  ) -> EssentialIndices {
    work.perform {
      var search = EssentialSearch(self, work, caseLimit: caseLimit)
      do throws(Stop) { try search.search() } catch { search.stop = error }
      return search.answer
    }
  }
}

private struct EssentialSearch {
  let analysis: PointAnalysis
  let work: Work
  let caseLimit: Int
  var stop: Stop?

  private let program: Program
  private let table: AtomTable
  private var found: [Found] = []
  private var isComplete = true

  /// What the function is on open sets that the point is in the closure of.
  private var near: [(forms: [NormalForm], pieces: [Int: Piece])] = []
  private var isNearComplete = false

  private struct Found {
    let forms: [NormalForm]
    let program: Program
    let gradient: GradientVector
    var isEssential: Bool?
  }

  /// How many points functions are compared at.
  private static let draws = 8

  init(_ analysis: PointAnalysis, _ work: Work, caseLimit: Int) {
    self.analysis = analysis
    self.work = work
    self.caseLimit = caseLimit
    program = analysis.program
    table = AtomTable(inputs: analysis.program.p)
  }

  var answer: EssentialIndices {
    EssentialIndices(
      pieces: found.map {
        EssentialIndices.Piece(
          program: $0.program, gradient: $0.gradient, isEssential: $0.isEssential)
      }, isComplete: isComplete && stop == nil, stop: stop ?? work.stop)
  }

  private static func areSame(_ a: [NormalForm], _ b: [NormalForm]) -> Bool {
    zip(a, b).allSatisfy { NormalForm.areSame($0, $1) }
  }

  mutating func search() throws(Stop) {
    try findNear()
    try findPieces()
    for i in found.indices {
      let piece = found[i]
      if near.contains(where: { Self.areSame($0.forms, piece.forms) }) {
        found[i].isEssential = true
      } else if isNearComplete {
        var isApart = true
        for own in near where isApart { isApart = try areApart(piece.program, own.pieces) }
        // One function may be written in two ways that no normal form tells.
        if isApart { found[i].isEssential = false }
      }
    }
  }

  /// `true` iff a piece is known to be another function than the program with `pieces`.
  private func areApart(_ piece: Program, _ pieces: [Int: Piece]) throws(Stop) -> Bool {
    guard let center = analysis.point.map(\.rational) as? [Rational] else { return false }
    let around = Box(center.map { Box.Side($0 - Rational(1, 64), $0 + Rational(1, 64)) })
    var random = SplitMix64(seed: 1)
    for _ in 0..<Self.draws {
      try work.charge()
      let x = around.point(&random).map { Certified($0) }
      guard let own = try? piece.evaluate(at: x, domain: .notANumber).outputs,
        let other = try? program.evaluate(at: x, domain: .notANumber, frozen: pieces).outputs
      else { continue }
      if zip(own, other).contains(where: { Certified.order($0, $1).isCertainlyNot(.zero) }) {
        return true
      }
    }
    return false
  }

  private mutating func findPieces() throws(Stop) {
    var stack: [[Int: Piece]] = [[:]]
    var cases = 0
    while let frozen = stack.popLast() {
      try work.charge()
      cases += 1
      if cases > caseLimit {
        isComplete = false
        return
      }
      guard
        let evaluation = try? program.evaluate(
          at: analysis.inputs, domain: .notANumber, frozen: frozen)
      else { continue }
      let open = evaluation.active.indices.first {
        evaluation.active[$0] != nil && frozen[$0] == nil
      }
      guard let k = open else {
        try add(evaluation, frozen)
        continue
      }
      var choices = pieces(of: k)
      if choices.isEmpty, let active = evaluation.active[k] {
        // There is no end of them: those that meet here are looked at.
        choices = active.sites[0].pieces.map { [$0] }
        isComplete = false
      }
      guard choices.count <= caseLimit else {
        isComplete = false
        continue
      }
      for piece in choices.reversed() {
        var next = frozen
        next[k] = piece
        stack.append(next)
      }
    }
  }

  /// All pieces of the selection at node `k`: one alternative a site, distinct ones of ranks.
  private func pieces(of k: Int) -> [Piece] {
    let application = program.application(k)
    guard let rule = application.primitive.selection else { return [] }
    var all: [Piece] = [[]]
    for count in rule.pieceCounts(application.operands.count, application.parameter) {
      all = all.flatMap { piece in
        (0..<count).filter { !(application.ranksOperands && piece.contains($0)) }
          .map { piece + [$0] }
      }
      if all.count > caseLimit { return all }
    }
    return all
  }

  private mutating func add(_ evaluation: Evaluation<Tiered>, _ frozen: [Int: Piece]) throws(Stop) {
    let own = zip(evaluation.outputs, analysis.evaluation.outputs).map {
      Certified.order($0.certified, $1.certified)
    }
    if own.contains(where: { $0.isCertainlyNot(.zero) }) { return }
    guard own.allSatisfy({ $0.isCertainly(.zero) }), let forms = forms(frozen) else {
      isComplete = false
      return
    }
    if found.contains(where: { Self.areSame($0.forms, forms) }) { return }
    guard let piece = Self.written(program, frozen) else {
      isComplete = false
      return
    }
    let gradient = GradientVector(
      evaluation.differentiateBackward(under: .paper).entries.map(\.certified))
    try work.check()
    found.append(Found(forms: forms, program: piece, gradient: gradient))
  }

  private func forms(_ frozen: [Int: Piece]) -> [NormalForm]? {
    try? program.evaluate(
      at: table.inputs(program.p), domain: .notANumber, frozen: frozen
    ).outputs
  }

  /// Returns the program with every selection replaced by its piece.
  private static func written(_ program: Program, _ frozen: [Int: Piece]) -> Program? {
    let builder = ProgramBuilder(inputs: program.p)
    let inputs = (0..<program.p).map { NodeNumber(builder.input($0), in: builder) }
    guard
      let evaluation = try? program.evaluate(at: inputs, domain: .formula, frozen: frozen),
      let whole = try? builder.seal(
        outputs: evaluation.outputs.map { $0.operand(in: builder) })
    else { return nil }
    return try? whole.pruned()
  }

  // MARK: - Near the point

  /// Finds what the function is on the open sets that the point is in the closure of.
  private mutating func findNear() throws(Stop) {
    guard let point = analysis.point.map(\.rational) as? [Rational], analysis.tolerance == 0 else {
      return
    }
    if program.p == 1 {
      let x = AlgebraicNumber(point[0])
      let sides = [
        OpenCell(AlgebraicNumber(point[0] - .one), x),
        OpenCell(x, AlgebraicNumber(point[0] + .one)),
      ]
      for (i, side) in sides.enumerated() {
        let decomposition = Decomposer(program, work).decompose(side)
        if let stop = decomposition.stop { throw stop }
        let cell = i == 0 ? decomposition.cells.last : decomposition.cells.first
        guard let cell, (i == 0 ? cell.extent.upper : cell.extent.lower).map({ $0 == x }) == true
        else { return }
        if cell.violation == nil { addNear(cell.pieces) }
      }
      isNearComplete = true
      return
    }
    let result = AffineDecomposer(program, around: point, work: work).decompose()
    if let stop = result.stop { throw stop }
    for leaf in result.leaves
    where leaf.cell.hasFullDimension && !leaf.isOpen && leaf.outputs[0] != nil {
      addNear(leaf.pieces[0])
    }
    if result.isComplete {
      isNearComplete = true
    } else if (2...3).contains(program.p),
      let cells = try LocalCells(analysis, Array(0..<program.p), work)
    {
      near = []
      for sample in cells.samples { addNear(sample.pieces) }
      isNearComplete = true
    }
  }

  private mutating func addNear(_ pieces: [Int: Piece]) {
    if let forms = forms(pieces) { near.append((forms, pieces)) }
  }
}
