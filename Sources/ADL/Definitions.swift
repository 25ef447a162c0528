import ADLLanguage
import ADLPrograms
import ADLText

/// The functions that a text in the language defines.
public struct Definitions: Sendable {
  /// The names of the functions, in the order of the text.
  public let names: [String]

  private let environment: Environment
  private let file: SourceFile

  /// Reads the definitions of `text`; other statements are not run.
  ///
  /// - Throws: every error of syntax and names, or the first of a value, with its place.
  public init(_ text: String) throws(TextFailure) {
    let file = SourceFile(name: "text", text: text)
    let (script, found) = Script.parse(file)
    if !found.elements.isEmpty { throw TextFailure(found) }
    var environment = Environment()
    var names: [String] = []
    for statement in script.statements {
      guard case .definition(let definition) = statement.kind else { continue }
      var checker = Checker(script, environment: environment)
      guard let function = checker.check(definition) else {
        throw TextFailure(checker.diagnostics)
      }
      let name = script.tree[definition.name]
      if definition.parameters == nil {
        let value = try TextFailure.wrapping { () throws(LoweringFailure) in
          try Evaluator().value(of: function)
        }
        environment.define(name, as: .value(value), references: function.references)
      } else {
        environment.define(name, as: .function(function), references: function.references)
        names.append(name)
      }
    }
    (self.names, self.environment, self.file) = (names, environment, file)
  }

  /// Returns the program of a function, which `text` names or writes, such as `f`, `f'` or `t ->
  /// t^2`.
  ///
  /// - Parameter inputs: how many numbers the program takes, for a function of a vector whose size
  ///   its parameters leave open.
  /// - Throws: what is wrong with the text or the number of inputs, with its place.
  public func program(_ text: String, inputs: Int? = nil) throws(TextFailure) -> Program {
    let call = SourceFile(name: "text", text: text)
    let (script, found) = Script.parse(call)
    if !found.elements.isEmpty { throw TextFailure(found) }
    let span = call.span(0..<text.utf8.count)
    guard script.statements.count == 1, case .expression(let id) = script.statements[0].kind else {
      throw TextFailure(.error("expected a function", at: span, hint: "as in `t -> relu(-t) + t`"))
    }
    var checker = Checker(script, environment: environment)
    guard let expression = checker.check(id) else { throw TextFailure(checker.diagnostics) }
    return try TextFailure.wrapping { () throws(LoweringFailure) in
      guard case .function(let function) = try Evaluator().value(of: expression) else {
        throw .diagnostic(
          .error("`\(text)` is not a function", at: span, hint: "as in `t -> relu(-t) + t`"))
      }
      let lowering = Lowering()
      let shapes = try lowering.argumentShapes(of: function, dimension: inputs, span: span)
      return try lowering.instance(of: function, shapes: shapes, span: span).program
    }
  }
}

extension Program {
  /// Creates the program of a function written in the language, such as `t -> relu(-t) + t`.
  ///
  /// - Parameter inputs: how many numbers it takes, for a function of a vector.
  /// - Throws: what is wrong with the text, with its place.
  public init(_ text: String, inputs: Int? = nil) throws(TextFailure) {
    self = try Definitions("").program(text, inputs: inputs)
  }
}
