/// A grammar as `grammar/adl.ebnf` writes it: ISO/IEC 14977, as far as that file uses it.
struct Grammar: Sendable {
  indirect enum Item: Sendable {
    case terminal(String)
    case rule(String)
    case sequence([Item])
    case choice([Item])
    case optional(Item)
    case repetition(Item)

    /// `? … ?`: what the notation cannot say.
    case special
  }

  private(set) var rules: [String: Item] = [:]

  /// The names of the rules in their order.
  private(set) var names: [String] = []

  /// The rules that describe lexemes, not sentences.
  static let lexemes: Set<String> = [
    "name", "number", "exponent", "natural", "digits", "digit", "letter", "string", "character",
    "word", "documentation", "newline",
  ]

  private var symbols: [String]
  private var position = 0

  /// Reads a grammar; `nil` where it is not written as it should be.
  init?(_ text: String) {
    symbols = Self.symbols(of: text)
    while position < symbols.count {
      let name = takeName()
      guard !name.isEmpty, take("="), let body = choice(), take(";"), rules[name] == nil else {
        return nil
      }
      rules[name] = body
      names.append(name)
    }
  }

  private mutating func choice() -> Item? {
    var alternatives: [Item] = []
    repeat {
      var parts: [Item] = []
      repeat {
        guard let part = part() else { return nil }
        parts.append(part)
      } while take(",")
      alternatives.append(parts.count == 1 ? parts[0] : .sequence(parts))
    } while take("|")
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func part() -> Item? {
    if take("[") { return choice().flatMap { take("]") ? .optional($0) : nil } }
    if take("{") { return choice().flatMap { take("}") ? .repetition($0) : nil } }
    if take("(") { return choice().flatMap { take(")") ? $0 : nil } }
    guard position < symbols.count else { return nil }
    let symbol = symbols[position]
    if symbol.hasPrefix("\"") || symbol.hasPrefix("'") {
      position += 1
      return .terminal(String(symbol.dropFirst().dropLast()))
    }
    if symbol.hasPrefix("?") {
      position += 1
      return .special
    }
    let name = takeName()
    return name.isEmpty ? nil : .rule(name)
  }

  private mutating func take(_ symbol: String) -> Bool {
    guard position < symbols.count, symbols[position] == symbol else { return false }
    position += 1
    return true
  }

  /// Takes the words of a name, which spaces may separate.
  private mutating func takeName() -> String {
    var words: [String] = []
    while position < symbols.count, symbols[position].first?.isLetter == true {
      words.append(symbols[position])
      position += 1
    }
    return words.joined(separator: " ")
  }

  private static func symbols(of text: String) -> [String] {
    var symbols: [String] = []
    var rest = Substring(text)
    while let first = rest.first {
      if rest.hasPrefix("(*") {
        while !rest.isEmpty && !rest.hasPrefix("*)") { rest.removeFirst() }
        rest = rest.dropFirst(2)
      } else if first.isWhitespace {
        rest.removeFirst()
      } else if first == "\"" || first == "'" || first == "?" {
        let end = rest.dropFirst().firstIndex(of: first) ?? rest.startIndex
        symbols.append(String(rest[...end]))
        rest = rest[rest.index(after: end)...]
      } else if first.isLetter {
        let word = rest.prefix { $0.isLetter }
        symbols.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        symbols.append(String(first))
        rest.removeFirst()
      }
    }
    return symbols
  }
}
