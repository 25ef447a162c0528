extension Lexer {
  /// Returns the Unicode scalar whose UTF-8 form begins at `place`, or `nil` where there is none.
  func scalar(at place: Int) -> Unicode.Scalar? {
    let first = bytes[place]
    if first < 0x80 { return Unicode.Scalar(first) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, place + length <= bytes.count else { return nil }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for i in place + 1..<place + length {
      guard bytes[i] & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(bytes[i] & 0x3F)
    }
    // Forms longer than needed are not UTF-8; surrogates are not scalars.
    guard length == 2 || value >= (length == 3 ? 0x800 : 0x10000) else { return nil }
    return Unicode.Scalar(value)
  }
}

extension Unicode.Scalar {
  /// `true` iff a name can begin with the scalar.
  var beginsName: Bool { properties.isXIDStart }

  /// `true` iff a name can go on with the scalar; subscript digits can.
  var continuesName: Bool { properties.isXIDContinue || 0x2080...0x2089 ~= value }
}
