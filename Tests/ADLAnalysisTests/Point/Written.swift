import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

/// Programs written in the language.
enum Written {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Returns the program of `f`, defined last in `text`, at numbers; one vector where `isVector`.
  static func program(_ text: String, at point: [Rational], isVector: Bool = false) throws
    -> Program
  {
    let file = SourceFile(name: "test.adl", text: text)
    let (script, found) = Script.parse(file)
    if let first = found.elements.first { throw Failure(description: first.title) }
    var environment = Environment()
    var last: CheckedFunction?
    for statement in script.statements {
      var checker = Checker(script, environment: environment)
      guard case .definition(let definition) = statement.kind,
        let function = checker.check(definition)
      else {
        throw Failure(description: checker.diagnostics.elements.first?.title ?? "no definition")
      }
      environment.define(
        script.tree[definition.name], as: .function(function), references: function.references)
      last = function
    }
    guard let last else { throw Failure(description: "no definition") }
    let literals = point.map { Literal(double: $0.double, exact: $0) }
    return try Lowering().instance(
      of: .defined(last, captures: []),
      at: isVector ? [.vector(literals)] : literals.map { .number($0) },
      span: file.span(0..<0)
    ).program
  }

  static func analysis(_ text: String, at point: [Rational], isVector: Bool = false) throws
    -> PointAnalysis
  {
    try PointAnalysis(
      program(text, at: point, isVector: isVector), at: point.map { .exact($0) })
  }
}
