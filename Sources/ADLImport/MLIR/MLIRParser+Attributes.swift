import ADLText

#if canImport(Glibc)
  import Glibc
#endif

extension MLIRParser {
  /// An attribute's value.
  mutating func attribute() throws(ImportFailure) -> MLIRAttribute {
    let value = try plainAttribute()
    // A type may follow, which says how many bits a number has.
    if head.isMark(":"), case .dense(let numbers, nil) = value {
      take()
      return .dense(numbers, try type())
    }
    if head.isMark(":") {
      switch value {
      case .integer, .number, .word:
        take()
        _ = try type()
      default: break
      }
    }
    return value
  }

  /// An attribute's value, without a type behind it.
  mutating func plainAttribute() throws(ImportFailure) -> MLIRAttribute {
    switch head.kind {
    case .integer:
      let token = take()
      guard let value = integer(token) else { throw wrongNumber(token) }
      return .integer(value)
    case .float:
      let token = take()
      return .number(Double(text(token)) ?? .nan)
    case .string: return .string(string(take()))
    case .symbol:
      let name = text(take())
      // A reference into another symbol.
      while head.isMark(":"), lexer.position < file.bytes.count,
        file.bytes[lexer.position] == UInt8(ascii: ":")
      {
        take()
        take()
        take()
      }
      return .symbol(name)
    case .alias:
      let name = text(take())
      return try dialectAttribute(name)
    case .punctuation(UInt8(ascii: "[")): return try list()
    case .punctuation(UInt8(ascii: "{")): return try dictionary("{", "}")
    case .punctuation(UInt8(ascii: "<")): return try dictionary("<", ">")
    case .punctuation(UInt8(ascii: "(")), .punctuation(UInt8(ascii: "!")):
      _ = try type()
      return .word("type")
    case .word: return try wordAttribute()
    default: throw expected("the value of an attribute")
    }
  }

  private func wrongNumber(_ token: MLIRToken) -> ImportFailure {
    .diagnostic(
      .error(
        "`\(text(token))` is not a number of 64 bits", at: file.span(token.range),
        hint: "give the text as the framework writes it"))
  }

  private mutating func wordAttribute() throws(ImportFailure) -> MLIRAttribute {
    let word = text(head)
    switch word {
    case "dense":
      take()
      return .dense(try dense(), nil)
    case "array":
      take()
      try expect("<")
      if head.kind == .word { take() }
      var elements: [MLIRAttribute] = []
      if takeMark(":") {
        while !head.isMark(">") {
          elements.append(try plainAttribute())
          if !takeMark(",") { break }
        }
      }
      try expect(">")
      return .list(elements)
    case "tensor", "complex", "tuple", "vector":
      _ = try type()
      return .word("type")
    case "dense_resource":
      throw .diagnostic(
        .error(
          "`dense_resource` keeps its numbers outside the text", at: file.span(head.range),
          hint: "write the text with `print_large_constants`, or pass the array as an argument"))
    case "loc":
      _ = try location()
      return .word("loc")
    default:
      take()
      return .word(word)
    }
  }

  /// `#dialect.name<…>` and `#dialect<name …>`.
  private mutating func dialectAttribute(_ name: String) throws(ImportFailure) -> MLIRAttribute {
    guard head.isMark("<") else { return .word(name) }
    if name.hasSuffix(".conv") {
      let start = head.range.upperBound
      try skipAngles()
      return .text(file.text(in: start..<lastEnd - 1))
    }
    return try dictionary("<", ">")
  }

  /// `[a, b]`, and `[a] x [b]`.
  private mutating func list() throws(ImportFailure) -> MLIRAttribute {
    let first = try plainList()
    if isWord("x") {
      take()
      return .pair(first, try plainList())
    }
    return first
  }

  private mutating func plainList() throws(ImportFailure) -> MLIRAttribute {
    try expect("[")
    var elements: [MLIRAttribute] = []
    while !head.isMark("]") {
      elements.append(try attribute())
      if !takeMark(",") { break }
    }
    try expect("]")
    return .list(elements)
  }

