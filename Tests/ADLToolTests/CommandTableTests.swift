import ADLText
import Foundation
import Testing

@testable import ADLLanguage

/// The table of commands, and every place where commands are written down, name the same ones.
struct CommandTableTests {
  private static func text(_ path: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Returns the part of a text from behind `start` to the next `end`.
  private static func part(
    of text: String, from start: String, to end: String
  ) throws -> Substring {
    let first = try #require(text.range(of: start))
    let last = try #require(text.range(of: end, range: first.upperBound..<text.endIndex))
    return text[first.upperBound..<last.lowerBound]
  }

  @Test func `the grammar has these commands and no others`() throws {
    let grammar = try Self.text("grammar/adl.ebnf")
    let commands = try Self.part(of: grammar, from: "(* Commands *)", to: "tie =")
    let words = commands.matches(of: #/"([a-z]+)"/#).map { String($0.1) }
    let options = CommandForm.table.flatMap(\.words)
    #expect(Set(words) == Set(CommandForm.table.map(\.word) + options))
    #expect(words.count == Set(words).count)
    let clauses = try Self.part(of: grammar, from: "(* Clauses *)", to: "(* Lexemes")
    let heads = clauses.matches(of: #/\n([a-z]+) = "([a-z]+)" ,/#).map { [$0.1, $0.2] }
    #expect(
      heads.allSatisfy { $0[0] == $0[1] || [["destination", "to"], ["form", "as"]].contains($0) })
    #expect(Set(heads.map { String($0[1]) }) == Set(Clause.allCases.map(\.rawValue)))
  }

  @Test func `the tour meets them all`() throws {
    let tour = try Self.text("grammar/tour.adl")
    let commands = try #require(tour.range(of: "# Commands.\n"))
    let words = tour[commands.upperBound...].split(separator: "\n")
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    // `quit` would end the tour, and `load` is a statement.
    #expect(Set(words) == Set(CommandForm.table.map(\.word)).subtracting(["quit"]).union(["load"]))
  }

  @Test func `the tool has those about functions, with their clauses as options`() throws {
    let help = try Tool.run("--help").output
    let part = try Self.part(
      of: help, from: "QUESTIONS ABOUT A FUNCTION SUBCOMMANDS:\n", to: "\n\n")
    let names = part.matches(of: #/(?m)^  ([a-z-]+) /#).map { String($0.1) }
    #expect(names == CommandForm.table.compactMap(\.toolName))
    for form in CommandForm.table {
      guard let name = form.toolName else { continue }
      let options = try Tool.run("help", name).output
      for clause in Clause.allCases where !(name == "diff" && clause == .to) {
        #expect(options.contains("--\(clause.rawValue) ") == form.allows(clause), "\(name)")
      }
      for word in Set(CommandForm.table.flatMap(\.words)) {
        #expect(options.contains("--\(word)") == form.words.contains(word), "\(name)")
      }
    }
  }

  @Test func `the README has a row for each`() throws {
    let section = try Self.part(of: Self.text("README.md"), from: "## Commands\n", to: "\n## ")
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map(String.init)
    let expected = CommandForm.table.map { form in
      let call = form.call.replacing("|", with: "\\|")
      let tool = form.toolName.map { "`adl \($0)`" } ?? ""
      return "| `\(call)` | \(form.summary) | \(tool) | \(form.paper) |"
        .replacing("|  |", with: "| |").replacing("|  |", with: "| |")
    }
    #expect(rows == expected)
  }

  /// What may stand in the place of an operand.
  private static func sample(_ clause: Clause, of form: CommandForm) -> String {
    switch clause {
    case .formats where form.writesForm: "as dot"
    case .at, .along, .near, .slope, .against: "\(clause.rawValue) 0"
    case .on: "on [-1, 1]"
    case .under: "under jax"
    case .to: "to \"file\""
    case .from: "from 0"
    case .over: "over \"file\""
    case .rate: "rate c/k"
    case .steps, .until, .batch, .starts, .skip, .take, .seed, .samples, .within:
      "\(clause.rawValue) 3"
    case .formats: "as f16, f32"
    case .state, .with: "\(clause.rawValue) \"file\""
    }
  }

  /// Returns a statement that has the optional clause, with what it needs besides.
  private static func statement(_ form: CommandForm, _ call: String, with clause: Clause) -> String
  {
    switch (form.word, clause) {
    case ("verify", .to), ("verify", .from): "verify relu from 0 to 1"
    case ("verify", .along): "verify relu along (t -> t) on [0, 1]"
    case ("field", .along): "field relu near 0 along 1"
    default: "\(call) \(sample(clause, of: form))"
    }
  }

  /// Returns what the parser says of a statement.
  private static func errors(_ statement: String) -> [String] {
    Script.parse(SourceFile(name: "test", text: statement)).diagnostics.elements.map(\.title)
  }

  @Test(arguments: CommandForm.table.map(\.word))
  func `a command needs what its form demands, and allows what it allows`(word: String) throws {
    let form = try #require(CommandForm.named(word))
    #expect(Self.errors(form.example).isEmpty)
    guard case .functions(let count, _) = form.operands else { return }
    #expect(Self.errors(word) == ["`\(word)` needs a function"])
    let needed = form.required.map { Self.sample($0[0], of: form) }
    let call = ([word, "relu"] + needed).joined(separator: " ")
    #expect(Self.errors(call).isEmpty)
    for i in needed.indices {
      var fewer = needed
      fewer.remove(at: i)
      let call = ([word, "relu"] + fewer).joined(separator: " ")
      let titles = Self.errors(call)
      #expect(titles.count == 1 && titles[0].hasPrefix("`\(word)` needs `"), "\(call)")
    }
    for clause in form.optional {
      #expect(Self.errors(Self.statement(form, call, with: clause)).isEmpty)
    }
    for clause in Clause.allCases where !form.allows(clause) {
      #expect(Self.errors("\(call) \(Self.sample(clause, of: form))").count == 1)
    }
    let several = "\(word) relu, abs \(needed.joined(separator: " "))"
    #expect(Self.errors(several).isEmpty == (count.upperBound > 1))
  }

  @Test(arguments: CommandForm.table.map(\.word))
  func `a semicolon behind any clause silences`(word: String) throws {
    let form = try #require(CommandForm.named(word))
    var calls = [form.example]
    if case .functions = form.operands {
      let call = (["\(word) relu"] + form.required.map { Self.sample($0[0], of: form) }).joined(
        separator: " ")
      calls += [call] + form.optional.map { Self.statement(form, call, with: $0) }
      // Adversarial starts stand in place of others.
      calls += form.words.map {
        $0 == "adversarial" ? "\(word) relu on [-1, 1] \($0)" : "\(call) \($0)"
      }
      for conventions in ["jax", "pytorch-1.13", "jax, tensorflow"] where form.allows(.under) {
        calls.append("\(call) under \(conventions)")
      }
      if form.allows(.to), !form.endsAtPoint { calls += ["\(call) to -", "\(call) to a.b"] }
    }
    for call in calls {
      for text in ["\(call);", "\(call) ;", "\(call); # comment"] {
        let (script, diagnostics) = Script.parse(SourceFile(name: "test", text: text))
        #expect(diagnostics.isEmpty, "\(text)")
        var statement = try #require(script.statements.first)
        if case .command(.time(let timed)) = statement.kind { statement = timed }
        #expect(script.statements.count == 1 && statement.isSilent, "\(text)")
      }
    }
  }

  @Test(arguments: CommandForm.table.map(\.word))
  func `the text of an option is one clause`(word: String) throws {
    let form = try #require(CommandForm.named(word))
    guard case .functions = form.operands else { return }
    func titles(_ text: String, _ clause: Clause?) -> [String] {
      form.mistakes(in: text, as: clause, named: "<arguments>").elements.map(\.title)
    }
    let good: [(Clause?, [String])] = [
      (nil, ["relu", "t -> t^2", "relu, abs", "(t ->\n t)", "on"]), (.at, ["0", "(1,\n2)", "at"]),
      (.on, ["[0, 1]", "(0, 1) x [2, 3]^2"]), (.along, ["[1, 2]"]),
      (.under, ["jax", "jax, paper"]),
      (.to, form.endsAtPoint ? ["0", "(1, 2)"] : ["\"a b\"", "-", "x.svg"]), (.near, ["0"]),
    ]
    for (clause, texts) in good where clause.map(form.allows) ?? true {
      for text in texts {
        #expect(titles(text, clause) == [], "\(text)")
        let other = clause == .under ? "at 0" : "under jax"
        for more in [" \(other)", "; 1", "\n1", " # comment", "\n## comment", " \"x\"", " )"] {
          let found = titles(text + more, clause)
          #expect(found.count == 1, "\(text + more)")
          #expect(found.first?.hasSuffix("and nothing else") == true, "\(text + more): \(found)")
        }
      }
      #expect(titles("", clause).count == 1)
    }
  }
}
