/// A form's writer: a whole file from a program.
package protocol FormWriter {
  /// Returns the text of the file, which ends with a newline.
  ///
  /// It is the same for the same program, and says what the program is, its convention and what it
  /// does outside its domain.
  /// - Throws: the node that the form has no way to write, or why there is no file.
  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String
}
