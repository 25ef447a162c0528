import ADLLanguage
import ADLText

/// What is wrong with a text in the language.
public struct TextFailure: Error, CustomStringConvertible {
  /// The errors, each with its place, the line and a hint.
  public let description: String

  init(_ diagnostics: DiagnosticList) {
    description = diagnostics.rendered().plain
  }

  init(_ diagnostic: Diagnostic) {
    description = diagnostic.rendered().plain
  }

  static func wrapping<Result>(
    _ body: () throws(LoweringFailure) -> Result
  ) throws(TextFailure) -> Result {
    do throws(LoweringFailure) {
      return try body()
    } catch {
      switch error {
      case .diagnostic(let diagnostic): throw TextFailure(diagnostic)
      case .interrupted, .outOfBudget, .irregular: preconditionFailure("nothing interrupts it")
      }
    }
  }
}
