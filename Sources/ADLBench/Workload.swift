import ADLLanguage
import ADLPrograms
import ADLText

/// A program that the engine is measured on, and what a person would write in C for it.
public struct Workload: Sendable {
  public let name: String

  /// The text of the script that defines it.
  let text: String

  /// What `n` is where nothing is said, and whether another is possible.
  public let defaultSize: Int
  public let isSized: Bool

  /// The shapes of the arguments for a size, as zeros of these shapes.
  let arguments: @Sendable (_ n: Int) -> [ConstantValue]

  /// The same in C: returns the value, and writes the gradient where there is room for it.
  let inC:
    (
      @Sendable (_ x: UnsafePointer<Double>, _ n: Int, _ g: UnsafeMutablePointer<Double>?) -> Double
    )?

  /// Batches in C: points, their count and size, then room for values and gradients.
  let batchInC:
    (
      @Sendable (
        UnsafePointer<Double>, Int, Int, UnsafeMutablePointer<Double>, UnsafeMutablePointer<Double>
      ) -> Void
    )?

  /// Returns the program for size `n`, by way of the language.
  public func program(_ n: Int) throws(WorkloadFailure) -> Program {
    let (script, found) = Script.parse(SourceFile(name: name + ".adl", text: text))
    guard found.elements.isEmpty else { throw WorkloadFailure(found.elements[0].title) }
    var environment = Environment()
    let lowering = Lowering()
    do {
      for statement in script.statements {
        guard case .definition(let definition) = statement.kind else { continue }
        var checker = Checker(script, environment: environment)
        guard let function = checker.check(definition) else {
          throw WorkloadFailure(checker.diagnostics.elements[0].title)
        }
        let meaning: Meaning =
          definition.parameters == nil
          ? .value(try lowering.value(of: function)) : .function(function)
        environment.define(
          script.tree[definition.name], as: meaning, references: function.references)
      }
      let call = SourceFile(name: "bench", text: name)
      let (expression, _) = Script.parse(call)
      var checker = Checker(expression, environment: environment)
      guard case .expression(let id)? = expression.statements.first?.kind,
        let checked = checker.check(id),
        case .function(let reference) = try lowering.value(of: checked)
      else { throw WorkloadFailure("the script defines no `\(name)`") }
      let arguments = arguments(n)
      return try lowering.instance(of: reference, at: arguments, span: call.span(0..<0)).program
    } catch let failure as WorkloadFailure {
      throw failure
    } catch LoweringFailure.diagnostic(let diagnostic) {
      throw WorkloadFailure(diagnostic.title)
    } catch {
      throw WorkloadFailure("\(error)")
    }
  }

  /// Returns `count` points of `p` numbers between -1.5 and 1.5, the same every time.
  static func points(_ count: Int, _ p: Int) -> [Double] {
    var state: UInt64 = 20_061
    return (0..<count * p).map { _ in
      // Knuth's linear congruential generator for 64 bits; the upper ones are good enough here.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53 * 3 - 1.5
    }
  }
}
