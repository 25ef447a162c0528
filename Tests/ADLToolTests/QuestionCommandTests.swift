import Foundation
import Testing

/// Questions asked on the command line, with answers that go to files.
struct QuestionCommandTests {
  let folder = Folder()

  @Test func `a file holds the kinks under every convention`() throws {
    let script = try folder.write("c.adl", "h(t) = clip(abs(t), 1/2, 1)\n")
    let file = folder.path + "/kinks.txt"
    let run = try Tool.run(
      "kinks", "h'", "--on", "[-2, 2]", "--under", "jax, tensorflow, pytorch", "--to", file,
      "--load", script)
    #expect(run.status == 0)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    // The derivative is another program under each.
    for convention in ["jax-0.10", "tensorflow-2.21", "pytorch-2.15"] {
      #expect(text.contains(convention))
    }
    #expect(text.split(separator: "\n").count { $0.hasPrefix("h' on [-2, 2]") } == 3)
  }
}
