import CLineEdit
import Foundation
import Testing

/// The tool on a terminal of its own, whose keys the test types.
///
/// Every wait polls and gives up after twenty seconds.
final class Conversation: @unchecked Sendable {
  private let terminal: Int32
  private let process: pid_t
  private let lock = NSLock()
  private var screen: [UInt8] = []
  private var consumed = 0

  /// What came before the first prompt.
  private(set) var greeting = ""

  /// Starts the tool and waits for its first prompt.
  init(_ arguments: String..., environment: [String: String] = [:]) throws {
    let variables = Tool.environment.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var words = ([Tool.path] + arguments).map { strdup($0) } + [nil]
    var settings = variables.map { strdup($0) } + [nil]
    defer { for text in words + settings { free(text) } }
    var terminal: Int32 = -1
    process = adl_pty_spawn(Tool.path, &words, &settings, &terminal)
    self.terminal = terminal
    try #require(process > 0)
    Thread { [self] in collect() }.start()
    try expectPrompt()
    greeting = lock.withLock { String(decoding: screen[..<consumed], as: UTF8.self) }
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  private func collect() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(terminal, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      lock.withLock { screen += buffer[..<count] }
    }
    close(terminal)
  }

  /// Types `keys`.
  func type(_ keys: String) { type(bytes: Array(keys.utf8)) }

  /// Types bytes that need be no text.
  func type(bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
  }

  /// Waits until `text` appears after what was expected before.
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

  /// Waits until the tool listens.
  func expectPrompt(at location: SourceLocation = #_sourceLocation) throws {
    try expect("\u{1b}[?2004h", at: location)
  }

  /// Enters a line and returns what comes before the next prompt, without the line itself.
  func answer(_ line: String, at location: SourceLocation = #_sourceLocation) throws -> String {
    type(line + "\n")
    try expect("\u{1b}[?2004l", at: location)
    let start = lock.withLock { consumed }
    try expectPrompt(at: location)
    let bytes = lock.withLock { Array(screen[start..<consumed]) }
    return String(decoding: bytes, as: UTF8.self)
      .replacing("\u{1b}[?2004h", with: "").replacing("\r\n", with: "\n")
  }

  /// Sends a signal to the tool.
  func send(_ signal: Int32) { kill(process, signal) }

  /// Waits for the end of the tool and returns its status, as a shell counts.
  func status(at location: SourceLocation = #_sourceLocation) throws -> Int32 {
    var status: Int32 = 0
    let ended = waitUntil { [self] in waitpid(process, &status, WNOHANG) == process }
    try #require(ended, sourceLocation: location)
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  private var rest: String {
    lock.withLock { String(decoding: screen[consumed...], as: UTF8.self) }
  }

  private func waitUntil(_ condition: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: 20)
    while Date() < deadline {
      if condition() { return true }
      usleep(2_000)
    }
    return condition()
  }
}
