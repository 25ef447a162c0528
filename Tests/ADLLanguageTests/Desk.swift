@testable import ADLLanguage
import ADLPrograms
import ADLText

/// Runs scripts in the smallest way: definitions into an environment, expressions into text.
struct Desk {
  var environment = Environment()
  var lowering = Lowering()
  var evaluator = Evaluator()

  /// Creates a desk; with `onEngine`, every call with known arguments that can be compiled is.
  init(onEngine: Bool = false) {
    if onEngine {
      var options = LoweringOptions()
      options.exactFoldingLimit = 0
      options.foldingAllowance = 0
      evaluator = Evaluator(options)
    }
  }

  /// Runs all statements and returns, for each that shows something, its value or the titles of its
  /// errors.
  mutating func run(_ text: String) -> [String] {
    let (script, found) = Script.parse(SourceFile(name: "test.adl", text: text))
    var results = found.elements.map { "error: \($0.title)" }
    for statement in script.statements where !statement.isErroneous {
      do {
        if let result = try run(statement, of: script) { results.append(result) }
      } catch LoweringFailure.diagnostic(let diagnostic) {
        results.append("error: \(diagnostic.title)")
      } catch {
        results.append("interrupted")
      }
    }
    return results
  }

  private mutating func run(
    _ statement: Statement, of script: Script
  ) throws -> String? {
    var checker = Checker(script, environment: environment)
    func errors(_ checker: Checker) -> String {
      checker.diagnostics.elements.map { "error: \($0.title)" }.joined(separator: "; ")
    }
    switch statement.kind {
    case .definition(let definition):
      let name = script.tree[definition.name]
      guard let function = checker.check(definition) else {
        environment.define(name, as: .unknown)
        return errors(checker)
      }
      let meaning: Meaning =
        definition.parameters == nil
        ? .value(try evaluator.value(of: function)) : .function(function)
      environment.define(name, as: meaning, references: function.references)
      return nil
    case .expression(let id):
      guard let function = checker.check(id) else { return errors(checker) }
      return Self.text(try evaluator.value(of: function))
    case .assertion(.condition(let id)):
      guard let condition = checker.check(id, isCondition: true) else { return errors(checker) }
      return try evaluator.outcome(of: condition).holds ? nil : "fails"
    case .assertion(.approximation(let left, let right, let tolerance)):
      guard let a = checker.check(left), let b = checker.check(right) else {
        return errors(checker)
      }
      let bound = tolerance.flatMap { checker.check($0) }
      return try evaluator.outcome(of: a, isNear: b, within: bound).holds ? nil : "fails"
    case .load, .table, .command, .invalid: return nil
    }
  }

  /// Returns the function that `text` names.
  mutating func function(_ text: String) throws -> FunctionReference {
    let (script, _) = Script.parse(SourceFile(name: "test.adl", text: text))
    var checker = Checker(script, environment: environment)
    guard case .expression(let id)? = script.statements.first?.kind,
      let expression = checker.check(id),
      case .function(let function) = try evaluator.value(of: expression)
    else { throw LoweringFailure.interrupted }
    return function
  }

  /// Returns the instance of `function` at a point of numbers.
  mutating func instance(_ function: String, at point: [ConstantValue]) throws -> Instance {
    let span = SourceFile(name: "point", text: function).span(0..<function.utf8.count)
    return try lowering.instance(of: self.function(function), at: point, span: span)
  }

  /// The value as the tests write it.
  static func text(_ value: ConstantValue) -> String {
    func number(_ literal: Literal) -> String {
      let double = literal.double
      return double == double.rounded() && abs(double) < 1e15 ? String(Int(double)) : "\(double)"
    }
    switch value {
    case .integer(let integer): return String(integer)
    case .number(let literal): return number(literal)
    case .vector(let entries): return "[" + entries.map(number).joined(separator: ", ") + "]"
    case .matrix(let entries, _, let columns):
      let rows = stride(from: 0, to: entries.count, by: columns).map {
        entries[$0..<$0 + columns].map(number).joined(separator: ", ")
      }
      return "[" + rows.joined(separator: "; ") + "]"
    case .table(let table): return "\(table.shape)"
    case .function(let function): return function.name
    }
  }
}
