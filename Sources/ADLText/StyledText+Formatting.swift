extension StyledText {
  /// How roles are shown.
  public enum Format: Hashable, Sendable {
    /// Characters only.
    case plain

    /// Escape sequences of ECMA-48, as terminals understand them.
    case ansi
  }

  /// Returns the text as characters.
  public func formatted(_ format: Format) -> String {
    if format == .plain { return plain }
    var result = ""
    for run in runs {
      if let parameters = run.role.selectGraphicRendition {
        result += "\u{1B}[\(parameters)m\(run.text)\u{1B}[0m"
      } else {
        result += run.text
      }
    }
    return result
  }
}

extension StyledText.Role {
  /// The parameters of the escape sequence that begins this role; `nil` for plain text.
  fileprivate var selectGraphicRendition: String? {
    switch self {
    case .plain, .name, .number: nil
    case .heading, .emphasis: "1"
    case .dimmed: "2"
    case .keyword: "35"
    case .operation: "36"
    case .error: "1;31"
    case .warning: "1;33"
    case .note: "1;36"
    case .hint: "32"
    case .gutter: "34"
    case .caret: "1;31"
    }
  }
}
