extension Unicode.Scalar {
  /// `true` iff a terminal may do something else with the scalar than show it: move the cursor,
  /// change colours, ring, reorder the line, or show nothing at all.
  public var isControl: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
      true
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
    let mayContain = utf8.contains { byte in
      switch byte {
      case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3: true
      default: false
      }
    }
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
