import ADLTestSupport
import Foundation
import Testing

/// The README's commands do what stands beside them.
struct ReadmeTests {
  private static let text: String = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return (try? String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8))
      ?? ""
  }()

  /// Returns the code blocks of the section with the given heading, in order.
  private func blocks(of heading: String) throws -> [String] {
    let start = try #require(Self.text.range(of: "## \(heading)\n"))
    let section = Self.text[start.upperBound...].components(separatedBy: "\n## ")[0]
    let parts = section.components(separatedBy: "```")
    return stride(from: 1, to: parts.count, by: 2).map { i in
      // The first line names the language.
      parts[i].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).dropFirst()
        .joined()
    }
  }

  @Test func `the check on a pull request runs as written`() throws {
    let blocks = try blocks(of: "A check on a pull request")
    let folder = Folder()
    _ = try folder.write("losses.adl", "hinge(m) = max(0, 1 - m)\n")
    let git = "git -c user.email=a@example.org -c user.name=a"
    let prepared = try Tool.shell(
      """
      cd \(folder.path) && git init -q -b main . && git add losses.adl \
        && \(git) commit -qm base && git update-ref refs/remotes/origin/main main \
        && echo 'hinge(m) = (1 - m + abs(1 - m)) / 2' > losses.adl
      """)
    try #require(prepared.status == 0, "\(prepared.errors)")
    let tool = URL(fileURLWithPath: Tool.path).deletingLastPathComponent().path
    let run = try Tool.shell("cd \(folder.path) && PATH=\(tool):$PATH\n\(blocks[0])")
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output == blocks[1])
    // The same at a margin where nothing differs, and for one script under two conventions.
    let other = try Tool.shell(
      "cd \(folder.path) && PATH=\(tool):$PATH && adl diff base/losses.adl losses.adl --at 0")
    #expect(other.status == 0)
    let upgrade = try Tool.shell(
      "cd \(folder.path) && PATH=\(tool):$PATH "
        + "&& adl diff losses.adl --under pytorch-1.13,pytorch-2.15")
    #expect(upgrade.status == 0)
  }

  @Test func `a picture that is shown is there`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let links = Self.text.components(separatedBy: "](").dropFirst()
      .compactMap { $0.components(separatedBy: ")").first }
      .filter { $0.hasSuffix(".svg") }
    #expect(links.contains("examples/figure1_top.svg"))
    for link in links {
      #expect(FileManager.default.fileExists(atPath: root.appendingPathComponent(link).path))
    }
  }

  @Test(.slow, arguments: ["figure1_plots.adl", "maps.adl"])
  func `an example draws its pictures again, byte for byte`(example: String) throws {
    let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("examples")
    let folder = Folder()
    let script = try folder.write(
      example, String(contentsOf: examples.appendingPathComponent(example), encoding: .utf8))
    #expect(try Tool.run("run", script).status == 0)
    let drawn = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".svg") }
    #expect(!drawn.isEmpty)
    for name in drawn {
      let recorded = try Data(contentsOf: examples.appendingPathComponent(name))
      #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)) == recorded)
    }
  }
}
