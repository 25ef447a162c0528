extension Diagnostic {
  /// Returns the diagnostic as it is shown to a person: title, place, source line and marks, notes
  /// and hint, each on its own line.
  public func rendered() -> StyledText {
    var text = StyledText()
    text.append(level.rawValue, level.role)
    text.append(": \(title.escapingControls)\n", .emphasis)

    var excerpts: [(excerpt: SourceExcerpt, label: Label, isPrimary: Bool)] = []
    if let primary { excerpts.append((SourceExcerpt(primary.span), primary, true)) }
    for label in others { excerpts.append((SourceExcerpt(label.span), label, false)) }
    let digits = max(2, excerpts.map { String($0.excerpt.lineNumber).count }.max() ?? 0)
    let margin = String(repeating: " ", count: digits)

    for (i, (excerpt, label, isPrimary)) in excerpts.enumerated() {
      let previous = i > 0 ? excerpts[i - 1] : nil
      let isSameLine =
        previous?.label.span.file == label.span.file
        && previous?.excerpt.lineNumber == excerpt.lineNumber
        && previous?.excerpt.text == excerpt.text
      if !isSameLine {
        text.append("\(margin)\(isPrimary ? "-->" : ":::") ", .gutter)
        text.append("\(label.span.description.escapingControls)\n")
        text.append("\(margin) |\n", .gutter)
        let number = String(excerpt.lineNumber)
        text.append(String(repeating: " ", count: digits - number.count) + number + " |", .gutter)
        text.append(excerpt.text.isEmpty ? "\n" : " \(excerpt.text)\n")
      }
      text.append("\(margin) | ", .gutter)
      text.append(String(repeating: " ", count: excerpt.marked.lowerBound))
      let mark = String(repeating: isPrimary ? "^" : "-", count: excerpt.marked.count)
      let words = label.text.isEmpty ? "" : " \(label.text.escapingControls)"
      text.append("\(mark)\(words)\n", isPrimary ? level.markRole : .gutter)
    }
    for note in notes {
      text.append("\(margin) = ", .gutter)
      text.append("note", .note)
      text.append(": \(note.escapingControls)\n")
    }
    if let hint {
      text.append("\(margin) = ", .gutter)
      text.append("hint", .hint)
      text.append(": \(hint.escapingControls)\n")
    }
    return text
  }
}

extension Diagnostic.Level {
  /// The role of the word that begins a diagnostic.
  fileprivate var role: StyledText.Role {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }

  /// The role of the marks under the place.
  fileprivate var markRole: StyledText.Role { self == .error ? .caret : role }
}
