import LineEdit

@preconcurrency import Glibc

/// A line on standard error that says how far long work has come; only a terminal shows it.
final class Progress {
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant
  private var isVisible = false

  /// Creates the line, which appears after half a second if `isShown` and where there is a
  /// terminal.
  init(isShown: Bool) {
    self.isShown = isShown && Terminal.isTerminal(STDERR_FILENO)
    last = start
  }

  /// Says that `count` points are done, at most four times a second.
  func show(_ count: Int) {
    let now = ContinuousClock.now
    guard isShown, now - start > .milliseconds(500), now - last > .milliseconds(250) else { return }
    last = now
    isVisible = true
    let rate = Double(count) / ((now - start) / .seconds(1))
    write("\r\(count) points, \(Int(rate)) a second\u{1B}[K")
  }

  /// Takes the line away.
  func clear() {
    if isVisible { write("\r\u{1B}[K") }
    isVisible = false
  }

  private func write(_ text: String) {
    fputs(text, stderr)
    fflush(stderr)
  }
}
