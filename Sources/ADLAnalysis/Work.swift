/// Why an analysis ended before it was through.
public enum Stop: Error, Hashable, Sendable {
  /// The caller asked for it.
  case interrupted

  /// The budget was spent.
  case exhausted
}

/// The work that one analysis has done, against its budget.
///
/// An analysis that is stopped returns what it knows by then and says so.
public final class Work {
  /// What is left of the budget, in evaluations of a program or comparable steps.
  public private(set) var remaining: Int

  private let question: () -> Bool

  /// `true` iff the caller asks to stop; what is computed then may be cut short.
  var isInterrupted: Bool { question() }

  /// `true` where the caller asks to stop.
  var interruption: Stop? { isInterrupted ? .interrupted : nil }

  /// Creates the record of an analysis that may spend `budget` and asks `isInterrupted` as it goes.
  public init(_ budget: Budget = Budget(), isInterrupted: @escaping () -> Bool = { false }) {
    remaining = budget.steps
    question = isInterrupted
  }

  /// Returns the record of a part of the analysis, which may spend at most `steps` of what remains.
  /// The caller books what it spent with `settle`.
  func part(_ steps: Int) -> Work {
    Work(Budget(steps: min(steps, remaining)), isInterrupted: question)
  }

  /// Books what a part that was given `steps` has spent.
  func settle(_ part: Work, of steps: Int) {
    remaining -= min(steps, remaining) - max(part.remaining, 0)
  }

  /// Books `steps` steps.
  /// - Throws: `Stop` where the caller asked to stop or nothing is left.
  public func spend(_ steps: Int = 1) throws(Stop) {
    if isInterrupted { throw .interrupted }
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
