import ADLText

extension CommandForm {
  /// Returns what keeps `text` from being one part of a command and no more: the operand of
  /// `clause`, or without one the functions of this form. Places are those of the part behind its
  /// word, in a file called `name`.
  package func mistakes(in text: String, as clause: Clause?, named name: String) -> DiagnosticList {
    let word = clause?.rawValue ?? word
    return Parser.mistakes(
      in: SourceFile(name: name, text: "\(word) \(text)"), as: clause, of: self)
  }
}
