import ADLText

/// Reads MLIR's text: modules of functions on arrays, in the generic form of every operation and in
/// the pretty forms of the dialects of StableHLO.
struct MLIRParser {
  let file: SourceFile
  var lexer: MLIRLexer

  /// The next token.
  var head: MLIRToken

  /// The byte after the last token that was taken.
  var lastEnd = 0

  init(_ file: SourceFile) {
    self.file = file
    lexer = MLIRLexer(file.bytes)
    head = lexer.next()
  }

  // MARK: - Tokens

  @discardableResult
  mutating func take() -> MLIRToken {
    let token = head
    lastEnd = token.range.upperBound
    head = lexer.next()
    return token
  }

  /// Reads on from the byte at `position`, of which no token was made.
  mutating func go(to position: Int) {
    lastEnd = position
    lexer.position = position
    head = lexer.next()
  }

  func text(_ token: MLIRToken) -> String { file.text(in: token.range) }

  func isWord(_ word: String) -> Bool { head.kind == .word && text(head) == word }

  mutating func takeMark(_ mark: Character) -> Bool {
    guard head.isMark(mark) else { return false }
    take()
    return true
  }

  mutating func takeWord(_ word: String) -> Bool {
    guard isWord(word) else { return false }
    take()
    return true
  }

  mutating func expect(_ mark: Character) throws(ImportFailure) {
    if !takeMark(mark) { throw expected("`\(mark)`") }
  }

  func expected(_ what: String) -> ImportFailure {
    let found = head.kind == .end ? "the end of the text" : "`\(text(head))`"
    return .diagnostic(
      .error(
        "expected \(what), found \(found)", at: file.span(head.range),
        hint: "give the text as the framework writes it, all of it"))
  }

