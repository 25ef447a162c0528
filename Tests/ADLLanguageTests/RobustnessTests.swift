import ADLTestSupport
import ADLText
import ADLPrograms
import Testing

@testable import ADLLanguage

/// Whatever the bytes, reading them ends, with an answer.
struct RobustnessTests {
  private func parse(_ bytes: [UInt8]) -> (script: Script, diagnostics: DiagnosticList) {
    Script.parse(SourceFile(name: "f", bytes: bytes))
  }

  @Test(.slow, arguments: 0..<200)
  func `random bytes are read to their end`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let bytes = (0..<random.below(400)).map { _ in UInt8(random.below(256)) }
    let diagnostics = parse(bytes).diagnostics
    for diagnostic in diagnostics.elements { _ = diagnostic.rendered() }
    #expect(lawsHold(of: bytes))
  }

  @Test(arguments: 0..<400)
  func `random tokens are read to their end`(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let words =
      TokenSpelling.table.map(\.text) + CommandForm.table.map(\.word)
      + Clause.allCases.map(\.rawValue)
      + [
        "x", "f", "relu", "1", "2.5", "\"s\"", "\n", "\n", "##d\n", "#c\n", "R", "N", "assert", "_",
      ]
    let text = (0..<random.below(60)).map { _ in words[random.below(words.count)] }
      .joined(separator: random.below(2) == 0 ? " " : "")
    let (script, diagnostics) = Script.parse(
      SourceFile(name: "f", text: text), options: ParserOptions(isPrompt: random.below(2) == 0))
    _ = diagnostics.rendered()
    for statement in script.statements where !statement.isErroneous {
      var checker = Checker(script, environment: Environment())
      if case .definition(let definition) = statement.kind { _ = checker.check(definition) }
      if case .expression(let id) = statement.kind { _ = checker.check(id) }
      _ = checker.diagnostics.rendered()
    }
    _ = Completeness.of(text)
  }

  /// `true` iff tokens cover the bytes in order, and positions are monotonic.
  private func lawsHold(of bytes: [UInt8]) -> Bool {
    let file = SourceFile(name: "f", bytes: bytes)
    let tokens = Lexer.tokens(of: file).tokens
    return tokens.last?.kind == .endOfFile
      && !tokens.dropLast().contains { $0.kind == .endOfFile }
      && zip(tokens, tokens.dropFirst()).allSatisfy { a, b in
        let p = file.position(at: a.range.lowerBound)
        let q = file.position(at: b.range.lowerBound)
        return a.range.upperBound <= b.range.lowerBound && b.startsLine == (p.line < q.line)
          && (p.line < q.line || p.column <= q.column)
      }
  }

  @Test(arguments: [
    "(", "[", "-", "not ", "if ", "let a = ", "x -> ", "f(", "2^", "x[", "if 1 < 2 then ",
  ])
  func `deep nesting names the limit`(opening: String) {
    let text = String(repeating: opening, count: opening == "(" ? 100_000 : 5_000)
    let titles = parse(Array(text.utf8)).diagnostics.elements.map(\.title)
    #expect(titles == ["the expression is nested more than 1000 levels deep"])
  }

  @Test func `nesting below the limit is read and evaluated`() {
    let text = String(repeating: "-(", count: 490) + "1" + String(repeating: ")", count: 490)
    var desk = Desk()
    #expect(desk.run(text) == ["1"])
  }

  @Test func `a long line names the limit, and the next line is read`() {
    let line = String(repeating: "x + ", count: 2_500_000)
    let (script, diagnostics) = parse(Array((line + "\na = 1\n").utf8))
    #expect(
      diagnostics.elements.map(\.title) == ["the line has 10000000 bytes; the limit is 4194304"])
    #expect(script.statements.count == 2)
  }

  @Test func `a long chain is read, printed and evaluated`() {
    let text = "1" + String(repeating: "+1", count: 200_000)
    let (script, diagnostics) = parse(Array(text.utf8))
    #expect(diagnostics.isEmpty)
    if case .expression(let id)? = script.statements.first?.kind {
      #expect(SyntaxPrinter.print(id, of: script.tree).utf8.count == 800_001)
    }
    var desk = Desk()
    #expect(desk.run(text) == ["200001"])
  }

  @Test func `an endless recursion names the limit`() {
    var desk = Desk()
    #expect(
      desk.run("(f -> f(f))(f -> f(f))") == ["error: calls are nested more than 20000 levels deep"])
  }

  @Test func `calls within calls need no deep stack`() {
    var desk = Desk()
    let definitions = (1...3_000).map { "f\($0)(x) = f\($0 - 1)(x) + 1" }
    let text = (["f0(x) = x"] + definitions + ["f3000(0)"]).joined(separator: "\n")
    #expect(desk.run(text) == ["3000"])
  }
}
