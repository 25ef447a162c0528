import Foundation
import Testing

@testable import LineEdit

struct HistoryFileTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/state/adl/history" }

  private func contents() throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func write(_ bytes: some Sequence<UInt8>) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  @Test func `every text comes back as it was`() throws {
    let entries = [
      "f(t) =\n  t", "a\\nb", "\\", "\\\\", "\\\n\\", "α∂漢", "tab\tand # mark", "#> no answer",
    ]
    let history = HistoryFile(path: path)
    for entry in entries { history.append(entry) }
    #expect(history.entries == entries)
    #expect(HistoryFile(path: path).entries == entries)
    #expect(try contents().split(separator: "\n").count == entries.count)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func `blank entries and those that begin with a space are skipped`() {
    let history = HistoryFile(path: path)
    #expect(!history.append(" secret"))
    #expect(!history.append("\n\t"))
    #expect(!history.append(""))
    #expect(history.append("x"))
    #expect(HistoryFile(path: path).entries == ["x"])
  }

  @Test func `an entry stands once, where it was used last`() {
    let history = HistoryFile(path: path)
    for entry in ["a", "b", "a", "a", "c", "b"] { history.append(entry) }
    #expect(history.entries == ["a", "c", "b"])
    #expect(HistoryFile(path: path).entries == ["a", "c", "b"])
  }

  @Test func `prompts at the same time lose nothing, while the file is trimmed under them`()
    async throws
  {
    let path = path
    let limit = 500
    // Eight writers append 50 entries each to a file that is trimmed again and again.
    for index in 0..<limit { HistoryFile(path: path, limit: limit).append("old \(index)") }
    await withTaskGroup { group in
      for writer in 0..<8 {
        group.addTask {
          let history = HistoryFile(path: path, limit: limit)
          for index in 0..<50 {
            history.append("\(writer) \(index)")
            if index.isMultiple(of: 10) { _ = HistoryFile(path: path, limit: 450) }
          }
        }
      }
    }
    let kept = Set(HistoryFile(path: path, limit: limit).entries)
    let lost = (0..<8).flatMap { writer in (0..<50).map { "\(writer) \($0)" } }
      .filter { !kept.contains($0) }
    #expect(lost.isEmpty)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state/adl")
    #expect(files == ["history"])
  }

  @Test func `the newest entries are kept, through a link too`() throws {
    let target = folder.path + "/elsewhere"
    try write([])
    try FileManager.default.removeItem(atPath: path)
    try Data().write(to: URL(fileURLWithPath: target))
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    let history = HistoryFile(path: path, limit: 100)
    for index in 0..<1_000 { history.append("entry \(index)") }
    let lines = try contents().split(separator: "\n")
    #expect((100...105).contains(lines.count))
    #expect(lines.last == "entry 999")
    #expect(HistoryFile(path: path, limit: 100).entries.first == "entry 900")
    #expect(try contents().split(separator: "\n").count == 100)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == target)
  }

  @Test func `a file that other hands spoilt is read and not destroyed`() throws {
    let spoilt: [UInt8] = Array("good\nbad ".utf8) + [0xFF, 0, 0x1B] + Array("\n\\q\\\nhalf".utf8)
    try write(spoilt)
    let history = HistoryFile(path: path)
    #expect(history.takeWarning() == nil)
    #expect(history.entries == ["good", "bad \u{FFFD}\u{1B}", "\\q\\", "half"])
    history.append("new")
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: path)))
    #expect(bytes == spoilt + Array("\nnew\n".utf8))
  }

  @Test func `a place that cannot be written costs one warning`() throws {
    // A file where a folder is needed fails for every user, root included.
    try Data().write(to: URL(fileURLWithPath: folder.path + "/file"))
    let history = HistoryFile(path: folder.path + "/file/history")
    history.append("a")
    history.append("b")
    let warning = try #require(history.takeWarning())
    #expect(warning.contains(folder.path + "/file/history"))
    #expect(history.takeWarning() == nil)
    #expect(history.entries == ["a", "b"])

    let directory = HistoryFile(path: folder.path)
    #expect(directory.takeWarning()?.contains("cannot be read") == true)
    #expect(HistoryFile(path: "/dev/null").append("gone"))
    #expect(HistoryFile(path: "/dev/full").append("gone"))
  }

  @Test func `a read-only file is read, and warned of when it should grow`() throws {
    try write("old\n".utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    let history = HistoryFile(path: path)
    #expect(history.entries == ["old"])
    #expect(history.takeWarning() == nil)
    history.append("new")
    // The administrator may write to it all the same.
    if geteuid() != 0 {
      #expect(history.takeWarning()?.contains("Permission denied") == true)
      #expect(try contents() == "old\n")
    }
  }

  @Test func `the place follows the environment`() {
    let home = ["HOME": "/h", "XDG_STATE_HOME": "/s", "ADL_HISTORY": "/x"]
    #expect(HistoryFile.location(environment: home) == "/x")
    #expect(HistoryFile.location(environment: ["HOME": "/h", "ADL_HISTORY": ""]) == nil)
    #expect(
      HistoryFile.location(environment: ["HOME": "/h", "XDG_STATE_HOME": "/s"]) == "/s/adl/history")
    #expect(
      HistoryFile.location(environment: ["HOME": "/h", "XDG_STATE_HOME": "s"])
        == "/h/.local/state/adl/history")
    #expect(HistoryFile.location(environment: [:]) == nil)
  }
}
