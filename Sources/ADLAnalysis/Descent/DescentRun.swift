import ADLPrograms

/// How a run went.
public struct DescentRun: Sendable {
  /// Why a run ended.
  public enum End: Sendable {
    /// All steps were taken.
    case steps

    /// A step moved no further than was asked for.
    case settled

    /// AD is 0 in doubles on all rows: every later iterate is this one.
    case fixed

    /// An entry left the box, or [-2^40, 2^40].
    case leftBox

    /// The function or its derivative has no value at the last iterate.
    case failed(EvaluationFailure)

    /// The caller asked to stop.
    case interrupted
  }

  /// An iterate that is shown.
  public struct Sample: Sendable {
    /// The number of steps before it.
    public let step: Int

    /// The iterate.
    public let point: [Double]

    /// J there, as doubles have it; not a number where it has no value.
    public let value: Double

    /// The largest entry of the step that led there; `nil` for the start.
    public let movement: Double?
  }

  /// How often a node tied at an iterate, in doubles.
  public struct Ties: Sendable {
    /// The node, from 0.
    public let node: Int

    /// At how many iterates.
    public internal(set) var count: Int

    /// The first and the last step that met it.
    public internal(set) var steps: ClosedRange<Int>
  }

  /// The number of steps taken.
  public internal(set) var stepCount: Int

  /// The constant c.
  public let constant: Double

  /// The last iterate.
  public internal(set) var point: [Double]

  /// Why it ended.
  public internal(set) var end = End.steps

  /// Iterates along the way, the first and the last among them.
  public internal(set) var samples: [Sample] = []

  /// The nodes that tied, in program order.
  public internal(set) var ties: [Ties] = []

  /// At how many iterates some node tied, and the number of the last step up to which ties were
  /// looked for.
  public internal(set) var tiedSteps = 0
  public internal(set) var stepsWatched = 0

  /// The largest magnitude of an entry of an iterate.
  public internal(set) var largest = 0.0

  /// The least box around the last iterates, from which a limit is presumed.
  public internal(set) var window: DescentWindow

  /// AD at the last iterate, on all rows, in doubles; empty where it has no value.
  public internal(set) var derivative: [Double] = []
}

/// The least box around the last iterates of a run.
public struct DescentWindow: Sendable {
  /// The number of iterates.
  public let count: Int

  /// Its lower and upper ends, entry by entry.
  public let lower: [Double]
  public let upper: [Double]

  /// The first and the last of the iterates.
  let first: [Double]
  let last: [Double]

  /// The lengths of the ways between them, entry by entry.
  let travelled: [Double]

  /// The box around `points`, which are not empty.
  init(_ points: [[Double]]) {
    count = points.count
    first = points[0]
    last = points[points.count - 1]
    var (low, high) = (first, first)
    var way = first.map { _ in 0.0 }
    for (previous, point) in zip(points, points.dropFirst()) {
      for i in point.indices {
        low[i] = min(low[i], point[i])
        high[i] = max(high[i], point[i])
        way[i] += (point[i] - previous[i]).magnitude
      }
    }
    (lower, upper, travelled) = (low, high, way)
  }

  /// The box with these ends.
  init(
    count: Int, lower: [Double], upper: [Double], first: [Double], last: [Double],
    travelled: [Double]
  ) {
    self.count = count
    self.lower = lower
    self.upper = upper
    self.first = first
    self.last = last
    self.travelled = travelled
  }

  /// Its longest side.
  public var diameter: Double { zip(lower, upper).map { $1 - $0 }.max() ?? 0 }

  /// `true` iff entry `i` went somewhere rather than to and fro: it came further than half of the
  /// way that it travelled.
  func drifts(_ i: Int) -> Bool {
    travelled[i] > 0 && (last[i] - first[i]).magnitude > travelled[i] / 2
  }

  /// `true` iff some entry went somewhere.
  var drifts: Bool { lower.indices.contains { drifts($0) } }

  /// Where a limit is looked for, entry by entry: the window and a little more, and beyond the last
  /// iterate where the entry still goes somewhere.
  ///
  /// The window is a tenth of the run: an entry that tends to its limit like a power of k has
  /// several windows' ways before it.
  func reach(_ i: Int) -> ClosedRange<Double> {
    let pad = 0x1p-40 * max(1, last[i].magnitude)
    let way = drifts(i) ? 16 * (last[i] - first[i]) : 0
    return min(lower[i], last[i] + way) - pad...max(upper[i], last[i] + way) + pad
  }
}

/// Why a descent cannot start.
public enum DescentFailure: Error, Sendable {
  /// The rate is not a positive number at this step.
  case rate(step: Int, value: Double)

  /// It has no value there.
  case noRate(step: Int, EvaluationFailure)

  /// A plan could not be made.
  case plan(EvaluationFailure)
}
