import ADLText
import ArgumentParser

/// The words of the command line, made ready for their parser.
struct Arguments {
  private let words: [String]
  private let commandNames: [String]

  init(_ words: some Sequence<String>, commandNames: [String]) {
    self.words = Array(words)
    self.commandNames = commandNames
  }

  /// The words, with `-e` for `eval`, and with a formula that begins with a minus behind a `--`,
  /// where it cannot be taken for an option.
  var prepared: [String] {
    var words = words
    if words.first == "-e" { words[0] = "eval" }
    guard words.first == "eval", !words.contains("--") else { return words }
    let isFormula = words.indices.map { $0 > 0 && Self.isNegative(words[$0]) && !isValue($0) }
    let formulas = words.indices.filter { isFormula[$0] }.map { words[$0] }
    if formulas.isEmpty { return words }
    return words.indices.filter { !isFormula[$0] }.map { words[$0] } + ["--"] + formulas
  }

  /// What is wrong with the first word, if it is meant to be a command and is none.
  ///
  /// The parser itself would hand it to the default command.
  var complaint: String? {
    guard let word = words.first, !word.hasPrefix("-"), !commandNames.contains(word) else {
      return nil
    }
    if word.hasSuffix(".adl") { return "write `adl run \(word)` to run a script" }
    let meant = Suggestion.closest(to: word, among: commandNames)
    return "there is no command `\(word)`; "
      + (meant.map { "did you mean `\($0)`?" } ?? "`adl help` lists the commands")
  }

  /// `true` iff the word at `index` is the value of the option before it.
  private func isValue(_ index: Int) -> Bool {
    words[index - 1].hasPrefix("--") && !words[index - 1].contains("=")
      && words[index - 1] != "--json"
  }

  private static func isNegative(_ word: String) -> Bool {
    guard word.first == "-", let next = word.dropFirst().first else { return false }
    return next.isNumber || next == "." || next == "(" || (next.isLetter && word.contains("("))
  }
}
