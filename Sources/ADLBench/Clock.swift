#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#endif

/// CPU time, and what the process took of memory.
enum Clock {
  /// The CPU time of this thread, in nanoseconds.
  static func thread() -> Double { read(CLOCK_THREAD_CPUTIME_ID) }

  /// The time that passed, in nanoseconds.
  static func wall() -> Double { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// The most memory that the process has had, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss * 1024
    #else
      getrusage(RUSAGE_SELF, &usage)
      return usage.ru_maxrss
    #endif
  }

  /// Returns the median CPU time of `body` in nanoseconds, over `rounds` rounds of at least
  /// `shortest` nanoseconds each.
  static func median(rounds: Int = 7, shortest: Double = 2e6, _ body: () -> Void) -> Double {
    body()
    var repetitions = 1
    while true {
      let start = thread()
      for _ in 0..<repetitions { body() }
      let time = thread() - start
      if time >= shortest { break }
      repetitions = max(repetitions * 2, Int(Double(repetitions) * shortest / max(time, 1)))
    }
    var times = (0..<rounds).map { _ in
      let start = thread()
      for _ in 0..<repetitions { body() }
      return (thread() - start) / Double(repetitions)
    }
    times.sort()
    return times[rounds / 2]
  }
}
