extension Lexer {
  /// Takes a decimal number: digits with at most one point, then perhaps an exponent.
  ///
  /// A point that another point follows is not a part of it, so `1..n` is a range.
  mutating func takeNumber() -> Token {
    let start = offset
    var mistake = Mistake.none
    if isRadixPrefix {
      offset += 2
      while byte(at: offset).isLetterOrDigit { offset += 1 }
      return token(.number, start..<offset, mistake: .radixPrefix)
    }
    takeDigits(&mistake)
    if isPoint {
      offset += 1
      takeDigits(&mistake)
    }
    takeExponent(&mistake)
    if isPoint && byte(at: offset + 1).isDigit {
      mistake = .secondPoint
      while isPoint || byte(at: offset).isDigit { offset += 1 }
    }
    return token(.number, start..<offset, mistake: mistake)
  }

  /// `true` iff `0x1F` or a number in another base comes next.
  private var isRadixPrefix: Bool {
    guard bytes[offset] == UInt8(ascii: "0") else { return false }
    let (letter, digit) = (byte(at: offset + 1) | 0x20, byte(at: offset + 2))
    return letter == UInt8(ascii: "x") && digit.isHexadecimalDigit
      || (letter == UInt8(ascii: "b") || letter == UInt8(ascii: "o")) && digit.isDigit
  }

  /// `true` iff a decimal point comes next.
  private var isPoint: Bool {
    guard byte(at: offset) == UInt8(ascii: ".") else { return false }
    switch byte(at: offset + 1) {
    case UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "^"): return false
    default: return true
    }
  }

  private mutating func takeDigits(_ mistake: inout Mistake) {
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "_") && byte(at: offset + 1).isDigit {
        mistake = .digitSeparator
      } else if !bytes[offset].isDigit {
        return
      }
      offset += 1
    }
  }

  private mutating func takeExponent(_ mistake: inout Mistake) {
    guard byte(at: offset) | 0x20 == UInt8(ascii: "e") else { return }
    let isSigned =
      byte(at: offset + 1) == UInt8(ascii: "+") || byte(at: offset + 1) == UInt8(ascii: "-")
    if byte(at: offset + (isSigned ? 2 : 1)).isDigit {
      offset += isSigned ? 2 : 1
      takeDigits(&mistake)
    } else if !byte(at: offset + 1).isLetterOrDigit && byte(at: offset + 1) < 0x80 {
      // `2e` and `2e+x` are more likely an exponent that lost its digits than a product with e.
      offset += 1
      mistake = .emptyExponent
    }
  }
}
