import ADLText
import Testing

@testable import ADLLanguage

struct ParsingTests {
  private func parse(_ text: String) -> (script: Script, diagnostics: DiagnosticList) {
    Script.parse(SourceFile(name: "f.adl", text: text))
  }

  /// The first expression or body in `text`, printed.
  private func printed(_ text: String) -> String? {
    let script = parse(text).script
    switch script.statements.first?.kind {
    case .expression(let id)?: return SyntaxPrinter.print(id, of: script.tree)
    case .definition(let definition)?: return SyntaxPrinter.print(definition.body, of: script.tree)
    default: return nil
    }
  }

  @Test(
    arguments: TokenSpelling.table.filter { $0.hint != nil && $0.kind != .unknown }.map(\.text))
  func `a look-alike is named and understood`(text: String) {
    let isDefinition = text == ":=" || text == "≔"
    let before = text == "!" ? "" : "2 "
    let source =
      isDefinition ? "a \(text) 3" : "assert (if \(before)\(text) 3 == 2 then 1 else 2) == 1"
    let titles = parse(source).diagnostics.elements.map(\.title)
    #expect(titles.first == "`\(text)` is not part of the language")
  }

  @Test(arguments: TokenSpelling.table.filter { $0.kind == .unknown }.map(\.text))
  func `a sign without a meaning is named`(text: String) {
    for source in ["a = 2 \(text) 3", "\(text) 3", "f(\(text)"] {
      let diagnostics = parse(source).diagnostics.elements
      #expect(diagnostics.map(\.title) == ["`\(text)` is not part of the language"])
      #expect(diagnostics.first?.hint != nil)
    }
  }

  @Test(arguments: [
    ("2 ** 3", "2^3"), ("x => x", "x -> x"), ("a − b", "a - b"), ("a ≤ b", "a <= b"),
    ("2·x×y", "2 * x * y"),
    ("x → x", "x -> x"), ("lambda x: x", "x -> x"), ("def f(x) = x", "x"), ("a.*b", "a * b"),
    ("if a = b then 1 else 2", "if a == b then 1 else 2"), ("x[1:3]", "x[1..3]"),
    ("sum(i for i = 1..3)", "sum(i for i in 1..3)"), ("f(x) == x", "x"), ("f’(x)", "f'(x)"),
    ("if a then b elif c then d else e", "if a then b else if c then d else e"),
  ])
  func `what another language means is understood`(text: String, meant: String) {
    #expect(printed(text) == meant)
  }

  @Test(arguments: [
    ("-x^2", "-x^2"), ("(-x)^2", "(-x)^2"), ("2^-3^2", "2^-3^2"), ("(2^3)^2", "(2^3)^2"),
    ("a - (b - c)", "a - (b - c)"), ("(a - b) - c", "a - b - c"), ("a * (b / c)", "a * (b / c)"),
    ("not (a and b) or c", "not (a and b) or c"), ("(a < b) and c", "a < b and c"),
    ("(x -> x)(1)", "(x -> x)(1)"), ("((x)) -> x", "x -> x"), ("(x: R) -> x", "(x: R) -> x"),
    ("-a * b", "-a * b"), ("-(a * b)", "-(a * b)"), ("f'(x)[1]", "f'(x)[1]"), ("(f(x))'", "f(x)'"),
    ("1..2", "1..2"), ("f(2) == 3", "f(2) == 3"), ("a < b < c", "a < b < c"),
    ("a @ b / c", "a @ b / c"),
  ])
  func `operators bind as their table says`(text: String, printed: String?) {
    #expect(self.printed("assert_(\(text))") == printed.map { "assert_(\($0))" })
  }

  @Test(arguments: [
    "f(x) =\n x", "f(x) = x +\n 1", "a = [1,\n 2,\n\n 3]", "f(x) = if x > 0\n then 1\n else 2",
    "f(x) = let a = 1\n in a", "f(x) = (x\n + 1)", "f = x ->\n x", "a = 1 -\n # comment\n 2",
    "diff f,\n g at 0", "f(x) = not\n x",
  ])
  func `a line goes on where it cannot end`(text: String) {
    let (script, diagnostics) = parse(text + "\nb = 1")
    #expect(diagnostics.isEmpty)
    #expect(script.statements.count == 2)
  }

  @Test func `every statement with an error is named, and the others are read`() {
    let (script, diagnostics) = parse(
      """
      a = 1
      b = (2 + 
      c = 3
      d = [1, 2
        , 3 4
        , 5]
      e = 4
      f(x = 5
      g = 6 )
      h = 7
      """)
    #expect(diagnostics.elements.map { $0.primary?.span.start.line } == [2, 5, 8, 9])
    let names = script.statements.filter { !$0.isErroneous }.compactMap { statement in
      if case .definition(let definition) = statement.kind {
        return script.tree[definition.name]
      }
      return nil
    }
    #expect(names == ["a", "c", "e", "h"])
  }

  @Test(arguments: [
    ("plot(x) = x", false), ("plot(3)", true), ("plot (f)", true), ("plot(f) on [0, 1]", true),
    ("plot + 1", true), ("names", true), ("plot f on [0, 1]", true),
    ("plot(x) = x\nplot(3)", false), ("plot(x) = x\nplot + 1", false), ("plot(x) = x\nplot", false),
    ("plot(x) = x\nplot(f) on [0, 1]", true), ("plot(x) = x\nplot (t -> t) on [0, 1]", true),
    ("plot(x) = x\nplot f on [0, 1]", true), ("map(x) = x\nmap(1)^2", false),
  ])
  func `a command's word is soft`(text: String, isCommand: Bool) {
    let (script, diagnostics) = parse(text)
    guard let last = script.statements.last else { return }
    if case .command = last.kind {
      #expect(isCommand)
    } else if case .invalid = last.kind {
      #expect(isCommand && !diagnostics.isEmpty)
    } else {
      #expect(!isCommand)
    }
  }

  @Test func `a comment with two signs documents the definition below it`() {
    let (script, _) = parse(
      """
      ## About nothing.

      ## First line.
      ##   Second line.
      # Not this one.
      f(x) = x   ## nor this one
      g(x) = x
      """)
    let texts = script.statements.map { statement in
      if case .definition(let definition) = statement.kind { return definition.documentation }
      return nil
    }
    #expect(texts == ["First line.\n  Second line.", nil])
  }
}
