/// A stretch of a plan: what is executed together.
struct Loop: Sendable {
  enum Body: Sendable {
    /// Runs of one count. The loop goes through them strip by strip; an application needs, of the
    /// runs in its own loop, the application of the same number only.
    case strips([Int32])

    /// One run of applications to many operands.
    case rows(Int32)

    /// The positions of nodes that are computed one by one.
    case scalars([Int32])
  }

  var body: Body

  /// The number of applications of each run; 1 for single nodes.
  let count: Int

  /// How many applications a strip has.
  var strip: Int

  /// When the backward sweep goes through the loop.
  var phase = Phase.backward

  enum Phase: Sendable {
    /// Before anything is evaluated: no entry of d depends on a value.
    case before

    /// Strip by strip, right after the strip is evaluated: the adjoints are known by then.
    case during

    /// After everything is evaluated, in the reverse order of evaluation.
    case backward
  }
}
