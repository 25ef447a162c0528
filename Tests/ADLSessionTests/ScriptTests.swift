import ADLTestSupport
import ADLText
import Foundation
import Testing

@testable import ADLSession

/// Every script of the examples and of the tests reproduces the results that it records, and its
/// answers as JSON keep to the schema.
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

  /// Those that take seconds.
  static let slow: Set = [
    "examples/maps.adl", "examples/precision.adl", "Tests/Scripts/check/domains.adl",
    "Tests/Scripts/check/ties.adl",
    "Tests/Scripts/diff/edges.adl", "Tests/Scripts/diff/losses.adl",
    "Tests/Scripts/diff/values.adl", "Tests/Scripts/kinks/open.adl",
    "Tests/Scripts/kinks/undecided.adl", "Tests/Scripts/point/scale.adl",
    "Tests/Scripts/verify/domains.adl", "Tests/Scripts/verify/several_variables.adl",
  ]

  @Test func `there are scripts`() {
    #expect(Self.scripts.count > 10)
    #expect(Self.slow.isSubset(of: Self.scripts))
  }

  @Test(arguments: scripts.filter { !slow.contains($0) })
  func `a script reproduces its results`(script: String) throws {
    try check(script)
  }

  @Test(.slow, arguments: slow.sorted())
  func `a long script reproduces its results`(script: String) throws {
    try check(script)
  }

  private func check(_ script: String) throws {
    let path = Self.root.appendingPathComponent(script).path
    let answer = try ScriptTest.run(
      path: path,
      report: { answer in
        let fault = JSONSchema.adl.fault(in: answer.json)
        #expect(fault == nil, "line \(answer.line)")
      })
    #expect(answer.answerCount > 0)
    #expect(answer.differences.isEmpty, Comment(rawValue: answer.text.plain))
  }

  @Test func `what is recorded takes the place of what was`() throws {
    let text = "#> stale\n1 + 1\n#> 3\n# note\n[1,\n 2]\n  #> old\n#>\nlog(-1)"
    let file = SourceFile(name: "x.adl", text: text)
    let script = RecordedScript(file)
    #expect(script.results == [0: ["stale"], 2: ["3"], 6: ["old", ""]])
    func written(_ results: RecordedScript.Results) -> String {
      String(decoding: script.bytes(recording: results), as: UTF8.self)
    }
    let updated = written([2: ["2"], 6: ["[1, 2]"], 9: ["a", "", "b"]])
    #expect(updated == "1 + 1\n#> 2\n# note\n[1,\n 2]\n#> [1, 2]\nlog(-1)\n#> a\n#>\n#> b")
    #expect(written(script.results) == text.replacing("  #> old", with: "#> old"))
  }

  @Test(arguments: ["\n", "\r\n"], ["", "\n"])
  func `lines end as they did, and bytes stay as they were`(end: String, last: String) {
    let lines = ["1 + 1", "#> 2", "# \u{FF}", "", "f(t) = t", "#> none"]
    var bytes = Array((lines.joined(separator: end) + (last.isEmpty ? "" : end)).utf8)
    bytes[bytes.firstIndex(of: 0xC3)!] = 0xFF
    let script = RecordedScript(SourceFile(name: "x.adl", bytes: bytes))
    #expect(script.results == [1: ["2"], 5: ["none"]])
    #expect(script.bytes(recording: script.results) == bytes)
    #expect(script.line(1) == "1 + 1")
    let more = script.bytes(recording: [1: ["2", "3"], 5: ["none"]])
    #expect(RecordedScript(SourceFile(name: "x.adl", bytes: more)).results[1] == ["2", "3"])
    #expect(more.count == bytes.count + "#> 3\(end)".utf8.count)
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