  /// The text of a string token.
  func string(_ token: MLIRToken) -> String {
    var result: [UInt8] = []
    let inner = file.bytes[
      token.range.lowerBound
        + 1..<max(
          token.range.upperBound - 1, token.range.lowerBound + 1)]
    var i = inner.startIndex
    while i < inner.endIndex {
      guard inner[i] == UInt8(ascii: "\\"), i + 1 < inner.endIndex else {
        result.append(inner[i])
        i += 1
        continue
      }
      if i + 2 < inner.endIndex, let high = MLIRLexer.hexadecimal(inner[i + 1]),
        let low = MLIRLexer.hexadecimal(inner[i + 2])
      {
        result.append(UInt8(high * 16 + low))
        i += 3
      } else {
        switch inner[i + 1] {
        case UInt8(ascii: "n"): result.append(10)
        case UInt8(ascii: "t"): result.append(9)
        case let byte: result.append(byte)
        }
        i += 2
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  func integer(_ token: MLIRToken) -> Int? {
    let text = text(token)
    if text.hasPrefix("0x") {
      return UInt64(text.dropFirst(2), radix: 16).map { Int(bitPattern: UInt($0)) }
    }
    return Int(text) ?? UInt64(text).map { Int(bitPattern: UInt($0)) }
  }

  // MARK: - Modules

  static func module(_ file: SourceFile) throws(ImportFailure) -> MLIRModule {
    var parser = MLIRParser(file)
    return try parser.module()
  }

  private mutating func module() throws(ImportFailure) -> MLIRModule {
    var module = MLIRModule()
    while head.kind != .end {
      if head.kind == .alias {
        let name = text(take())
        try expect("=")
        if isWord("loc") {
          module.locations[name] = try location()
        } else {
          _ = try attribute()
        }
      } else if isWord("module") || isWord("builtin.module") {
        take()
        if head.kind == .symbol { module.name = text(take()) }
        if takeWord("attributes") { _ = try attribute() }
        try expect("{")
        try items(&module)
        try expect("}")
        if isWord("loc") { _ = try location() }
      } else if isWord("func.func") || isWord("func") {
        try item(&module)
      } else {
        throw expected("`module` or `func.func`")
      }
    }
    if module.functions.isEmpty {
      throw .diagnostic(
        .error(
          "the text has no function", at: file.span(0..<min(1, file.bytes.count)),
          hint: "write it with `jax.jit(f).lower(x).as_text(debug_info=True)`"))
    }
    return module
  }

  private mutating func items(_ module: inout MLIRModule) throws(ImportFailure) {
    while !head.isMark("}") {
      if head.kind == .end { throw expected("`}`") }
      try item(&module)
    }
  }

  private mutating func item(_ module: inout MLIRModule) throws(ImportFailure) {
    if isWord("func.func") || isWord("func") {
      module.functions.append(try function())
    } else if head.kind == .word || head.kind == .string {
      // What declares devices and the like says nothing of a function.
      let start = head
      let name = head.kind == .string ? string(take()) : text(take())
      guard name.hasPrefix("sdy.") || name.hasPrefix("mhlo.") || name.hasPrefix("ml_program.")
      else {
        throw .diagnostic(
          .error(
            "`\(name)` is not known outside a function", at: file.span(start.range),
            hint: "lower the function alone, without what is around it"))
      }
      if head.kind == .symbol { take() }
      if takeMark("=") {}
      if head.isMark("<") { try skipAngles() }
      if head.isMark("{") { _ = try attribute() }
      if isWord("loc") { _ = try location() }
    } else {
      throw expected("`func.func`")
    }
  }

  private mutating func function() throws(ImportFailure) -> MLIRFunction {
    take()
    var isPublic = true
    if takeWord("private") {
      isPublic = false
    } else if isWord("public") || isWord("nested") {
      take()
    }
    guard head.kind == .symbol else { throw expected("the name of a function") }
    let name = take()
    try expect("(")
    var arguments: [MLIRArgument] = []
    while !head.isMark(")") {
      arguments.append(try argument())
      if !takeMark(",") { break }
    }
    try expect(")")
    if head.kind == .arrow {
      take()
      if takeMark("(") {
        while !head.isMark(")") {
          _ = try type()
          if head.isMark("{") { _ = try attribute() }
          if isWord("loc") { _ = try location() }
          if !takeMark(",") { break }
        }
        try expect(")")
      } else {
        _ = try type()
        if head.isMark("{") && isAttributeDictionary() { _ = try attribute() }
      }
    }
    if takeWord("attributes") { _ = try attribute() }
    var body = MLIRBlock()
    guard head.isMark("{") else { throw expected("the body of the function") }
    body = try region()
    if isWord("loc") { _ = try location() }
    return MLIRFunction(
      name: text(name), isPublic: isPublic, arguments: arguments, body: body,
      nameRange: name.range.lowerBound - 1..<name.range.upperBound)
  }

  /// `true` iff the brace at hand begins attributes and not a body.
  private func isAttributeDictionary() -> Bool {
    var ahead = self
    ahead.take()
    guard ahead.head.kind == .word || ahead.head.kind == .string else { return false }
    ahead.take()
    return ahead.head.isMark("=") || ahead.head.isMark(",") || ahead.head.isMark("}")
  }

  /// `%name: type {attributes} loc(…)`
  mutating func argument() throws(ImportFailure) -> MLIRArgument {
    guard head.kind == .value else { throw expected("an argument, such as `%arg0`") }
    let name = take()
    try expect(":")
    let type = try type()
    if head.isMark("{") { _ = try attribute() }
    var argument = MLIRArgument(name: text(name), type: type, range: name.range)
    if isWord("loc") { argument.location = try location() }
    return argument
  }

  /// The operations between braces, with the arguments of the block where it names them.
  mutating func region() throws(ImportFailure) -> MLIRBlock {
    try expect("{")
    var block = MLIRBlock()
    if head.kind == .block {
      take()
      if takeMark("(") {
        while !head.isMark(")") {
          block.arguments.append(try argument())
          if !takeMark(",") { break }
        }
        try expect(")")
      }
      try expect(":")
    }
    while !head.isMark("}") {
      if head.kind == .end { throw expected("`}`") }
      if head.kind == .block {
        throw .diagnostic(
          .error(
            "a body of several blocks is not read", at: file.span(head.range),
            hint: "write the function without jumps"))
      }
      block.operations.append(try operation())
    }
    try expect("}")
    return block
  }

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
