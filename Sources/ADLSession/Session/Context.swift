import ADLLanguage
import ADLText

/// What a statement is run in: the script that it stands in, how that is run, and who hears of it.
struct Context {
  let script: Script
  let mode: Session.Mode

  /// Takes the answers, as they come.
  let report: (any AnswerContent) -> Void

  /// The trees of the script's expressions.
  var tree: SyntaxTree { script.tree }

  /// The text of the script.
  var file: SourceFile { script.file }

  /// Creates the context of the statements of `script`.
  init(
    _ script: Script, as mode: Session.Mode, report: @escaping (any AnswerContent) -> Void
  ) {
    self.script = script
    self.mode = mode
    self.report = report
  }

  /// Creates a context in which nobody listens: what fails throws, and warnings go unheard.
  init(silent script: Script) {
    self.init(script, as: .script) { _ in }
  }
}
