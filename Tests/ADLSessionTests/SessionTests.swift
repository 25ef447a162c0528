import ADLLanguage
import ADLPrograms
import ADLText
import Foundation
import Synchronization
import Testing

@testable import ADLSession

struct SessionTests {
  /// Returns what `session` answers to `text`.
  private func answers(
    _ text: String, in session: Session = Session(), as mode: Session.Mode = .script
  ) -> [Answer] {
    var answers: [Answer] = []
    session.run(SourceFile(name: "test", text: text), as: mode) { answers.append($0) }
    return answers
  }

  private func object(_ answer: Answer) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(answer.json.utf8)) as? [String: Any])
  }

  @Test func `a script with an error of syntax does not begin`() {
    let answers = answers("1 + 1\n2 +\n3 +")
    #expect(answers.map(\.content.kind) == ["error"])
  }

  @Test func `the first error ends a script and an assertion does not`() {
    #expect(
      answers("assert 1 == 2\n1\nlog(-1)\n2").map(\.content.kind) == [
        "assertion", "number", "error",
      ])
    let session = Session()
    let outcome = session.run(SourceFile(name: "test", text: "assert 1 == 2\n1")) { _ in }
    #expect(outcome == .negative)
  }

  @Test func `answers as JSON say where they come from and read back`() throws {
    let text = "\n0.1 + 0.2\n[1, inf]\n[1, 2; 3, 4]\nset domain nan\n\nlog(-1)\nf(t) = t\n"
    let objects = try answers(text).map(object)
    #expect(
      objects.map { $0["kind"] as? String } == [
        "number", "vector", "matrix", "settings", "number", "definition",
      ])
    #expect(objects.map { $0["line"] as? Int } == [2, 3, 4, 5, 7, 8])
    #expect(answers("0.1 + 0.2").first?.json.contains(":0.30000000000000004}") == true)
    let values = objects.map { $0["value"] as? [String: Any] }
    #expect((values[1]?["double"] as? [Any])?[1] as? String == "inf")
    #expect(
      values[2]?["double"] as? [Double] == [1, 2, 3, 4] && values[2]?["columns"] as? Int == 2)
    #expect(values[4]?["double"] as? String == "nan")
  }

  /// A line end of two characters is one `Character`: what takes texts apart is not to count on it.
  @Test(arguments: ["\r\n"]) func `however lines end, the answers are the same`(
    end: String
  ) {
    let text = """
      ## The larger of two,
      ## of any sign.
      f(a: R,
        b: R) = max(a,
        -b)
      ## A vector.
      v = [1,
        2]
      selection s(t) =
        if t < 0 then 0
        else t
      help f
      help v
      help s
      names
      program f
      classify (t -> let a = abs(t),
        b = a in a + b) at 0
      # Nothing.
      g(x) = f(x,
        x)
      g(1)
      trace g at 0
      selection g at 0
      assert g(1) == 2
      diff f, (a, b) -> max(a,
        b) at (0, 0)
      f(1,
        [2])
      """
    func shown(_ text: String) -> [[String]] {
      answers(text).map {
        [
          $0.content.text.plain.replacing("\r\n", with: "\n").replacing("\r", with: "\n"),
          "\($0.line)",
        ]
      }
    }
    let (own, plain) = (shown(text.replacing("\n", with: end)), shown(text))
    #expect(own.count == plain.count && plain.count > 15)
    for (own, plain) in zip(own, plain) { #expect(own == plain) }
    let raw = answers(text.replacing("\n", with: end)).map(\.content.text.plain).joined()
    #expect(!raw.unicodeScalars.contains("\r"))
  }

  @Test func `an error as JSON has its place`() throws {
    let object = try object(try #require(answers("x = 1\ny +* 2").first))
    #expect(object["kind"] as? String == "error")
    let first = (object["diagnostics"] as? [[String: Any]])?.first
    let label = (first?["labels"] as? [[String: Any]])?.first
    let place = label?["place"] as? [String: Any]
    #expect(place?["line"] as? Int == 2)
    #expect(place?["column"] as? Int == 4)
  }

  @Test func `ans is the last value at the prompt and no name of scripts`() {
    let session = Session()
    #expect(answers("2 * 3", in: session, as: .prompt).map(\.text.plain) == ["6\n"])
    #expect(answers("ans + 1", in: session, as: .prompt).map(\.text.plain) == ["7\n"])
    #expect(answers("ans;", in: session, as: .prompt).isEmpty)
    #expect(answers("1\nans").last?.content.kind == "error")
  }

  @Test func `work ends when it is interrupted, and the session goes on`() throws {
    let isInterrupted = Atomic(false)
    let session = Session(cancellation: Cancellation { isInterrupted.load(ordering: .relaxed) })
    _ = answers("f(t) = sum(sin(i * t) for i in 1..1000000)", in: session)
    isInterrupted.store(true, ordering: .relaxed)
    #expect(answers("f(1)", in: session).map(\.text.plain) == ["error: interrupted\n"])
    isInterrupted.store(false, ordering: .relaxed)
    #expect(answers("1 + 1", in: session).map(\.text.plain) == ["2\n"])
  }

  @Test func `saved definitions load back with the same meanings`() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".adl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let session = Session()
    for line in [
      "a = 2", "3 * a", "f(t) = ans * t + a", "a = 10", "a = 20",
      "## Twice f.\ng(t) = 2 * f(t) + a", "selection s(t) = if t < 0 then 0 else t",
      "convention jax", "convention max(a, b) = [0.25, 0.75]",
    ] {
      _ = answers(line, in: session, as: .prompt)
    }
    let saved = answers("save \"\(path)\"", in: session, as: .prompt)
    // `a = 10` was replaced before anything used it.
    #expect(saved.map(\.text.plain) == ["\(path): 5 definitions\n"])

    let other = Session()
    #expect(other.load(path: path) { _ in } == .success)
    let questions = "[f(1), g(1), a, s(3)]\nabs'(0)\nmax'(1, 1)\nhelp g"
    let expected = answers(questions, in: session).map(\.text.plain)
    #expect(answers(questions, in: other).map(\.text.plain) == expected)
    #expect(expected.first == "[8, 36, 20, 3]\n")
    #expect(expected.last?.contains("Twice f.") == true)
  }

  // What `where` takes follows from its condition, which no convention touches.
  @Test(
    arguments: Builtin.table.filter {
      $0.primitive?.selection != nil && $0.signature.name != "where"
    })
  func `a saved convention loads back`(builtin: Builtin) {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".adl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let session = Session()
    let set = answers("f(t) = t\nconvention \(builtin.signature.call) = 0.375", in: session)
    #expect(set.allSatisfy { !($0.content is ErrorAnswer) })
    _ = answers("save \"\(path)\"", in: session)
    let other = Session()
    #expect(other.load(path: path) { _ in } == .success)
    let expected = answers("convention", in: session).map(\.text.plain)
    #expect(answers("convention", in: other).map(\.text.plain) == expected)
    #expect(expected.contains { $0.contains("0.375") })
  }

  @Test func `a file that cannot be written is an error and stays as it was`() {
    let answers = answers("f(t) = t\nsave \"/nowhere/at/all.adl\"")
    #expect(answers.last?.text.plain.contains("No such file or directory") == true)
  }

  @Test func `checking a file runs nothing`() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString + ".adl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("a = log(-1)\nf(t) = a + t\nf(1)\ng(t) = h(t)\nassert 1 == 2\n1 +".utf8)
      .write(to: URL(fileURLWithPath: path))
    var titles: [String] = []
    let outcome = try Session().check(path: path) { titles.append($0.text.plain) }
    #expect(outcome == .trouble)
    #expect(titles.count == 2)
    #expect(titles.first?.contains("unknown name `h`") == true)
  }
}
