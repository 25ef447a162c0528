import ADLPrograms

/// Cuts the line at the roots of guards (semantics, section 7).
///
/// A cell is evaluated as a whole: over functions on it, a guard has a sign where it keeps one. Where
/// guards that are rational functions do not, the cell is cut at all their roots and poles; what lies
/// behind an undecided guard is met in the parts. Guards that are not rational are decided, and their
/// roots enclosed, by enclosures on the cell.
struct Decomposer {
  let program: Program
  let path: Path
  let work: Work
  let roots: RootTable

  init(_ program: Program, along path: Path = .identity, _ work: Work) {
    self.program = program
    self.path = path
    self.work = work
    roots = RootTable(work)
  }

  /// A cell that is still to be looked at, with the pieces that are known to be taken on it.
  struct Task {
    var extent: OpenCell
    var pieces: [Int: Piece] = [:]

    /// The nodes whose domain is known to hold all of the cell.
    var settled: Set<Int> = []
  }

  /// What became of a cell.
  enum Outcome {
    case done(Decomposition.Cell)

    /// To go on with, from left to right.
    case parts([Part])
  }

  enum Part {
    case task(Task)
    case gap(Decomposition.Gap)
  }

  /// Cuts `extent` into cells.
  func decompose(_ extent: OpenCell) -> Decomposition {
    var segments: [Decomposition.Segment] = []
    var stack: [Part] = [.task(Task(extent: extent))]
    var stop: Stop?
    while let part = stack.popLast() {
      switch part {
      case .gap(let gap): segments.append(.gap(gap))
      case .task(let task):
        do throws(Stop) {
          if let stop { throw stop }
          try work.spend()
          switch try look(at: task) {
          case .done(let cell): segments.append(.cell(cell))
          case .parts(let parts): stack.append(contentsOf: parts.reversed())
          }
        } catch {
          stop = error
          segments.append(.gap(Self.gap(task.extent, enclosesRoot: false)))
        }
      }
    }
    return Decomposition(program: program, path: path, segments: segments, stop: stop)
  }

  static func gap(_ extent: OpenCell, enclosesRoot: Bool) -> Decomposition.Gap {
    Decomposition.Gap(
      lower: extent.lower?.bounds.lower, upper: extent.upper?.bounds.upper,
      enclosesRoot: enclosesRoot)
  }

  /// Evaluates the program on a cell, and cuts it where guards change their signs.
  private func look(at task: Task) throws(Stop) -> Outcome {
    let place = CellPlace(.cell(task.extent), roots)
    let inputs = path.coordinates.map { CellFunction($0, place) }
    let evaluation: Evaluation<CellFunction>
    do throws(DomainViolation) {
      evaluation = try program.evaluate(at: inputs, frozen: task.pieces)
    } catch {
      if let stop = roots.stop { throw stop }
      return .done(
        Decomposition.Cell(
          extent: task.extent, pieces: task.pieces, tiedNodes: [],
          outputs: [RationalFunction?](repeating: nil, count: program.q), violation: error))
    }
    let search = GuardSearch(evaluation, place, task)
    if let stop = roots.stop { throw stop }
    if !search.breaks.isEmpty {
      return .parts(
        Self.cut(task.extent, at: search.breaks).map {
          .task(Task(extent: $0, pieces: task.pieces, settled: task.settled))
        })
    }
    guard search.openNodes.isEmpty else {
      return try EnclosureStep(self, task, pieces: search.pieces, open: search.openNodes).outcome()
    }
    return .done(
      Decomposition.Cell(
        extent: task.extent, pieces: search.pieces, tiedNodes: search.tiedNodes,
        outputs: evaluation.outputs.map(\.rational), violation: nil))
  }

  /// Returns the parts of `extent` between the given points, which increase.
  static func cut(_ extent: OpenCell, at points: [AlgebraicNumber]) -> [OpenCell] {
    let ends = [extent.lower] + points.map { Optional($0) } + [extent.upper]
    return zip(ends, ends.dropFirst()).map { OpenCell($0, $1) }
  }
}
