/// A stretch of a plan: what is executed together.
struct Loop: Sendable {
  enum Body: Sendable {
    /// Runs of one count. The loop goes through them strip by strip; an application needs, of the
    /// runs in its own loop, the application of the same number only.
    case strips([RunID])

    /// One run of applications to many operands.
    case rows(RunID)

    /// The positions of nodes that are computed one by one.
    case nodes([Position])
  }

  var body: Body

  /// The number of applications of each run; 1 for single nodes.
  let count: Int

  /// How many applications a strip has.
  var strip: Int

  /// When the backward sweep goes through the loop.
  var phase = SweepPhase.after
}
