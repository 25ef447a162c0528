import Glibc
import Synchronization

/// The line that says on a terminal that long work goes on.
///
/// It goes to standard error, and only where that is a terminal that can take it back.
enum WaitingLine {
  private struct State {
    /// When the work began that nothing was shown of yet.
    var start: ContinuousClock.Instant

    /// The seconds that the line tells; `nil` where there is none.
    var seconds: Int?
  }

  private static let state = Mutex<State?>(nil)

  /// Shorter work passes in silence.
  private static let patience = Duration.milliseconds(500)

  private static let isPossible =
    isatty(STDERR_FILENO) == 1
    && getenv("TERM").map { String(cString: $0) }.map { $0 != "dumb" } ?? false

  /// Notes that work begins.
  static func begin() {
    guard isPossible else { return }
    state.withLock { $0 = State(start: .now) }
  }

  /// Shows, or shows again, for how long the work has gone on, where that is long.
  static func show() {
    guard isPossible else { return }
    state.withLock { state in
      guard let known = state else { return }
      let time = ContinuousClock.now - known.start
      let seconds = Int(time.components.seconds)
      guard time > patience, known.seconds != seconds else { return }
      state?.seconds = seconds
      write("\r\u{1B}[Kworking, \(seconds) s; Ctrl-C shows what is known")
    }
  }

  /// Takes the line back before something is printed; work that goes on begins anew.
  static func clear() {
    guard isPossible else { return }
    state.withLock { state in
      if state?.seconds != nil { write("\r\u{1B}[K") }
      if state != nil { state = State(start: .now) }
    }
  }

  /// Notes that the work has ended.
  static func end() {
    clear()
    state.withLock { $0 = nil }
  }

  private static func write(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
