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

  /// How many of the last steps changed nothing though AD was not 0: what they would have moved is
  /// rounded away.
  public internal(set) var stillSteps = 0

  /// The largest magnitude of an entry of an iterate.
  public internal(set) var largest = 0.0

  /// The least box around the last iterates, from which a limit is presumed.
  public internal(set) var window: DescentWindow

  /// AD at the last iterate, on all rows, in doubles; empty where it has no value.
  public internal(set) var derivative: [Double] = []
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
