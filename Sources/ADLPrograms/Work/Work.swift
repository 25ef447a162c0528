/// Why work ended before it was through.
public enum Stop: Error, Hashable, Sendable {
  /// The caller asked for it.
  case interrupted

  /// The budget was spent.
  case exhausted
}

/// The work that an analysis has done, against its budget and the caller's cancellation.
///
/// An analysis that is stopped returns what it knows by then and says so.
public final class Work {
  /// What is left of the budget, in evaluations of a program or comparable steps.
  public private(set) var remaining: Int

  /// Whether the caller asks to stop; what is computed then may be cut short.
  public let cancellation: Cancellation

  /// The reason, where the caller asks to stop.
  public var interruption: Stop? { cancellation.isRequested ? .interrupted : nil }

  /// Creates the record of an analysis that may spend `budget`.
  public init(_ budget: Budget = Budget(), cancellation: Cancellation = .never) {
    remaining = budget.steps
    self.cancellation = cancellation
  }

  /// Returns the record of a part of the analysis, which may spend at most `steps` of what remains.
  /// The caller charges what it spent with `settle`.
  public func part(_ steps: Int) -> Work {
    Work(Budget(steps: min(steps, remaining)), cancellation: cancellation)
  }

  /// Charges what a part that was given `steps` has spent.
  public func settle(_ part: Work, of steps: Int) {
    remaining -= min(steps, remaining) - max(part.remaining, 0)
  }

  /// Charges `steps` steps.
  /// - Throws: `Stop` where the caller asked to stop or nothing is left.
  public func charge(_ steps: Int = 1) throws(Stop) {
    if cancellation.isRequested { throw .interrupted }
    remaining -= steps
    if remaining < 0 { throw .exhausted }
  }
}

/// What an analysis may spend.
public struct Budget: Hashable, Sendable {
  /// The maximum number of steps: evaluations of a program over some number system, or refinements
  /// of a root.
  public var steps: Int

  /// Creates the budget of the given size.
  public init(steps: Int = 200_000) {
    self.steps = steps
  }
}
