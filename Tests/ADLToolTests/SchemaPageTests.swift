import ADLTestSupport
import Foundation
import Testing

/// The page about JSON says what the schema has, and its program does what it says.
struct SchemaPageTests {
  private static let page: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = "Sources/ADLSession/Documentation.docc/AnswersAsJSON.md"
    return (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
  }()

  private static let hasPython: Bool =
    (try? Tool.shell("command -v python3 > /dev/null"))?.status == 0

  @Test func `the kinds of the page are those of the schema`() {
    let table = Self.page.components(separatedBy: "### Kinds\n").last ?? ""
    var listed: Set<String> = []
    for row in table.split(separator: "\n") where row.hasPrefix("| `") {
      let cell = row.split(separator: "|")[0]
      listed.formUnion(cell.split(separator: "`").map(String.init).filter { !$0.contains(" ") })
    }
    var kinds: Set<String> = []
    for name in JSONSchema.adl.names {
      guard let kind = JSONSchema.adl.definition(name)?["properties"]?["kind"] else { continue }
      kinds.formUnion(([kind["const"]] + (kind["enum"]?.elements ?? [])).compactMap { $0?.string })
    }
    #expect(listed == kinds)
  }

  @Test(.enabled(if: hasPython)) func `the consumer marks the function that differs`() throws {
    let block = Self.page.components(separatedBy: "```python\n")[1]
      .components(separatedBy: "```")[0]
    let folder = Folder()
    let program = try folder.write("annotate.py", block)
    let old = try folder.write("old.adl", "f(t) = t\nh(m) = max(0, 1 - m)\n")
    let new = try folder.write("new.adl", "f(t) = t\n\nh(m) = (1 - m + abs(1 - m)) / 2\n")
    let diff = "\(Tool.path) diff \(old) \(new) --json | python3 \(program)"
    let run = try Tool.shell(diff)
    #expect(run.status == 1 && run.errors.isEmpty)
    let text = "h: one function (proved); derivatives differ at 1 point: 1"
    #expect(run.output == "::error file=\(new),line=3::\(text)\n")
    #expect(
      try Tool.shell("\(Tool.path) diff \(old) \(old) --json | python3 \(program)").status == 0)
  }
}
