import ADLLanguage
import ADLPrograms
import ADLText

/// A script that defines a function, and the way from it to a program, stage by stage.
struct ProgramSource: Sendable {
  /// The function that is wanted.
  let name: String
  let text: String

  /// What a table calls it, if not by the function's name.
  var title: String?

  /// What the stages took, in nanoseconds of CPU time.
  struct Times: Sendable {
    var parse = 0.0
    var check = 0.0
    var lower = 0.0
    var all: Double { parse + check + lower }
  }

  /// Returns the program of the function at `arguments`, of which only the shapes matter.
  func program(_ arguments: [ConstantValue])
    throws(WorkloadFailure) -> (program: Program, times: Times)
  {
    try program { lowering, function, span throws(LoweringFailure) in
      try lowering.instance(of: function, at: arguments, span: span)
    }
  }

  /// Returns the program of the function of `count` numbers, where its parameters leave that open.
  func program(inputs count: Int?)
    throws(WorkloadFailure) -> (program: Program, times: Times)
  {
    try program { lowering, function, span throws(LoweringFailure) in
      let shapes = try lowering.argumentShapes(of: function, dimension: count, span: span)
      return try lowering.instance(of: function, shapes: shapes, span: span)
    }
  }

  private func program(
    _ instance: (Lowering, FunctionReference, SourceSpan) throws(LoweringFailure) -> Instance
  ) throws(WorkloadFailure) -> (program: Program, times: Times) {
    var times = Times()
    var last = Clock.thread.now
    func lap() -> Double {
      let now = Clock.thread.now
      defer { last = now }
      return now - last
    }
    let (script, found) = Script.parse(SourceFile(name: name + ".adl", text: text))
    guard found.elements.isEmpty else { throw WorkloadFailure(found.elements[0].title) }
    times.parse = lap()
    var environment = Environment()
    let lowering = Lowering()
    let evaluator = Evaluator()
    do {
      for statement in script.statements {
        guard case .definition(let definition) = statement.kind else { continue }
        let function = try checked(definition, of: script, environment)
        let meaning: Meaning =
          definition.parameters == nil
          ? .value(try evaluator.value(of: function)) : .function(function)
        environment.define(
          script.tree[definition.name], as: meaning, references: function.references)
      }
      times.check = lap()
      let call = SourceFile(name: "bench", text: name)
      let (expression, _) = Script.parse(call)
      var checker = Checker(expression, environment: environment)
      guard case .expression(let id)? = expression.statements.first?.kind,
        let checked = checker.check(id),
        case .function(let reference) = try evaluator.value(of: checked)
      else { throw WorkloadFailure("the script defines no `\(name)`") }
      let program = try instance(lowering, reference, call.span(0..<text.utf8.count)).program
      times.lower = lap()
      return (program, times)
    } catch let failure as WorkloadFailure {
      throw failure
    } catch LoweringFailure.diagnostic(let diagnostic) {
      throw WorkloadFailure(diagnostic.title)
    } catch {
      throw WorkloadFailure("\(error)")
    }
  }

  /// Returns the definition, checked; the checker is gone by then, and with it its share of the
  /// environment.
  private func checked(
    _ definition: Definition, of script: Script, _ environment: Environment
  ) throws -> CheckedFunction {
    var checker = Checker(script, environment: environment)
    guard let function = checker.check(definition) else {
      throw WorkloadFailure(checker.diagnostics.elements[0].title)
    }
    return function
  }
}
