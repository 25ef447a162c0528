import ADLText

extension MLIRParser {
  /// One operation with its results.
  mutating func operation() throws(ImportFailure) -> MLIROperation {
    let start = head.range.lowerBound
    var results: [(name: String, count: Int)] = []
    while head.kind == .value {
      let name = text(take())
      var count = 1
      if takeMark(":") {
        guard head.kind == .integer, let number = integer(take()) else {
          throw expected("the number of results")
        }
        count = number
      }
      results.append((name, count))
      if !takeMark(",") { break }
    }
    if !results.isEmpty { try expect("=") }
    let operation: MLIROperation
    if head.kind == .string {
      let token = take()
      operation = MLIROperation(name: string(token), nameRange: token.range)
      try genericForm(operation)
    } else if head.kind == .word {
      let token = take()
      operation = MLIROperation(name: text(token), nameRange: token.range)
      try prettyForm(operation)
    } else {
      throw expected("an operation")
    }
    operation.results = results
    operation.range = start..<lastEnd
    if isWord("loc") { operation.location = try location() }
    return operation
  }

  /// `"name"(%a, %b) <{properties}> ({regions}) {attributes} : type`
  private mutating func genericForm(_ operation: MLIROperation) throws(ImportFailure) {
    try expect("(")
    while !head.isMark(")") {
      operation.operands.append(try use())
      if !takeMark(",") { break }
    }
    try expect(")")
    if head.isMark("<") { add(try attribute(), to: operation) }
    if head.isMark("(") {
      take()
      while !head.isMark(")") {
        operation.regions.append(try region())
        if !takeMark(",") { break }
      }
      try expect(")")
    }
    if head.isMark("{") { add(try attribute(), to: operation) }
    try expect(":")
    try signature(operation)
  }

  private func add(_ attributes: MLIRAttribute, to operation: MLIROperation) {
    guard let members = attributes.dictionary else { return }
    operation.attributes.merge(members) { old, _ in old }
  }

  mutating func use() throws(ImportFailure) -> MLIRUse {
    guard head.kind == .value else { throw expected("a value, such as `%0`") }
    let token = take()
    // `%4#1` is the second of the results of %4.
    var number = 0
    if head.kind == .alias, head.range.lowerBound == token.range.upperBound + 1 {
      number = Int(text(head)) ?? 0
      take()
    }
    return MLIRUse(
      name: text(token), number: number, range: token.range.lowerBound - 1..<lastEnd)
  }

  /// The types after the colon: those of the operands, of the results, or a function of the two.
  private mutating func signature(_ operation: MLIROperation) throws(ImportFailure) {
    if head.isMark("(") {
      operation.types = try types()
    } else {
      operation.types.append(try type())
      while takeMark(",") { operation.types.append(try type()) }
    }
    if head.kind == .arrow {
      take()
      operation.resultTypes = try head.isMark("(") ? types() : [type()]
    }
  }

  /// The forms that dialects have of their own: operands, words and attributes in some order, then
  /// the types, then what regions there are.
  private mutating func prettyForm(_ operation: MLIROperation) throws(ImportFailure) {
    let name = operation.name
    if name == "stablehlo.constant" || name == "arith.constant" {
      if head.isMark("{") { _ = try attribute() }
      operation.attributes["value"] = try attribute()
      if case .dense(_, let type?)? = operation.attributes["value"] {
        operation.resultTypes = [type]
      }
      return
    }
    while true {
      switch head.kind {
      case .value: operation.operands.append(try use())
      case .symbol: operation.attributes["callee"] = .symbol(text(take()))
      case .string: operation.words.append(string(take()))
      case .alias, .integer, .float: _ = try plainAttribute()
      case .word: if try !word(operation) { return }
      case .arrow: take()
      case .punctuation(UInt8(ascii: ",")): take()
      case .punctuation(UInt8(ascii: "(")): try group(operation)
      case .punctuation(UInt8(ascii: "[")): try ranges(operation)
      case .punctuation(UInt8(ascii: "<")): add(try attribute(), to: operation)
      case .punctuation(UInt8(ascii: "{")): add(try attribute(), to: operation)
      case .punctuation(UInt8(ascii: ":")):
        take()
        try signature(operation)
        try bodies(operation)
        return
      default: return
      }
    }
  }

