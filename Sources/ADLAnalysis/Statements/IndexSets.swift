import ADLPrograms

/// The index of a program: where each of its pieces is taken, faces included (Definition 2).
public struct IndexSets: Sendable {
  /// A set on which one piece is taken: where its conditions hold.
  public struct Part: Sendable {
    public let conditions: [IndexCondition]

    /// The sides of the conditions as functions of the inputs; `nil` where there are none.
    public let sides: Program?

    /// The piece, as a program without selections.
    public let piece: Program

    /// The positions of the conditions that tell the set.
    public let telling: [Int]

    /// The number of the piece, from 0: pieces that are one function have one number.
    public let index: Int
  }

  /// The sets, which are disjoint.
  public let parts: [Part]

  /// The pieces' values, by their numbers, where every piece is constant: then the program has its
  /// values in this finite set.
  public let values: [[Rational]]?

  /// `true` iff the sets make up the box, but for points at which the program has no value.
  public let isComplete: Bool

  /// `true` iff such points are known.
  public let leavesDomain: Bool

  /// `true` iff there may be no end of pieces on a part without an end.
  public let isEndless: Bool

  /// Why the work ended early, where it did.
  public let stop: Stop?
}

extension Program {
  /// Returns the index on a box: complete where guards are rational functions of one variable, or
  /// affine in several.
  ///
  /// - Requires: `box` has p sides.
  public func index(
    on box: Box, under convention: Convention = .paper, _ work: Work = .inherited
  ) -> IndexSets {
    work.perform {
      var search = IndexSearch(self, box, convention, work)
      do throws(Stop) { try search.search() } catch { search.stop = error }
      return search.answer
    }
  }
}

private struct IndexSearch {
  let program: Program
  let box: Box
  let convention: Convention
  let work: Work
  var stop: Stop?

  private var parts: [IndexSets.Part] = []
  private var pieces: [[NormalForm]] = []
  private let table: AtomTable
  private var isComplete = false
  private var leavesDomain = false
  private var isEndless = false
  private var seen: Set<[ConditionOutcome]> = []

  /// The most sets that are told apart.
  private static let partLimit = 400

  init(_ program: Program, _ box: Box, _ convention: Convention, _ work: Work) {
    self.program = program
    self.box = box
    self.convention = convention
    self.work = work
    table = AtomTable(inputs: program.p)
  }

  var answer: IndexSets {
    let constants = pieces.map { forms in
      forms.map { $0.isPolynomial(0) ? $0.terms[.one] ?? .zero : .undefined }
    }
    let isFinite = constants.allSatisfy { $0.allSatisfy(\.isDefined) }
    return IndexSets(
      parts: parts, values: isFinite && !constants.isEmpty ? constants : nil,
      isComplete: isComplete && stop == nil && work.stop == nil,
      leavesDomain: leavesDomain, isEndless: isEndless, stop: stop ?? work.stop)
  }

  mutating func search() throws(Stop) {
    if program.p == 1 { return try searchLine() }
    var decomposer = AffineDecomposer(programs: [program], box: box, work: work)
    decomposer.wantsFaces = true
    let result = decomposer.decompose()
    if let stop = result.stop { throw stop }
    if result.isComplete {
      isComplete = result.leaves.count <= Self.partLimit
      for leaf in result.leaves.prefix(Self.partLimit) {
        if leaf.outputs[0] == nil { leavesDomain = true } else { try add(at: leaf.cell.point) }
      }
      return
    }
    // Curved faces are not followed: what holds inside.
    let list = program.cells(on: box, under: convention, work)
    if let stop = list.stop { throw stop }
    leavesDomain = list.leavesDomain
    for cell in list.cells { try add(at: cell.point) }
  }

  private mutating func searchLine() throws(Stop) {
    let side = box.sides[0]
    let decomposition = Decomposer(program, work).decompose(OpenCell(side))
    if let stop = decomposition.stop { throw stop }
    isComplete = decomposition.cells.count <= Self.partLimit
    var previous: OpenCell?
    for segment in decomposition.segments.prefix(2 * Self.partLimit) {
      guard case .cell(let cell) = segment else {
        if case .gap(let gap) = segment, gap.lower == nil || gap.upper == nil {
          isEndless = program.hasEndlessPieces
        }
        // A root that is only enclosed has no signs to be read off.
        isComplete = false
        previous = nil
        continue
      }
      if previous != nil, let joint = cell.extent.lower { try add(at: joint) }
      if cell.violation == nil {
        try add(at: [cell.extent.sample])
      } else {
        leavesDomain = true
      }
      previous = cell.extent
    }
    for end in [side.lower, side.upper].compactMap(\.self) { try add(at: [end]) }
  }

  private mutating func add(at joint: AlgebraicNumber) throws(Stop) {
    if let rational = joint.rational { return try add(at: [rational]) }
    guard let root = joint.isolatedRoot else { return }
    let point = PointValue(RationalFunction(.x), at: root)
    guard let evaluation = try? program.evaluate(at: [point]) else {
      leavesDomain = true
      return
    }
    guard evaluation.undecidedNodes.isEmpty else {
      isComplete = false
      return
    }
    try add(evaluation)
  }

  private mutating func add(at point: [Rational]) throws(Stop) {
    try work.charge()
    guard let analysis = try? PointAnalysis(program, at: point.map { Certified($0) }) else {
      leavesDomain = true
      return
    }
    if !analysis.decidedByDoubles.isEmpty {
      isComplete = false
      return
    }
    try add(analysis.evaluation)
  }

  private mutating func add<S: RealNumber>(_ evaluation: Evaluation<S>) throws(Stop) {
    try work.charge()
    let writer = PieceWriter(evaluation, under: convention)
    guard let piece = try? writer.piece() else {
      isComplete = false
      return
    }
    let reader = IndexReader(evaluation, writer) { _ in .exact }
    let sides = reader.sides.isEmpty ? nil : try? writer.program(of: reader.sides)
    let forms =
      (try? piece.evaluate(at: table.inputs(program.p), domain: .notANumber).outputs) ?? []
    try work.check()
    // Faces of the box, and of cells of a guard that is not asked for, belong to what is known.
    let outcomes = reader.conditions.map { ConditionOutcome($0, evaluation) }
    guard seen.insert(outcomes).inserted else { return }
    let known = pieces.firstIndex { own in
      own.count == forms.count && zip(own, forms).allSatisfy { NormalForm.areSame($0, $1) }
    }
    if known == nil { pieces.append(forms) }
    parts.append(
      IndexSets.Part(
        conditions: reader.conditions, sides: sides, piece: piece,
        telling: sides?.tellingPositions(reader.conditions) ?? [],
        index: known ?? pieces.count - 1))
  }
}
