extension Character {
  /// The number of terminal columns that the character takes: 0, 1 or 2.
  ///
  /// By the East Asian Width property (Unicode Standard Annex 11) of the first scalar; a cluster
  /// with an emoji presentation selector takes two columns.
  public var displayWidth: Int {
    guard let first = unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return first.value < 0x20 || first.value == 0x7F ? 0 : 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    if first.isWide || unicodeScalars.contains("\u{FE0F}") { return 2 }
    return 1
  }
}

extension StringProtocol {
  /// The number of terminal columns that the characters take.
  public var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }
}

extension Unicode.Scalar {
  /// `true` iff the scalar takes two columns by itself.
  fileprivate var isWide: Bool {
    if properties.isEmojiPresentation { return true }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x20000...0x3FFFD:
      return true
    default:
      return false
    }
  }
}