  /// `{name = value, flag}`, and what stands so between angle brackets.
  mutating func dictionary(
    _ open: Character, _ close: Character
  ) throws(ImportFailure) -> MLIRAttribute {
    try expect(open)
    // `<{…}>`: properties.
    if open == "<", head.isMark("{") {
      let inner = try dictionary("{", "}")
      try expect(close)
      return inner
    }
    var members: [String: MLIRAttribute] = [:]
    var words: [String] = []
    while !head.isMark(close) {
      if head.kind == .word || head.kind == .string {
        let name = head.kind == .string ? string(take()) : text(take())
        if takeMark("=") {
          members[name] = try attribute()
        } else if head.isMark("<") {
          _ = try dictionary("<", ">")
        } else {
          members[name] = .word("true")
          words.append(name)
        }
      } else if head.kind == .end {
        throw expected("`\(close)`")
      } else {
        _ = try attribute()
      }
      _ = takeMark(",")
    }
    try expect(close)
    // `#stablehlo<comparison_direction LT>`: what it is, then the word.
    if open == "<", members.count == words.count, let last = words.last, words.count == 2 {
      return .word(last)
    }
    return .dictionary(members)
  }

  // MARK: - Numbers

  /// `<…>` of `dense`: a number, nested lists of numbers, or bytes in hexadecimal.
  private mutating func dense() throws(ImportFailure) -> DenseNumbers {
    try expect("<")
    var numbers = DenseNumbers()
    if head.isMark(">") {
      take()
      return numbers
    }
    if head.kind == .string {
      let token = take()
      try readBytes(token, &numbers)
      try expect(">")
      return numbers
    }
    // Brackets only say what the type says too.
    var depth = 0
    while true {
      if head.isMark("[") {
        depth += 1
        take()
      } else if head.isMark("]") {
        depth -= 1
        take()
        if depth <= 0 { break }
      } else if head.isMark(",") {
        take()
      } else if head.isMark("(") {
        throw .diagnostic(
          .error("complex numbers are not read", at: file.span(head.range)))
      } else {
        try element(&numbers)
        if depth == 0 { break }
      }
    }
    try expect(">")
    return numbers
  }

  private mutating func element(_ numbers: inout DenseNumbers) throws(ImportFailure) {
    let token = head
    switch token.kind {
    case .integer:
      take()
      let first = token.range.lowerBound
      let isHexadecimal =
        token.range.count > 2 && file.bytes[first] == UInt8(ascii: "0")
        && file.bytes[first + 1] == UInt8(ascii: "x")
      guard let value = integer(token) else { throw wrongNumber(token) }
      numbers.values.append(Double(value))
      numbers.integers?.append(value)
      numbers.bits.append(isHexadecimal ? UInt64(bitPattern: Int64(value)) : nil)
    case .float:
      take()
      numbers.values.append(file.double(token.range))
      numbers.integers = nil
      numbers.bits.append(nil)
    case .word where isWord("true") || isWord("false"):
      let value = text(take()) == "true"
      numbers.values.append(value ? 1 : 0)
      numbers.integers?.append(value ? 1 : 0)
      numbers.bits.append(nil)
    default: throw expected("a number")
    }
  }

  /// `"0x…"`: the bytes of all numbers, the lowest of each first; the type says how wide they are.
  private mutating func readBytes(
    _ token: MLIRToken, _ numbers: inout DenseNumbers
  ) throws(ImportFailure) {
    let digits = file.bytes[token.range.lowerBound + 1..<token.range.upperBound - 1]
    guard digits.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]) else {
      throw expected("bytes in hexadecimal")
    }
    var raw: [UInt8] = []
    raw.reserveCapacity(digits.count / 2)
    var i = digits.startIndex + 2
    while i + 1 < digits.endIndex {
      guard let high = MLIRLexer.hexadecimal(digits[i]),
        let low = MLIRLexer.hexadecimal(digits[i + 1])
      else { throw expected("bytes in hexadecimal") }
      raw.append(UInt8(high * 16 + low))
      i += 2
    }
    // The type follows the `>` that comes next.
    var ahead = self
    _ = ahead.takeMark(">")
    guard ahead.takeMark(":"), case .tensor(_, let element) = try ahead.type(),
      let width = NumberFormat(element)?.bytes, width > 0
    else { throw expected("the type of the numbers") }
    for start in stride(from: 0, through: raw.count - width, by: width) {
      var bits: UInt64 = 0
      for k in (0..<width).reversed() { bits = bits << 8 | UInt64(raw[start + k]) }
      numbers.bits.append(bits)
      numbers.values.append(0)
      numbers.integers?.append(0)
    }
  }
}

extension SourceFile {
  /// The double that the bytes of `range` write.
  func double(_ range: Range<Int>) -> Double {
    let text = Array(bytes[range]) + [0]
    return text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress!.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
        strtod($0, nil)
      }
    }
  }
}
