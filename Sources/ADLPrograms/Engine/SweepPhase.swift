/// When the backward sweep goes through a loop of a plan.
public enum SweepPhase: String, Hashable, Sendable {
  /// Before anything is evaluated: no entry of d depends on a value.
  case before

  /// Strip by strip, right after the strip is evaluated: the adjoints are known by then.
  case along

  /// After everything is evaluated, in the reverse order of evaluation.
  case after
}

extension SweepPhase {
  /// Returns the numbers of loops with the given phases in the order of the backward sweep: what
  /// precedes the evaluation from the last to the first, what goes along with it in order, and the
  /// rest from the last to the first.
  static func sweepOrder(_ phases: [SweepPhase]) -> [LoopID] {
    let order =
      phases.indices.reversed().filter { phases[$0] == .before }
      + phases.indices.filter { phases[$0] == .along }
      + phases.indices.reversed().filter { phases[$0] == .after }
    return order.map { LoopID($0) }
  }
}
