import ADLText

extension Script {
  /// Returns the script of `file` and what is wrong with it.
  ///
  /// Parsing never gives up: a statement with an error is left out, and the following ones are read.
  /// - Complexity: O(size of the file).
  public static func parse(
    _ file: SourceFile, options: ParserOptions = .init()
  ) -> (script: Script, diagnostics: DiagnosticList) {
    var parser = Parser(file, options: options)
    let script = parser.parseScript()
    return (script, parser.diagnostics)
  }
}
