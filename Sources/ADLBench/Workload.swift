import ADLLanguage
import ADLPrograms
import ADLText
import CWorkloads

/// A program that the engine is measured on, and what a person would write in C for it.
public struct Workload: Sendable {
  public let name: String

  /// The text of the script that defines it.
  let text: String

  /// What `n` is where nothing is said.
  public let defaultSize: Int

  /// The name of the function in the script, and the shapes of its arguments for a size.
  let function: String
  let arguments: @Sendable (_ n: Int) -> [ConstantValue]

  /// The same in C: returns the value, and writes the gradient where there is room for it.
  let inC: (@Sendable (UnsafePointer<Double>, Int, UnsafeMutablePointer<Double>?) -> Double)?

  /// Returns the program for size `n`.
  public func program(_ n: Int) throws(WorkloadFailure) -> Program {
    let source = SourceFile(name: name + ".adl", text: text)
    let (script, found) = Script.parse(source)
    guard found.elements.isEmpty else { throw WorkloadFailure("\(found.elements[0].title)") }
    var environment = Environment()
    let lowering = Lowering()
    do {
      for statement in script.statements {
        guard case .definition(let definition) = statement.kind else { continue }
        var checker = Checker(script, environment: environment)
        let name = script.tree[definition.name]
        guard let function = checker.check(definition) else {
          throw WorkloadFailure("\(checker.diagnostics.elements[0].title)")
        }
        let meaning: Meaning =
          definition.parameters == nil
          ? .value(try lowering.value(of: function)) : .function(function)
        environment.define(name, as: meaning, references: function.references)
      }
      let call = SourceFile(name: "call", text: function)
      let (expression, _) = Script.parse(call)
      var checker = Checker(expression, environment: environment)
      guard case .expression(let id)? = expression.statements.first?.kind,
        let checked = checker.check(id),
        case .function(let reference) = try lowering.value(of: checked)
      else { throw WorkloadFailure("no function \(function)") }
      return try lowering.instance(
        of: reference, at: arguments(n), span: call.span(0..<0)
      ).program
    } catch let failure as WorkloadFailure {
      throw failure
    } catch LoweringFailure.diagnostic(let diagnostic) {
      throw WorkloadFailure("\(diagnostic.title)")
    } catch {
      throw WorkloadFailure("\(error)")
    }
  }
}

/// Why a workload could not be built.
public struct WorkloadFailure: Error, CustomStringConvertible {
  public let description: String
  init(_ description: String) { self.description = description }
}
