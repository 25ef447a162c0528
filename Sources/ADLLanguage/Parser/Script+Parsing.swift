import ADLPrograms
import ADLText

extension Script {
  /// Returns the script of `file` and what is wrong with it.
  ///
  /// Parsing never gives up: a statement with an error is left out, and the following ones are
  /// read. Where `cancellation` holds, the rest of the file is.
  /// - Complexity: O(size of the file).
  public static func parse(
    _ file: SourceFile, options: ParserOptions = .init(), cancellation: Cancellation = .never
  ) -> (script: Script, diagnostics: DiagnosticList) {
    let (script, parser) = Parser.parse(file, options: options, cancellation)
    return (script, parser.diagnostics)
  }
}
