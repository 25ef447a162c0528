import CLineEdit
import Foundation
import Testing

@testable import LineEdit

/// A line editor on a pseudo-terminal whose keys the test types and whose screen it reads.
///
/// The editor lives on a thread of its own; every wait polls and gives up after ten seconds.
final class PromptHarness: @unchecked Sendable {
  private let terminal: Int32
  private let program: Int32
  private let lock = NSLock()
  private var screen: [UInt8] = []
  private var consumed = 0
  private var events: [LineEditor.Event] = []

  /// Starts an editor that reads entry after entry until its input ends.
  init(
    history: String? = nil, keys: LineEditor.Keys? = nil, columns: Int32 = 80,
    completer: @escaping @Sendable (String) -> Completion = { _ in .none },
    isComplete: @escaping @Sendable (String) -> Bool = { _ in true }
  ) throws {
    setenv("TERM", "xterm", 1)
    var ends: (Int32, Int32) = (-1, -1)
    try #require(adl_pty_open(&ends.0, &ends.1, 24, columns))
    terminal = ends.0
    program = ends.1
    InterruptFlag.install()
    InterruptFlag.lower()
    let reader = Thread { [self] in collect() }
    reader.start()
    let editing = Thread { [self] in
      guard
        let editor = LineEditor(
          programName: "adl", history: history.map { HistoryFile(path: $0) }, completer: completer,
          isComplete: isComplete, input: program, output: program)
      else { return }
      if let keys { editor.use(keys) }
      while true {
        let event = editor.read(prompt: "adl> ", continuation: "...> ")
        lock.withLock { events.append(event) }
        if event == .endOfInput { break }
      }
      close(program)
    }
    editing.start()
    try expect("adl> ")
  }

  private func collect() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(terminal, &buffer, buffer.count)
      if count <= 0 { break }
      lock.withLock { screen += buffer[..<count] }
    }
    close(terminal)
  }

  /// Types `text` without waiting.
  func type(_ text: String) {
    type(bytes: Array(text.utf8))
  }

  /// Types `bytes` without waiting.
  func type(bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
      if count <= 0 { break }
      sent += count
    }
  }

  /// Waits until `text` appears on the screen after what was expected before.
  func expect(_ text: String, at location: SourceLocation = #_sourceLocation) throws {
    let wanted = Array(text.utf8)
    let found = waitUntil { [self] in
      lock.withLock {
        guard let range = screen[consumed...].firstRange(of: wanted) else { return false }
        consumed = range.upperBound
        return true
      }
    }
    try #require(found, "“\(text)” in “\(rest)”", sourceLocation: location)
  }

  /// Waits for the next event.
  func event(at location: SourceLocation = #_sourceLocation) throws -> LineEditor.Event {
    let came = waitUntil { [self] in lock.withLock { !events.isEmpty } }
    try #require(came, "an event after “\(rest)”", sourceLocation: location)
    return lock.withLock { events.removeFirst() }
  }

  /// Types `text`, and returns the event that it leads to once the next prompt stands.
  func entering(_ text: String, at location: SourceLocation = #_sourceLocation) throws
    -> LineEditor.Event
  {
    type(text)
    let event = try event(at: location)
    if event != .endOfInput { try expect("\u{1b}[?2004h", at: location) }
    return event
  }

  /// Ends the editor.
  func end() throws {
    type("\u{4}")
    #expect(try event() == .endOfInput)
  }

  /// What stands on the screen beyond what was expected.
  var rest: String { lock.withLock { String(decoding: screen[consumed...], as: UTF8.self) } }

  private func waitUntil(_ condition: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 10)
    while Date() < deadline {
      if condition() { return true }
      usleep(2_000)
    }
    return condition()
  }
}
