import ADLLanguage
import ADLText

/// A command that is put together from the words of a command line: functions, and a text for each
/// clause, of which none says more than its part.
package struct CommandText {
  private let word: String
  private let functions: [String]
  private let clauses: [(clause: Clause, text: String?)]
  private let words: [String]

  /// Creates the command of the form called `word`.
  package init(
    _ word: String, about functions: [String] = [], clauses: [(clause: Clause, text: String?)],
    words: [String] = []
  ) {
    self.word = word
    self.functions = functions
    self.clauses = clauses
    self.words = words
  }

  /// The statement that it stands for.
  package var statement: String {
    var parts = [word, functions.joined(separator: ", ")]
    for case (let clause, let text?) in clauses { parts += [clause.rawValue, text] }
    return (parts + words).joined(separator: " ")
  }

  /// What keeps a part from being one.
  package var mistakes: DiagnosticList {
    var list = DiagnosticList()
    guard let form = CommandForm.named(word) else { return list }
    func look(at text: String, as clause: Clause?) {
      let name = clause.map { "--\($0.rawValue)" } ?? "<arguments>"
      list.append(contentsOf: form.mistakes(in: text, as: clause, named: name))
    }
    for function in functions { look(at: function, as: nil) }
    for case (let clause, let text?) in clauses { look(at: text, as: clause) }
    return list
  }
}
