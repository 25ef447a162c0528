import ADLText

/// What can go wrong with a profile in a file.
extension Diagnostic {
  static func notJSON(_ name: String, expected: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(name)` is not JSON: expected \(expected)", at: span)
  }

  static func notAnObject(_ what: String, at span: SourceSpan) -> Diagnostic {
    .error("\(what) is an object in braces", at: span)
  }

  static func missingKey(_ key: String, of what: String, at span: SourceSpan) -> Diagnostic {
    .error("\(what) needs `\(key)`", at: span)
  }

  static func unknownKey(
    _ key: String, of what: String, among keys: [String], at span: SourceSpan
  ) -> Diagnostic {
    .error("\(what) has no `\(key)`", at: span, hint: meant(key, among: keys, "its keys are"))
  }

  static func repeatedKey(_ key: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(key)` stands twice in one object", at: span, hint: "leave one")
  }

  static func wrongType(_ key: String, _ expected: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(key)` is \(expected)", at: span)
  }

  static func profileName(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(name)` cannot be the name of a profile", at: span,
      hint: "begin with a letter, and use letters, digits, `-`, `.` and `_`")
  }

  static func builtInProfile(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(name)` is a profile that is built in", at: span, hint: "choose another name")
  }

  static func unknownTie(_ call: String, meant: [String], at span: SourceSpan) -> Diagnostic {
    .error(
      "there is no tie `\(call)`", at: span,
      hint: meant.isEmpty
        ? "`convention` lists the ties"
        : "write \(meant.map { "`\($0)`" }.joined(separator: " or "))")
  }

  static func repeatedTie(_ call: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    .error(
      "`\(call)` has two entries", at: span, others: [Label(first, "the first")],
      hint: "leave one")
  }

  static func tieRule(_ call: String, _ words: [String], at span: SourceSpan) -> Diagnostic {
    let quoted = words.map { "`\"\($0)\"`" }.joined(separator: ", ")
    return .error(
      "`\(call)` cannot take this", at: span,
      hint: words.count > 1
        ? "write a slope, one weight per piece as in `[0.5, 0.5]`, or one of \(quoted)"
        : "write a slope or \(quoted)")
  }

  static func noSource(of call: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(call)` has no source", at: span,
      hint: "say in `source`, here or for the profile, where the value is known from")
  }

  static func unknownFunction(
    _ name: String, among names: [String], at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "there is no function `\(name)`", at: span,
      hint: Suggestion.closest(to: name, among: names).map { "write `\($0)`" })
  }

  static func repeatedLocalRule(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(name)` has two entries of `local`", at: span, hint: "leave one")
  }

  static func localRule(_ key: String, _ words: [String], at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(key)` cannot be this", at: span,
      hint: "write \(words.map { "`\"\($0)\"`" }.joined(separator: " or "))")
  }

  private static func meant(_ word: String, among known: [String], _ list: String) -> String {
    Suggestion.closest(to: word, among: known).map { "write `\($0)`" }
      ?? "\(list) \(known.map { "`\($0)`" }.joined(separator: ", "))"
  }
}
