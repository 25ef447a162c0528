import Foundation

/// A folder for one test.
final class Folder: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "adl-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  /// Returns the text of a file.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }

  /// Runs a line of shell here, in which `adl` is the tool.
  func shell(_ line: String) throws -> Tool.Run {
    try Tool.shell("cd '\(path)'; adl() { '\(Tool.path)' \"$@\"; }; \(line)")
  }
}
