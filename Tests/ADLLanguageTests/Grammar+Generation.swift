import ADLPrograms

extension Grammar {
  /// Returns a random sentence of the rule called `name`, nested at most about `depth` deep.
  func sentence(of name: String, depth: Int, using random: inout SplitMix64) -> String {
    var words: [String] = []
    generate(.rule(name), depth, &words, &random)
    return words.joined(separator: " ")
  }

  private func generate(
    _ item: Item, _ depth: Int, _ words: inout [String], _ random: inout SplitMix64
  ) {
    switch item {
    case .terminal(let text): words.append(text)
    case .special: break
    case .sequence(let parts): for part in parts { generate(part, depth, &words, &random) }
    case .choice(let alternatives):
      generate(chosen(from: alternatives, depth, &random), depth, &words, &random)
    case .optional(let part):
      if depth > 0 && random.below(2) == 0 { generate(part, depth - 1, &words, &random) }
    case .repetition(let part):
      while depth > 0 && random.below(3) == 0 { generate(part, depth - 1, &words, &random) }
    case .rule(let name):
      if let lexeme = lexeme(name, &random) {
        words.append(lexeme)
      } else if let body = rules[name] {
        generate(body, depth - 1, &words, &random)
      }
    }
  }

  /// Returns an alternative; where the depth is used up, one that needs the least.
  private func chosen(from alternatives: [Item], _ depth: Int, _ random: inout SplitMix64) -> Item {
    if depth > 0 { return alternatives[random.below(alternatives.count)] }
    let heights = alternatives.map { height($0, [], budget: 24) }
    let least = heights.min() ?? 0
    return alternatives[heights.firstIndex(of: least) ?? 0]
  }

  /// The least number of rules that a sentence of the item is nested in.
  private func height(_ item: Item, _ open: Set<String>, budget: Int) -> Int {
    switch item {
    case .terminal, .special, .optional, .repetition: return 0
    case .sequence(let parts): return parts.map { height($0, open, budget: budget) }.max() ?? 0
    case .choice(let alternatives):
      return alternatives.map { height($0, open, budget: budget) }.min() ?? 0
    case .rule(let name):
      if Grammar.lexemes.contains(name) { return 0 }
      guard budget > 0, !open.contains(name), let body = rules[name] else { return 1_000 }
      return 1 + height(body, open.union([name]), budget: budget - 1)
    }
  }

  private func lexeme(_ name: String, _ random: inout SplitMix64) -> String? {
    // No name comes twice, so that no two parameters have the same.
    let stem = ["a", "t", "W", "relu", "_u", "é", "δx"][random.below(7)]
    let choices: [String] =
      switch name {
      case "name": [stem + String(random.below(1 << 40))]
      case "number": ["0", "1", "2.5", ".5", "1e-9", "3.", "12E+2"]
      case "natural": ["1", "2", "12"]
      case "string": ["\"f.adl\"", "\"a b\""]
      case "word": ["jax", "tensorflow-2.21", "c"]
      case "documentation": ["## text\n"]
      case "newline": ["\n"]
      default: []
      }
    return choices.isEmpty ? nil : choices[random.below(choices.count)]
  }
}
