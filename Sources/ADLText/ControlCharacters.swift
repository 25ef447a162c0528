extension Unicode.Scalar {
  /// `true` iff a terminal may do something else with the scalar than show it: move the cursor,
  /// change colours, ring, or reorder the line.
  public var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The scalar as an escape, such as `\u{1B}`.
  fileprivate var escape: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}

extension StringProtocol {
  /// The text on one line, with an escape such as `\u{1B}` in place of each control character.
  public var escapingControls: String { escaped { $0.isControl } }

  /// The text with its newlines and tabs, and with an escape in place of each other control
  /// character.
  public var escapingControlsInLines: String {
    escaped { $0.isControl && $0 != "\n" && $0 != "\t" }
  }

  private func escaped(where isEscaped: (Unicode.Scalar) -> Bool) -> String {
    // Every control character begins with one of these bytes; nearly all text has none.
    let mayContain = utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }
    guard mayContain, unicodeScalars.contains(where: isEscaped) else { return String(self) }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if isEscaped(scalar) {
        result.append(contentsOf: scalar.escape.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
