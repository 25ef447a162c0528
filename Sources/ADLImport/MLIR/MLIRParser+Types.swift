import ADLText

/// Types, and the places that operations say they come from.
extension MLIRParser {
  // MARK: - Types

  mutating func type() throws(ImportFailure) -> MLIRType {
    let start = head.range.lowerBound
    if head.isMark("!") {
      take()
      if head.kind == .word { take() }
      if head.isMark("<") { try skipAngles() }
      return .other(file.text(in: start..<lastEnd))
    }
    if head.isMark("(") {
      _ = try types()
      if head.kind == .arrow {
        take()
        _ = try head.isMark("(") ? types() : [type()]
      }
      return .other(file.text(in: start..<lastEnd))
    }
    guard head.kind == .word else { throw expected("a type") }
    let word = text(head)
    guard word == "tensor" else {
      take()
      if head.isMark("<") { try skipAngles() }
      return .other(file.text(in: start..<lastEnd))
    }
    // The sizes and the element run together, as in 4x1xf64.
    var position = head.range.upperBound
    let bytes = file.bytes
    guard position < bytes.count, bytes[position] == UInt8(ascii: "<") else {
      take()
      throw expected("`<`")
    }
    position += 1
    var sizes: [Int?] = []
    var size = 0
    var hasDigits = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        size = size &* 10 &+ Int(byte - UInt8(ascii: "0"))
        hasDigits = true
      } else if byte == UInt8(ascii: "x"), hasDigits {
        sizes.append(size)
        (size, hasDigits) = (0, false)
      } else if byte == UInt8(ascii: "?"), position + 1 < bytes.count,
        bytes[position + 1] == UInt8(ascii: "x")
      {
        sizes.append(nil)
        position += 1
      } else {
        break
      }
      position += 1
    }
    let element = position
    var depth = 0
    var end: Int?
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "<") { depth += 1 }
      if byte == UInt8(ascii: ",") && depth == 0 && end == nil { end = position }
      if byte == UInt8(ascii: ">") {
        if depth == 0 { break }
        depth -= 1
      }
      position += 1
    }
    let text = file.text(in: element..<(end ?? position))
    go(to: min(position + 1, bytes.count))
    return .tensor(sizes, element: text)
  }

  /// Types in brackets.
  mutating func types() throws(ImportFailure) -> [MLIRType] {
    try expect("(")
    var types: [MLIRType] = []
    while !head.isMark(")") {
      types.append(try type())
      if !takeMark(",") { break }
    }
    try expect(")")
    return types
  }

  /// Skips what stands between angle brackets.
  mutating func skipAngles() throws(ImportFailure) {
    var depth = 0
    repeat {
      if head.kind == .end { throw expected("`>`") }
      if head.isMark("<") { depth += 1 }
      if head.isMark(">") { depth -= 1 }
      take()
    } while depth > 0
  }

  // MARK: - Locations

  /// `loc(…)`
  mutating func location() throws(ImportFailure) -> MLIRLocation {
    take()
    try expect("(")
    let location = try innerLocation()
    try expect(")")
    return location
  }

  private mutating func innerLocation() throws(ImportFailure) -> MLIRLocation {
    if head.kind == .alias { return .alias(text(take())) }
    if isWord("loc") { return try location() }
    if takeWord("unknown") { return .unknown }
    if takeWord("callsite") {
      try expect("(")
      let callee = try innerLocation()
      if !takeWord("at") { throw expected("`at`") }
      let caller = try innerLocation()
      try expect(")")
      return .call(callee: callee, caller: caller)
    }
    if takeWord("fused") {
      if head.isMark("<") { try skipAngles() }
      try expect("[")
      var parts: [MLIRLocation] = []
      while !head.isMark("]") {
        parts.append(try innerLocation())
        if !takeMark(",") { break }
      }
      try expect("]")
      return .several(parts)
    }
    guard head.kind == .string else { throw expected("a location") }
    let name = string(take())
    if takeMark(":") {
      let line = head.kind == .integer ? integer(take()) ?? 0 : 0
      var column = 0
      if takeMark(":"), head.kind == .integer { column = integer(take()) ?? 0 }
      var end: Int?
      if takeWord("to") {
        var isSameLine = true
        if head.kind == .integer {
          isSameLine = integer(take()) == line
        }
        if takeMark(":"), head.kind == .integer {
          let last = integer(take())
          end = isSameLine ? last : nil
        }
      }
      return .file(name, line: line, column: column, endColumn: end)
    }
    if takeMark("(") {
      let inner = try innerLocation()
      try expect(")")
      return .named(name, inner)
    }
    return .named(name, nil)
  }
}
