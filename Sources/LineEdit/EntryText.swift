/// An entry of several lines as the terminal shows it, and as it is.
///
/// On the screen each line after the first begins with the continuation prompt. That prompt stands
/// in libedit's buffer, since libedit can show nothing else there, and is taken away before anyone
/// else sees the text.
enum EntryText {
  /// Returns `text` with `continuation` at the beginning of each line but the first.
  static func shown(_ text: String, continuation: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\n" + continuation)
  }

  /// Returns `text` without `continuation` at the beginning of its lines; its final space may be
  /// missing.
  static func plain(_ text: String, continuation: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated()
      .map { $0 == 0 ? $1 : withoutPrompt($1, continuation) ?? $1 }
      .joined(separator: "\n")
  }

  /// Returns a pasted text as it is to be inserted.
  ///
  /// A transcript, recognised by its first line's prompt, loses its prompts and the lines that are
  /// answers. Line ends become newlines, tabs become spaces, a newline at the end is dropped.
  static func pasted(_ text: String, prompt: String, continuation: String) -> String {
    var lines = text.replacingLineEnds().split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    if let first = lines.first, withoutPrompt(first, prompt) != nil {
      lines = lines.compactMap { withoutPrompt($0, prompt) ?? withoutPrompt($0, continuation) }
    }
    return shown(
      lines.map { String($0).replacingTabs() }.joined(separator: "\n"), continuation: continuation)
  }

  private static func withoutPrompt(_ line: Substring, _ prompt: String) -> Substring? {
    guard !prompt.isEmpty else { return nil }
    if line.hasPrefix(prompt) { return line.dropFirst(prompt.count) }
    let bare = prompt.last == " " ? prompt.dropLast() : Substring(prompt)
    return line.hasPrefix(bare) ? line.dropFirst(bare.count) : nil
  }
}

extension String {
  fileprivate func replacingLineEnds() -> String {
    var result = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in unicodeScalars {
      if scalar == "\r" {
        result.append("\n")
      } else if scalar != "\n" || !afterReturn {
        result.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return String(result)
  }

  fileprivate func replacingTabs() -> String {
    split(separator: "\t", omittingEmptySubsequences: false).joined(separator: "  ")
  }
}
