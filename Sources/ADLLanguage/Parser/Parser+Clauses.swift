import ADLText

/// Parts of commands that are not expressions.
extension Parser {
  /// region = factor {("x" | "×" | "*") factor}
  mutating func parseRegion() throws(ParseFailure) -> Region {
    let first = head
    var factors = [try parseFactor()]
    while isNext(.star) || isNext(.name) && text(head) == "x" {
      take()
      factors.append(try parseFactor())
    }
    return Region(factors: factors, range: range(from: first))
  }

  /// factor = ("R" | ("[" | "(") expression "," expression ("]" | ")")) ["^" size]
  private mutating func parseFactor() throws(ParseFailure) -> Region.Factor {
    if isNext(.name), ["R", "ℝ"].contains(text(head)) {
      let line = take()
      let exponent = take(.caret) != nil ? try parsePrimary() : nil
      return Region.Factor(
        lower: nil, upper: nil, containsLower: false, containsUpper: false, exponent: exponent,
        range: range(from: line))
    }
    guard isNext(.openBracket) || isNext(.openParenthesis) else {
      throw missing(.intervalExpected(at: here))
    }
    let open = take()
    bracketDepth += 1
    let lower = try parseExpression()
    if isNext(.dots) || isNext(.colon) || isNext(.semicolon) {
      throw failure(.intervalSeparator(at: here))
    }
    guard take(.comma) != nil else { throw missing(.intervalEndExpected(at: here)) }
    let upper = try parseExpression()
    guard continues, head.kind.isClosing else {
      throw missing(
        .unclosedBracket(span(open), expected: text(open) == "[" ? "]" : ")", before: here))
    }
    let close = take()
    bracketDepth -= 1
    let exponent = take(.caret) != nil ? try parsePrimary() : nil
    return Region.Factor(
      lower: lower, upper: upper, containsLower: open.kind == .openBracket,
      containsUpper: close.kind == .closeBracket, exponent: exponent, range: range(from: open))
  }

  /// A word that reaches to the next space or comma, whatever it is made of.
  mutating func parseWord() -> Word {
    let start = head.range.lowerBound
    repeat {
      position += 1
    } while continues && head.range.lowerBound == previous.range.upperBound
      && head.kind != .comma && head.kind != .semicolon
    let range = start..<previous.range.upperBound
    return Word(text: file.text(in: range), range: range)
  }

  /// The name of a file: a string, or without quotes a word or the rest of the line.
  mutating func parseFileName(
    after word: Token, toLineEnd: Bool, endsBefore end: String? = nil
  ) throws(ParseFailure) -> FileName {
    guard continues, head.kind != .semicolon else {
      throw failure(.fileNameExpected(after: span(word)))
    }
    if head.kind == .string {
      let token = take()
      let isClosed = token.mistake != .unterminatedString
      let text = text(token).dropFirst().dropLast(isClosed ? 1 : 0)
      if text.isEmpty { throw failure(.fileNameExpected(after: span(word))) }
      return try fileName(String(text), token.range)
    }
    let start = head.range.lowerBound
    while continues && head.kind != .semicolon {
      if let end, position > 0, head.range.lowerBound > start, text(head) == end { break }
      position += 1
      if !toLineEnd && head.range.lowerBound != previous.range.upperBound { break }
    }
    let range = start..<previous.range.upperBound
    return try fileName(file.text(in: range), range)
  }

  /// The file name that `range` is: text, as what a terminal and the system would make of other
  /// bytes is not what was written.
  private mutating func fileName(
    _ path: String, _ range: Range<Int>
  ) throws(ParseFailure) -> FileName {
    let isText = file.bytes[range].elementsEqual(file.text(in: range).utf8)
    if !isText || path.unicodeScalars.contains(where: \.isControl) {
      throw failure(.fileNameNotText(at: file.span(range)))
    }
    return FileName(path: path, range: range)
  }
}
