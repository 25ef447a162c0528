/// The memory of the vectors and matrices that are alive while an expression is evaluated.
final class EntryMeter {
  /// The bytes that an entry takes, with room for an array to grow.
  static let bytesOfEntry = 8

  /// The bytes that an entry of a result takes: as a number that is kept, and as text.
  static let bytesOfResult = 160

  private let limit: Int
  @exclusivity(unchecked) private var entries = 0

  /// Creates the meter of vectors that may take `limit` bytes.
  init(limit: Int) { self.limit = limit }

  /// `true` iff the vectors take more than they may.
  var isPassed: Bool { entries > limit / Self.bytesOfEntry }

  /// Notes that a vector has come to life, or is gone.
  func add(_ count: Int) { entries += count }

  /// Returns the bytes needed for what is alive and `count` further entries, and the limit, where
  /// that is passed.
  func excess(adding count: Int = 0, bytesEach bytes: Int = bytesOfEntry) -> (
    needed: Int, limit: Int
  )? {
    let (more, isHuge) = count.multipliedReportingOverflow(by: bytes)
    let (needed, isHugeInAll) = more.addingReportingOverflow(entries * Self.bytesOfEntry)
    if isHuge || isHugeInAll { return (Int.max / 2, limit) }
    return needed > limit ? (needed, limit) : nil
  }
}
