/// What a loop of a plan goes through.
public enum LoopKind: String, Hashable, Sendable {
  /// Runs of one count, computed a strip of applications at a time.
  case strips

  /// One run of applications to many operands.
  case rows

  /// Nodes that are computed one by one.
  case nodes
}
