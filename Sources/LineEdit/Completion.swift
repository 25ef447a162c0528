/// What the word before the cursor could become.
package struct Completion: Sendable, Equatable {
  /// One way to complete the word.
  package struct Candidate: Sendable, Equatable {
    /// The whole word.
    package let text: String
    /// What the list below the line shows for it.
    let label: String
    /// What follows the word when it is the only candidate: a space, an opening bracket, or
    /// nothing.
    let suffix: String

    /// Creates a candidate; without a label its text is shown.
    package init(_ text: String, label: String? = nil, suffix: String = "") {
      self.text = text
      self.label = label ?? text
      self.suffix = suffix
    }
  }

  /// How many characters (Unicode scalars) before the cursor the candidates replace.
  let replacedCount: Int
  /// The candidates, in the order in which they are listed.
  let candidates: [Candidate]

  /// Creates a completion that replaces the last `replacedCount` scalars before the cursor.
  package init(replacing replacedCount: Int, with candidates: [Candidate]) {
    self.replacedCount = replacedCount
    self.candidates = candidates
  }

  /// No candidate.
  static let none = Completion(replacing: 0, with: [])

  /// Returns what can be inserted for certain: the only candidate, or what all begin with.
  /// It is `nil` if that is no longer than `word`.
  func certainText(after word: String) -> String? {
    guard let first = candidates.first else { return nil }
    if candidates.count == 1 { return first.text + first.suffix }
    var common = Substring(first.text)
    for candidate in candidates.dropFirst() {
      let shared = zip(common.unicodeScalars, candidate.text.unicodeScalars).prefix { $0 == $1 }
      common = Substring(common.unicodeScalars.prefix(shared.count))
    }
    return common.unicodeScalars.count > word.unicodeScalars.count ? String(common) : nil
  }
}
