import ADLEmit
import ADLLanguage
import ADLPrograms

extension Session {
  /// Returns the completion of the word at the end of `text`, the entry up to the cursor.
  public func completion(of text: String) -> SessionCompletion {
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    // An odd number of quotes: the cursor is inside the name of a file.
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    if parts.count.isMultiple(of: 2), let path = parts.last {
      return SessionCompletion(
        replacedCount: path.unicodeScalars.count, candidates: FileCompletion.candidates(path))
    }
    if let letter = GreekLetter.completion(at: line) { return letter }
    let word = String(
      line.unicodeScalars.reversed().prefix { $0.properties.isXIDContinue }.reversed()
        .map(Character.init))
    let before = line.dropLast(word.count)
    let words = candidates(before: before).filter { $0.text.hasPrefix(word) }
    return SessionCompletion(replacedCount: word.unicodeScalars.count, candidates: words)
  }

  private func candidates(before: Substring) -> [SessionCompletion.Candidate] {
    let words = before.split { $0 == " " || $0 == "," || $0 == ":" || $0 == "?" }.map(String.init)
    let isPromptCommand = before.allSatisfy { $0 == " " || $0 == ":" } && before.contains(":")
    guard let first = words.first else {
      return isPromptCommand ? commandWords : commandWords + expressionNames
    }
    switch first {
    case "help": return words.count == 1 ? candidates(topics.sorted()) : []
    case "set" where words.count == 1: return candidates(Settings.table.map(\.word), suffix: " ")
    case "set":
      return candidates(Settings.table.first { $0.word == words[1] }?.values ?? [])
    case "convention" where words.count == 1: return candidates(Self.conventionNames)
    default:
      if ["precision", "descend"].contains(first),
        let clause = words.last(where: { Clause(rawValue: $0) != nil }),
        clause == Clause.formats.rawValue
      {
        return candidates(FloatingFormat.allCases.map(\.rawValue))
      }
      if first == "emit", words.last == Clause.formats.rawValue {
        return candidates(EmissionForm.available.map(\.rawValue))
      }
      if words.contains("under") { return candidates(Self.conventionNames) }
      guard words.count > 1, let form = CommandForm.named(first) else { return expressionNames }
      let clauses = Clause.allCases.filter(form.allows).map(\.rawValue) + form.words
      return candidates(clauses, suffix: " ") + expressionNames
    }
  }

  private var commandWords: [SessionCompletion.Candidate] {
    candidates((CommandForm.table.map(\.word) + ["assert", "load"]).sorted(), suffix: " ")
  }

  /// What can stand in an expression.
  private var expressionNames: [SessionCompletion.Candidate] {
    let own = currentDefinitions.map {
      SessionCompletion.Candidate(text: $0.name, suffix: $0.isFunction ? "(" : "")
    }
    let defined = Set(own.map(\.text))
    let others =
      Builtin.table.map { SessionCompletion.Candidate(text: $0.name, suffix: "(") }
      + NamedNumber.table.map { SessionCompletion.Candidate(text: $0.name, suffix: "") }
    return own.sorted { $0.text < $1.text }
      + others.filter { !defined.contains($0.text) }.sorted { $0.text < $1.text }
  }

  private func candidates(_ words: [String], suffix: String = "") -> [SessionCompletion.Candidate] {
    words.map { .init(text: $0, suffix: suffix) }
  }
}
