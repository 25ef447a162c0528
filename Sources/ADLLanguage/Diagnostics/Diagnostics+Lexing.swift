import ADLText

/// What can be wrong with bytes and tokens.
extension Diagnostic {
  static func sourceTooLarge(_ file: SourceFile) -> Diagnostic {
    .error(
      "`\(file.name)` has \(file.bytes.count) bytes; the limit is \(Limits.sourceBytes)", at: nil,
      hint: "split it, and `load` the parts")
  }

  static func lineTooLong(at span: SourceSpan) -> Diagnostic {
    let number = span.file.lineNumber(at: span.range.lowerBound)
    return .error(
      "the line has \(span.file.line(number).count) bytes; the limit is \(Limits.lineBytes)",
      at: span, "from here", hint: "break the line after a comma or an operator")
  }

  /// The mistake that the lexer saw in `token`.
  static func mistake(_ token: Token, in file: SourceFile) -> Diagnostic {
    let span = file.span(token.range)
    switch token.mistake {
    case .none, .unknownCharacter: return unknownCharacter(at: span)
    case .lookAlike: return lookAlike(at: span)
    case .digitSeparator: return digitSeparator(at: span)
    case .radixPrefix: return radixPrefix(at: span)
    case .secondPoint: return secondPoint(at: span)
    case .emptyExponent: return emptyExponent(at: span)
    case .unterminatedString: return unterminatedString(at: span)
    case .smartQuotes: return smartQuotes(at: span)
    case .slashComment: return slashComment(at: span)
    case .invalidUTF8: return invalidUTF8(at: span)
    }
  }

  private static func unknownCharacter(at span: SourceSpan) -> Diagnostic {
    let codes = span.text.unicodeScalars.map { scalar in
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return .error(
      "no expression contains the character \(codes.joined(separator: " "))", at: span,
      "not understood")
  }

  private static func lookAlike(at span: SourceSpan) -> Diagnostic {
    let text = span.text
    let spelling = TokenSpelling.table.first { $0.text == text }
    return .error("`\(text)` is not part of the language", at: span, hint: spelling?.hint)
  }

  private static func digitSeparator(at span: SourceSpan) -> Diagnostic {
    .error(
      "a number has no `_` between its digits", at: span,
      hint: "write `\(span.text.filter { $0 != "_" })`")
  }

  private static func radixPrefix(at span: SourceSpan) -> Diagnostic {
    .error("numbers are written in base ten", at: span)
  }

  private static func secondPoint(at span: SourceSpan) -> Diagnostic {
    .error("the number has more than one decimal point", at: span)
  }

  private static func emptyExponent(at span: SourceSpan) -> Diagnostic {
    .error(
      "the exponent has no digits", at: span,
      hint: "write `\(span.text)0`, or `\(span.text.dropLast()) * e` for a product with e")
  }

  private static func unterminatedString(at span: SourceSpan) -> Diagnostic {
    .error("the string is not closed on its line", at: span, hint: "end it with `\"`")
  }

  private static func smartQuotes(at span: SourceSpan) -> Diagnostic {
    .error(
      "the string is written in curly quotes", at: span,
      hint: "write `\"\(span.text.dropFirst().dropLast())\"`")
  }

  private static func slashComment(at span: SourceSpan) -> Diagnostic {
    .error(
      "`//` is not an operator and begins no comment", at: span, hint: "comments begin with `#`")
  }

  private static func invalidUTF8(at span: SourceSpan) -> Diagnostic {
    .error(
      "the text is not UTF-8", at: span,
      span.range.count == 1 ? "this byte" : "these \(span.range.count) bytes",
      hint: "save the file in the encoding UTF-8")
  }
}
