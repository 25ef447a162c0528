/// Asks from time to time whether long work is to go on.
///
/// Work is counted in nodes; a question every 2^16 of them is asked well within a tenth of a
/// second, and costs nothing that can be measured.
final class Pacer {
  private let cancellation: Cancellation
  private var work = 0

  /// The work between two questions.
  private static let interval = 1 << 16

  /// Creates a pacer that asks `cancellation`.
  init(_ cancellation: Cancellation) { self.cancellation = cancellation }

  /// Counts `count` nodes as done.
  ///
  /// - Throws: `.interrupted`.
  @inline(__always)
  func pause(after count: Int = 1) throws(EvaluationFailure) {
    work += count
    if work >= Self.interval { try ask() }
  }

  @inline(never)
  private func ask() throws(EvaluationFailure) {
    work = 0
    if cancellation.isRequested { throw .interrupted }
  }
}
