import Glibc

/// How much memory a command has taken, against what it may.
struct MemoryWatch: Sendable {
  private let limit: Int
  private let before = MemoryWatch.memory.resident

  /// What the process may address, where the system sets a limit: allocations beyond it fail, which
  /// ends the process.
  private let addressLimit = MemoryWatch.addressLimit

  /// Begins to watch a command that may take `limit` bytes.
  init(limit: Int) { self.limit = limit }

  /// `true` iff the command has taken more than it may, or the process most of what it can.
  var isPassed: Bool {
    let (addressed, resident) = Self.memory
    return resident - before > limit || addressed > addressLimit / 4 * 3
  }

  private static var addressLimit: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return .max }
    return Int(clamping: limit.rlim_cur)
  }

  /// The bytes that the process addresses, and those in memory; 0 where the system does not say.
  private static var memory: (addressed: Int, resident: Int) {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return (0, 0) }
    defer { close(file) }
    // The first two numbers, in pages.
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { text in
      let count = read(file, text.baseAddress, text.count)
      guard count > 0 else { return (0, 0) }
      let numbers = text.prefix(count).split(separator: UInt8(ascii: " "))
      guard numbers.count > 1 else { return (0, 0) }
      let bytes = numbers.prefix(2).map { digits in
        digits.reduce(0) { 10 * $0 + Int($1 &- UInt8(ascii: "0")) } * Int(getpagesize())
      }
      return (bytes[0], bytes[1])
    }
  }
}
