@testable import ADLLanguage

/// Finds out how a grammar derives a list of tokens: which rules it uses, if it does at all.
struct Derivation {
  private let grammar: Grammar
  private let tokens: [(token: Token, text: String)]
  private var ends: [Key: Set<Int>] = [:]

  private struct Key: Hashable {
    let rule: String
    let start: Int
  }

  init(_ grammar: Grammar, _ tokens: [(token: Token, text: String)]) {
    self.grammar = grammar
    self.tokens = tokens
  }

  /// Returns the rules of one derivation of all tokens from `rule`; `nil` if there is none.
  mutating func rules(from rule: String) -> Set<String>? {
    derive(.rule(rule), 0, tokens.count)
  }

  /// The places at which a sentence of `item` that begins at `start` can end.
  private mutating func matches(_ item: Grammar.Item, _ start: Int) -> Set<Int> {
    switch item {
    case .special: return []
    case .terminal(let text): return isTerminal(text, start) ? [start + 1] : []
    case .sequence(let parts):
      var places: Set<Int> = [start]
      for part in parts {
        var next: Set<Int> = []
        for place in places { next.formUnion(matches(part, place)) }
        places = next
      }
      return places
    case .choice(let alternatives):
      var places: Set<Int> = []
      for alternative in alternatives { places.formUnion(matches(alternative, start)) }
      return places
    case .optional(let part): return matches(part, start).union([start])
    case .repetition(let part):
      var places: Set<Int> = [start]
      var open: Set<Int> = [start]
      while let place = open.popFirst() {
        for next in matches(part, place) where places.insert(next).inserted { open.insert(next) }
      }
      return places
    case .rule(let name):
      if let end = lexemeEnd(name, start) { return end > start ? [end] : [] }
      let key = Key(rule: name, start: start)
      if let known = ends[key] { return known }
      ends[key] = []
      let found = grammar.rules[name].map { matches($0, start) } ?? []
      ends[key] = found
      return found
    }
  }

  private mutating func derive(_ item: Grammar.Item, _ start: Int, _ end: Int) -> Set<String>? {
    guard matches(item, start).contains(end) else { return nil }
    switch item {
    case .special, .terminal: return []
    case .sequence(let parts): return derive(parts[...], start, end)
    case .choice(let alternatives):
      for alternative in alternatives {
        if let rules = derive(alternative, start, end) { return rules }
      }
      return nil
    case .optional(let part): return start == end ? [] : derive(part, start, end)
    case .repetition(let part):
      if start == end { return [] }
      for middle in matches(part, start) where middle > start {
        if let first = derive(part, start, middle), let rest = derive(item, middle, end) {
          return first.union(rest)
        }
      }
      return nil
    case .rule(let name):
      if lexemeEnd(name, start) != nil { return [name] }
      return grammar.rules[name].flatMap { derive($0, start, end) }?.union([name])
    }
  }

  private mutating func derive(
    _ parts: ArraySlice<Grammar.Item>, _ start: Int, _ end: Int
  ) -> Set<String>? {
    guard let first = parts.first else { return start == end ? [] : nil }
    for middle in matches(first, start) {
      if let rest = derive(parts.dropFirst(), middle, end),
        let rules = derive(first, start, middle)
      {
        return rules.union(rest)
      }
    }
    return nil
  }

  private func isTerminal(_ text: String, _ place: Int) -> Bool {
    guard place < tokens.count else { return false }
    if tokens[place].text == text { return true }
    // A synonym is the same token.
    return TokenSpelling.table.contains { $0.text == text && $0.kind == tokens[place].token.kind }
      && tokens[place].token.kind != .name
  }

  /// Where the lexeme at `start` ends, `start` itself if there is none; `nil` for other rules.
  private func lexemeEnd(_ rule: String, _ start: Int) -> Int? {
    guard ["name", "number", "natural", "string", "word"].contains(rule) else { return nil }
    guard start < tokens.count else { return start }
    let (token, text) = tokens[start]
    switch rule {
    case "name": return token.kind == .name ? start + 1 : start
    case "number": return token.kind == .number ? start + 1 : start
    case "natural": return Int(text) != nil ? start + 1 : start
    case "string": return token.kind == .string ? start + 1 : start
    default:
      var end = start + 1
      while end < tokens.count, tokens[end].token.kind != .comma,
        tokens[end].token.range.lowerBound == tokens[end - 1].token.range.upperBound
      {
        end += 1
      }
      return end
    }
  }
}