  /// A word, or `name = value`; `false` where the operation ends before it.
  private mutating func word(_ operation: MLIROperation) throws(ImportFailure) -> Bool {
    if isWord("loc") || Self.beginsOperation(text(head)) && !operation.words.contains("applies") {
      return false
    }
    let word = text(take())
    guard takeMark("=") else {
      operation.words.append(word)
      return true
    }
    if word == "dim_numbers" {
      operation.attributes[word] = .text(try dimensionText())
    } else {
      operation.attributes[word] = try plainAttribute()
    }
    return true
  }

  /// `true` iff a word is the name of an operation: those of dialects have a dot.
  private static func beginsOperation(_ word: String) -> Bool {
    word.contains(".") || word == "return" || word == "call"
  }

  /// `[b, f, 0]x[o, i, 0]->[b, f, 0]`
  private mutating func dimensionText() throws(ImportFailure) -> String {
    let start = head.range.lowerBound
    var depth = 0
    while head.kind != .end {
      if head.isMark("[") { depth += 1 }
      if head.isMark("]") { depth -= 1 }
      if depth == 0, head.isMark(",") { break }
      take()
    }
    return file.text(in: start..<lastEnd)
  }

  /// `(%a, %b)`, `(%a init: %b)`, `(%a = %b, …)`, `(%a, k = 3)`
  private mutating func group(_ operation: MLIROperation) throws(ImportFailure) {
    try expect("(")
    while !head.isMark(")") {
      if head.kind == .value {
        let first = try use()
        if takeMark("=") {
          operation.attributes["%\(operation.operands.count)"] = .string(first.name)
          operation.operands.append(try use())
        } else {
          operation.operands.append(first)
        }
      } else if head.isMark("{") {
        operation.regions.append(try region())
      } else if head.kind == .word {
        let word = text(take())
        if takeMark("=") {
          operation.attributes[word] = try plainAttribute()
        } else if !takeMark(":") {
          operation.words.append(word)
        }
      } else if !head.isMark(",") {
        throw expected("a value")
      }
      _ = takeMark(",")
    }
    try expect(")")
  }

  /// `[0:4, 1:8:2]`: where a slice begins and ends, and its steps.
  private mutating func ranges(_ operation: MLIROperation) throws(ImportFailure) {
    try expect("[")
    var (starts, ends, steps): ([MLIRAttribute], [MLIRAttribute], [MLIRAttribute]) = ([], [], [])
    while !head.isMark("]") {
      var numbers: [Int] = []
      repeat {
        guard head.kind == .integer, let number = integer(take()) else {
          throw expected("a number")
        }
        numbers.append(number)
      } while takeMark(":")
      starts.append(.integer(numbers[0]))
      ends.append(.integer(numbers.count > 1 ? numbers[1] : numbers[0] + 1))
      steps.append(.integer(numbers.count > 2 ? numbers[2] : 1))
      if !takeMark(",") { break }
    }
    try expect("]")
    operation.attributes["start_indices"] = .list(starts)
    operation.attributes["limit_indices"] = .list(ends)
    operation.attributes["strides"] = .list(steps)
  }

  /// What stands behind the types: `cond {…} do {…}`, `reducer(…) (…) {…}`.
  private mutating func bodies(_ operation: MLIROperation) throws(ImportFailure) {
    if isWord("attributes") {
      take()
      add(try attribute(), to: operation)
    }
    while true {
      if isWord("cond") || isWord("do") {
        take()
        operation.regions.append(try region())
      } else if isWord("reducer") {
        take()
        // (%a, %c) (%b, %d): for each array what there is, then what comes.
        var (left, right): ([MLIRArgument], [MLIRArgument]) = ([], [])
        while takeMark("(") {
          left.append(try argument())
          try expect(",")
          right.append(try argument())
          try expect(")")
        }
        var block = try region()
        block.arguments = left + right
        operation.regions.append(block)
      } else {
        return
      }
    }
  }
}
