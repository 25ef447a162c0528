import ADLTestSupport
import ADLText
import Foundation
import ADLPrograms
import Testing

@testable import ADLLanguage

/// The grammar that is written down and the parser are one.
struct GrammarTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let grammar = Grammar(text("grammar/adl.ebnf"))

  private static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }

  /// The scripts of the project, by their paths.
  private static let scripts: [String] = ["examples", "Tests/Scripts"].flatMap { folder in
    let files = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    return (files?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".adl") && !$0.contains("errors/") }.map { "\(folder)/\($0)" }.sorted()
  }

  @Test func `every rule is defined, used and without a second meaning`() throws {
    let grammar = try #require(Self.grammar)
    var used: Set<String> = ["script"]
    func collect(_ item: Grammar.Item) {
      switch item {
      case .terminal, .special: break
      case .rule(let name): used.insert(name)
      case .sequence(let items), .choice(let items): items.forEach(collect)
      case .optional(let item), .repetition(let item): collect(item)
      }
    }
    grammar.rules.values.forEach(collect)
    #expect(used == Set(grammar.names))
  }

  @Test(.slow, arguments: 0..<300)
  func `a random sentence of the grammar is parsed, and its tree printed and parsed again`(
    seed: Int
  ) throws {
    let grammar = try #require(Self.grammar)
    var random = SplitMix64(seed: UInt64(seed))
    let text = grammar.sentence(of: "line", depth: 8 + random.below(16), using: &random)
    let file = SourceFile(name: "sentence", text: text)
    let (script, diagnostics) = Script.parse(file)
    #expect(diagnostics.isEmpty, "\(text)\n\(diagnostics.rendered().plain)")
    #expect(Completeness.of(text) == .complete)
    for id in expressions(of: script) {
      let printed = SyntaxPrinter.print(id, of: script.tree)
      let (again, _) = Script.parse(SourceFile(name: "printed", text: "at_(\(printed))"))
      guard case .expression(let whole)? = again.statements.first?.kind,
        case .call(_, let list) = again.tree[whole], let first = again.tree[list].first
      else {
        Issue.record("\(printed) is not parsed")
        continue
      }
      #expect(
        Outline(first, of: again.tree).text == Outline(id, of: script.tree).text, "\(printed)")
    }
  }

  private func expressions(of script: Script) -> [ExpressionID] {
    script.statements.flatMap { statement -> [ExpressionID] in
      switch statement.kind {
      case .definition(let definition): [definition.body]
      case .expression(let id): [id]
      case .command(let command): command.functions
      default: []
      }
    }
  }

  @Test(.slow, arguments: scripts + ["grammar/tour.adl"])
  func `what the parser accepts, the grammar derives`(path: String) throws {
    let grammar = try #require(Self.grammar)
    for statement in try derivations(of: path, grammar) {
      #expect(statement.rules != nil, "\(path): \(statement.text)")
    }
  }

  @Test(.slow) func `every production is met by a script`() throws {
    let grammar = try #require(Self.grammar)
    var met = Grammar.lexemes.union(["script", "line"])
    for path in Self.scripts + ["grammar/tour.adl"] {
      for statement in try derivations(of: path, grammar) { met.formUnion(statement.rules ?? []) }
    }
    #expect(met == Set(grammar.names))
  }

  /// The rules by which the grammar derives each statement of a script that has no error.
  private func derivations(
    of path: String, _ grammar: Grammar
  ) throws -> [(text: String, rules: Set<String>?)] {
    let file = SourceFile(name: path, text: Self.text(path))
    #expect(!file.bytes.isEmpty, "\(path) is empty")
    let tokens = Lexer.tokens(of: file).tokens
    let script = Script.parse(file).script
    return script.statements.filter { !$0.isErroneous }.map { statement in
      let own = tokens.filter {
        statement.range.contains($0.range.lowerBound) && $0.kind != .endOfFile
      }
      var derivation = Derivation(grammar, own.map { ($0, file.text(in: $0.range)) })
      return (file.text(in: statement.range), derivation.rules(from: "statement"))
    }
  }
}
