import Foundation
import Testing

/// The list of slow tests in the tests' README.
struct SlowTestsTests {
  @Test func `the README lists the tests that are marked as slow`() throws {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let readme = try String(
      contentsOf: tests.appendingPathComponent("README.md"), encoding: .utf8)
    let list = try #require(readme.components(separatedBy: "## The slow ones").last)
    let listed = list.matches(of: #/\n\| \d+ \| (.+) \| `(\w+)` \|/#).map { String($0.1) }
    var marked: [String] = []
    let paths = FileManager.default.enumerator(atPath: tests.path)?.compactMap { $0 as? String }
    for path in paths ?? [] where path.hasSuffix(".swift") {
      let source = try String(contentsOf: tests.appendingPathComponent(path), encoding: .utf8)
      marked += source.matches(of: #/@Test\(\.slow[^`]*func `([^`]+)`/#).map { String($0.1) }
    }
    #expect(listed.sorted() == marked.sorted())
  }
}
