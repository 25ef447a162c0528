import ADLPrograms
import DequeModule

/// Cuts the line at the roots of guards (semantics, section 7).
///
/// A cell is evaluated as a whole: over functions on it, a guard has a sign where it keeps one.
/// Where guards that are rational functions do not, the cell is cut at all their roots and poles;
/// what lies behind an undecided guard is met in the parts. Guards that are not rational are
/// decided, and their roots enclosed, by enclosures on the cell.
struct Decomposer {
  /// The program of the function, whose kinks these are.
  let program: Program

  /// The program as it was written.
  let written: Program
  let path: Path
  let work: Work
  let roots: RootTable

  /// Prepares cutting the line where the function of `program` has kinks; where `asWritten`, also
  /// where the derivatives that its author states have some.
  init(
    _ program: Program, along path: Path = .identity, _ work: Work, asWritten: Bool = false
  ) {
    self.program = asWritten ? program : program.function
    written = program
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

    /// The nodes with guards that vanish identically on it.
    var tied: Set<Int> = []

    /// For how many known pieces identities were looked for.
    var identitiesTried: Int?

    /// `true` iff an undecided selection has a guard that is one number everywhere: enclosures
    /// decide its other guards.
    var meetsIdentity = false

    /// How often in a row cutting met guards that could not be told from 0 anywhere.
    var blindCuts = 0
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

  /// The maximum number of roots that are enclosed before the parts without an end are given up:
  /// there may be infinitely many.
  static let farRootLimit = 50

  /// How often the parts without an end are cut where some selection has no end of pieces.
  static let endlessLimit = 3

  /// Cuts `extent` into cells.
  ///
  /// Once half of what may be spent is, one part is finished after the other, from the right: an
  /// answer that is cut short then has some of the kinks.
  func decompose(_ extent: OpenCell) -> Decomposition {
    var segments: [(sample: Rational, segment: Decomposition.Segment)] = []
    // Parts come first in, first out: roots that accumulate somewhere do not keep the others away.
    var queue: Deque<Part> = []
    // Parts without an end wait until the others are done.
    var far: Deque = [Task(extent: extent)]
    var enclosed = 0
    let isEndless = program.hasEndlessPieces
    var farLooks = 0
    var stop: Stop?
    let half = work.remaining / 2
    while true {
      let isFar = queue.isEmpty
      let next = work.remaining < half ? queue.popLast() : queue.popFirst()
      guard let part = next ?? far.popFirst().map({ .task($0) }) else { break }
      switch part {
      case .gap(let gap):
        segments.append((gap.sample, .gap(gap)))
        if gap.enclosesRoot { enclosed += 1 }
      case .task(let task):
        if !task.extent.isBounded {
          if !isFar {
            far.append(task)
            continue
          }
          farLooks += 1
          if enclosed > Self.farRootLimit || isEndless && farLooks > Self.endlessLimit {
            segments.append((task.extent.sample, .gap(Self.gap(task.extent, enclosesRoot: false))))
            continue
          }
        }
        do throws(Stop) {
          if let stop { throw stop }
          try work.charge()
          let outcome = try look(at: task)
          // What was computed after the end is not known.
          try work.check()
          switch outcome {
          case .done(let cell): segments.append((cell.extent.sample, .cell(cell)))
          case .parts(let parts): queue.append(contentsOf: parts)
          }
        } catch {
          stop = error
          segments.append((task.extent.sample, .gap(Self.gap(task.extent, enclosesRoot: false))))
        }
      }
    }
    segments.sort { $0.sample < $1.sample }
    return Decomposition(
      program: program, written: written, path: path, segments: segments.map(\.segment), stop: stop)
  }

  static func gap(_ extent: OpenCell, enclosesRoot: Bool) -> Decomposition.Gap {
    Decomposition.Gap(
      lower: extent.lower?.bounds.lower, upper: extent.upper?.bounds.upper,
      sample: extent.sample, enclosesRoot: enclosesRoot)
  }

  /// Evaluates the program on a cell, and cuts it where guards change their signs.
  private func look(at task: Task) throws(Stop) -> Outcome {
    let place = CellPlace(.cell(task.extent), roots)
    let inputs = path.coordinates.map { CellFunction($0, place) }
    let evaluation: Evaluation<CellFunction>
    do throws(DomainViolation) {
      evaluation = try program.evaluate(at: inputs, frozen: task.pieces)
    } catch {
      try work.check()
      return .done(
        Decomposition.Cell(
          extent: task.extent, pieces: task.pieces, tiedNodes: [], edgeNodes: [],
          outputs: [RationalFunction?](repeating: nil, count: program.q), violation: error))
    }
    let search = GuardSearch(evaluation, place, task)
    try work.check()
    if !search.breaks.isEmpty {
      return .parts(
        Self.cut(task.extent, at: search.breaks).map {
          var part = task
          part.extent = $0
          return .task(part)
        })
    }
    guard search.openNodes.isEmpty else {
      return try EnclosureStep(self, task, pieces: search.pieces, open: search.openNodes).outcome()
    }
    return .done(
      Decomposition.Cell(
        extent: task.extent, pieces: search.pieces, tiedNodes: search.tiedNodes.union(task.tied),
        edgeNodes: Set(evaluation.edgeNodes),
        outputs: evaluation.outputs.map(\.rational), violation: nil))
  }

  /// Returns the parts of `extent` between the given points, which increase.
  static func cut(_ extent: OpenCell, at points: [AlgebraicNumber]) -> [OpenCell] {
    let ends = [extent.lower] + points.map { Optional($0) } + [extent.upper]
    return zip(ends, ends.dropFirst()).map { OpenCell($0, $1) }
  }
}

extension Program {
  /// `true` iff some selection has a piece for every whole number.
  var hasEndlessPieces: Bool {
    (p..<m).contains { k in
      let application = application(k)
      if case .derived(let derived) = application.parameter { return derived.base.hasEndlessPieces }
      return application.primitive.hasEndlessPieces
    }
  }
}
