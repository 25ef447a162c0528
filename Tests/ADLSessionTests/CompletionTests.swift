import ADLText
import Foundation
import Testing

@testable import ADLSession

struct CompletionTests {
  let session: Session = {
    let session = Session()
    session.run(
      SourceFile(name: "test", text: "relu2(t) = relu(-t) + t\nreluctant = 3\nplot(t) = t")
    ) { _ in }
    return session
  }()

  private func words(_ text: String) -> [String] {
    session.completion(of: text).candidates.map { $0.text + $0.suffix }
  }

  @Test func `names, functions and commands where they can stand`() {
    #expect(words("1 + relu") == ["relu2(", "reluctant", "relu(", "relu6("])
    #expect(words("conv") == ["convention "])
    #expect(words("1 + conv").isEmpty)
    #expect(words("f(t) =\n  sig") == ["sigmoid(", "sign("])
    #expect(words("load").contains("load "))
    #expect(words(":conv") == ["convention "])
    #expect(session.completion(of: "1 + relu").replacedCount == 4)
  }

  @Test func `what can follow a command's word`() {
    #expect(
      words("set ") == [
        "domain ", "precision ", "nodes ", "memory ", "tie ", "budget ", "timing ", "editor ",
      ])
    #expect(words("set domain n") == ["nan"])
    #expect(words("convention j") == ["jax", "jax-0.10"])
    #expect(words("backward relu at 0 under pyto") == ["pytorch", "pytorch-2.15", "pytorch-1.13"])
    #expect(words("backward relu at 0 under ml") == ["mlx", "mlx-0.32"])
    #expect(words("precision relu as b") == ["bf16"])
    #expect(words("emit relu as d") == ["dot"])
    let expected = ["at ", "abs(", "acos(", "argmax(", "argmin(", "asin(", "atan(", "atan2("]
    #expect(words("backward relu a") == expected)
    #expect(words("help conv") == ["convention"])
  }

  @Test func `Greek letters are spelt out`() {
    #expect(words("x + \\alpha") == ["α"])
    #expect(words("\\om") == ["\\omega"])
    #expect(session.completion(of: "x + \\alpha").replacedCount == 6)
  }

  @Test func `files are found beside the prompt`() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder + "/sub", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["a.adl", "b.txt", ".hidden.adl"] {
      try Data().write(to: URL(fileURLWithPath: folder + "/" + name))
    }
    #expect(words("load \"\(folder)/") == ["\(folder)/a.adl\"", "\(folder)/sub/"])
    #expect(words("load \"\(folder)/nothing/").isEmpty)
  }
}
