import Synchronization

/// The points of a batch, which its threads take a stretch at a time, and where results go.
///
/// Stretches are given out in order. So when one has failed, all before it are in some thread's
/// hands, and are finished; none after it need be.
final class BatchJob: @unchecked Sendable {
  let points: UnsafePointer<Double>
  let outputs: UnsafeMutablePointer<Double>
  let gradients: UnsafeMutablePointer<Double>?
  let count: Int

  /// The number of points in a stretch.
  private let stretch: Int
  private let taken = Atomic(0)

  /// Set where no more stretches are to be given out.
  let isClosed = StopFlag()

  /// Set where all work is to end at once.
  let isStopped = StopFlag()

  init(
    points: UnsafePointer<Double>, outputs: UnsafeMutablePointer<Double>,
    gradients: UnsafeMutablePointer<Double>?, count: Int, stretch: Int
  ) {
    self.points = points
    self.outputs = outputs
    self.gradients = gradients
    self.count = count
    self.stretch = stretch
  }

  /// Returns the next stretch, if there is one.
  func next() -> Range<Int>? {
    if isClosed.isSet || isStopped.isSet { return nil }
    let first = taken.add(stretch, ordering: .relaxed).oldValue
    return first < count ? first..<min(first + stretch, count) : nil
  }

  /// The first point that was not given out.
  var end: Int { min(taken.load(ordering: .relaxed), count) }
}
