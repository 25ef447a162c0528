import ADLText
import Foundation
import Testing

@testable import ADLSession

/// Every script of the examples and of the tests reproduces the results that it records.
struct ScriptTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The scripts, by their paths in the package; those in `files` are there to be loaded.
  static let scripts: [String] = ["examples", "Tests/Scripts"].flatMap { folder in
    let files = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
    return (files?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".adl") && !$0.contains("files/") }
      .map { "\(folder)/\($0)" }.sorted()
  }

  @Test func `there are scripts`() {
    #expect(Self.scripts.count > 10)
  }

  @Test(arguments: scripts) func `a script reproduces its results`(script: String) throws {
    let answer = try ScriptTest.run(path: Self.root.appendingPathComponent(script).path)
    #expect(answer.answerCount > 0)
    #expect(answer.differences.isEmpty, Comment(rawValue: answer.text.plain))
  }

  @Test func `what is recorded takes the place of what was`() throws {
    let text = "#> stale\n1 + 1\n#> 3\n# note\n[1,\n 2]\n  #> old\n#>\nlog(-1)"
    let file = SourceFile(name: "x.adl", text: text)
    let script = RecordedScript(file)
    #expect(script.results == [0: ["stale"], 2: ["3"], 6: ["old", ""]])
    let updated = script.text(recording: [2: ["2"], 6: ["[1, 2]"], 9: ["a", "", "b"]])
    #expect(updated == "1 + 1\n#> 2\n# note\n[1,\n 2]\n#> [1, 2]\nlog(-1)\n#> a\n#>\n#> b")
    #expect(script.text(recording: script.results) == text.replacing("  #> old", with: "#> old"))
  }

  @Test func `updating converges, though errors name lines that move`() throws {
    let folder = URL(fileURLWithPath: NSTemporaryDirectory() + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("x.adl").path
    let lines = (0..<12).map { "log(-\($0))\nunknown\($0) +\n" }
    try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: path))
    let before = try ScriptTest.update(path: path)
    #expect(before.outcome == .success && !before.differences.isEmpty)
    let now = try ScriptTest.run(path: path)
    #expect(now.differences.isEmpty, Comment(rawValue: now.text.plain))
    #expect(now.outcome == .success)
  }
}
