/// How far one run has come: all that its next step depends on, and what was seen on the way.
///
/// A run that goes on from its progress is the run that was never interrupted, to the bit.
public struct DescentProgress: Sendable {
  /// The run so far, without what is made of it at the end.
  public internal(set) var run: DescentRun

  /// The last iterates, as many as make a window or more, the present one last.
  var recent: [[Double]]

  /// The nodes that tied, by number.
  var ties: [Int: DescentRun.Ties] = [:]

  /// How many nodes were looked at for ties.
  var visits = 0

  /// `true` iff the run has ended; otherwise a step is next.
  public internal(set) var hasEnded = false

  /// The progress of a run of no steps.
  init(from start: [Double], constant: Double, window: DescentWindow) {
    recent = [start]
    run = DescentRun(stepCount: 0, constant: constant, point: start, window: window)
    run.largest = start.map(\.magnitude).max() ?? 0
  }
}

extension DescentRunner {
  /// Records that these nodes tie at the iterate from which step `k` leads.
  func note(
    _ tied: Set<Int>, at k: Int, visiting rows: Int, _ progress: inout DescentProgress
  ) {
    progress.visits += problem.program.m * max(rows, 1)
    progress.run.stepsWatched = k
    if !tied.isEmpty { progress.run.tiedSteps += 1 }
    for node in tied {
      if var known = progress.ties[node] {
        known.count += 1
        known.steps = known.steps.lowerBound...k
        progress.ties[node] = known
      } else {
        progress.ties[node] = DescentRun.Ties(node: node, count: 1, steps: k...k)
      }
    }
  }
}

// MARK: - In numbers

extension DescentProgress {
  /// The progress as numbers, from which it can be made again to the bit.
  public struct Record: Sendable {
    /// A tie that was met.
    public struct Tie: Sendable {
      public let node: Int
      public let count: Int
      public let first: Int
      public let last: Int

      public init(node: Int, count: Int, first: Int, last: Int) {
        (self.node, self.count, self.first, self.last) = (node, count, first, last)
      }
    }

    /// An iterate that is shown.
    public struct Sample: Sendable {
      public let step: Int
      public let point: [Double]
      public let value: Double

      /// `nil` for the start.
      public let movement: Double?

      public init(step: Int, point: [Double], value: Double, movement: Double?) {
        (self.step, self.point, self.value, self.movement) = (step, point, value, movement)
      }
    }

    /// Why a run ended; a run that an interruption ended, or a point without a value, is one whose
    /// next step is still to be taken.
    public enum End: String, Sendable, CaseIterable {
      case none
      case steps
      case settled
      case fixed
      case leftBox = "left box"
    }

    public var end = End.none
    public var steps = 0
    public var constant = 1.0
    public var largest = 0.0
    public var stillSteps = 0
    public var tiedSteps = 0
    public var stepsWatched = 0
    public var visits = 0
    public var recent: [[Double]] = []
    public var samples: [Sample] = []
    public var ties: [Tie] = []

    /// The record of nothing.
    public init() {}

    /// `true` iff the numbers can be those of a run of so many entries and nodes.
    public func isSound(dimension: Int, nodeCount: Int) -> Bool {
      let counts = [steps, stillSteps, tiedSteps, stepsWatched, visits]
      return !recent.isEmpty && counts.allSatisfy { $0 >= 0 }
        && recent.allSatisfy {
          $0.count == dimension && $0.allSatisfy { !$0.isNaN || end != .none }
        }
        && samples.allSatisfy { $0.point.count == dimension && (0...steps).contains($0.step) }
        && ties.allSatisfy {
          (0..<nodeCount).contains($0.node) && $0.count > 0 && $0.first <= $0.last
        } && Set(ties.map(\.node)).count == ties.count
    }
  }

  /// The progress in numbers; of the last iterates only those that may still make a window.
  public func record(window: Int) -> Record {
    var record = Record()
    record.end =
      switch hasEnded ? run.end : .interrupted {
      case .steps: .steps
      case .settled: .settled
      case .fixed: .fixed
      case .leftBox: .leftBox
      case .failed, .interrupted: .none
      }
    record.steps = run.stepCount
    record.constant = run.constant
    record.largest = run.largest
    record.stillSteps = run.stillSteps
    record.tiedSteps = run.tiedSteps
    record.stepsWatched = run.stepsWatched
    record.visits = visits
    record.recent = Array(recent.suffix(window))
    record.samples = run.samples.map {
      Record.Sample(step: $0.step, point: $0.point, value: $0.value, movement: $0.movement)
    }
    record.ties = ties.values.sorted { $0.node < $1.node }.map {
      Record.Tie(
        node: $0.node, count: $0.count, first: $0.steps.lowerBound, last: $0.steps.upperBound)
    }
    return record
  }

  /// The progress that a record is of.
  /// - Requires: the record is sound.
  init(_ record: Record) {
    recent = record.recent
    let point = recent[recent.count - 1]
    run = DescentRun(
      stepCount: record.steps, constant: record.constant, point: point,
      window: DescentWindow([point]))
    run.largest = record.largest
    run.stillSteps = record.stillSteps
    run.tiedSteps = record.tiedSteps
    run.stepsWatched = record.stepsWatched
    run.samples = record.samples.map {
      DescentRun.Sample(step: $0.step, point: $0.point, value: $0.value, movement: $0.movement)
    }
    visits = record.visits
    hasEnded = record.end != .none
    run.end =
      switch record.end {
      case .none, .steps: .steps
      case .settled: .settled
      case .fixed: .fixed
      case .leftBox: .leftBox
      }
    for tie in record.ties {
      ties[tie.node] = DescentRun.Ties(
        node: tie.node, count: tie.count, steps: tie.first...tie.last)
    }
  }
}
