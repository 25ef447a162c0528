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
}
