import Glibc

/// Times in nanoseconds, and what the process took of memory.
enum Clock: Sendable {
  /// The CPU time of this thread.
  case thread

  /// The time that passed.
  case wall

  /// The nanoseconds so far.
  var now: Double {
    var time = timespec()
    clock_gettime(self == .thread ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// The memory of the machine, in bytes.
  static var physicalMemory: Int {
    Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// The most memory that the process has had, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }

  /// Returns the medians of the times that `bodies` take, measured in turn for `rounds` rounds of
  /// at least `shortest` nanoseconds each, after one round that is not counted.
  func medians(rounds: Int = 7, shortest: Double = 2e6, _ bodies: [() -> Void]) -> [Double] {
    let repetitions = bodies.map { body in
      body()
      var repetitions = 1
      while true {
        let start = now
        for _ in 0..<repetitions { body() }
        let time = now - start
        if time >= shortest { return repetitions }
        repetitions = max(repetitions * 2, Int(Double(repetitions) * shortest / max(time, 1)))
      }
    }
    var times = [[Double]](repeating: [], count: bodies.count)
    for _ in 0..<rounds {
      for (i, body) in bodies.enumerated() {
        let start = now
        for _ in 0..<repetitions[i] { body() }
        times[i].append((now - start) / Double(repetitions[i]))
      }
    }
    return times.map { $0.sorted()[rounds / 2] }
  }
}
