import Glibc

/// How much memory a command has taken, against what it may.
struct MemoryWatch: Sendable {
  private let limit: Int
  private let before = MemoryWatch.resident

  /// Begins to watch a command that may take `limit` bytes.
  init(limit: Int) { self.limit = limit }

  /// `true` iff the command has taken more than it may.
  var isPassed: Bool { Self.resident - before > limit }

  /// The bytes of the process that are in memory; 0 where the system does not say.
  private static var resident: Int {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    // The second number, in pages.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { text in
      let count = read(file, text.baseAddress, text.count)
      guard count > 0 else { return 0 }
      let numbers = text.prefix(count).split(separator: UInt8(ascii: " "))
      guard numbers.count > 1 else { return 0 }
      let pages = numbers[1].reduce(0) { 10 * $0 + Int($1 &- UInt8(ascii: "0")) }
      return pages * Int(getpagesize())
    }
  }
}
