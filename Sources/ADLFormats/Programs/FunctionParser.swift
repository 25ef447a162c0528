import ADLPrograms

/// Reads the text of an elementary function, as `FunctionText` writes it.
struct FunctionParser {
  /// What was read: `nil` slots are places for predecessors.
  struct Function {
    let primitive: Primitive
    let parameter: Parameter
    let slots: [Literal?]
    var isDerived = false
  }

  private var rest: Substring
  private let selections: [String: SelectionDefinition]

  /// The name of a primitive or selection that does not exist, where that ended the reading.
  private(set) var unknownName: String?

  init(_ text: Substring, selections: [String: SelectionDefinition] = [:]) {
    rest = text
    self.selections = selections
  }

  /// `true` iff nothing but blanks is left.
  var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

  /// Reads a function that has `count` predecessors.
  mutating func function(predecessors count: Int) -> Function? {
    if take("if ") { return branch(.branch) }
    if take("where ") { return branch(.choice) }
    guard let (primitive, parameter) = head() else { return nil }
    let isDerived = take("!")
    guard take("(") else {
      return Function(
        primitive: primitive, parameter: parameter,
        slots: [Literal?](repeating: nil, count: count), isDerived: isDerived)
    }
    var slots: [Literal?] = []
    repeat {
      guard let slot = slot() else { return nil }
      slots.append(slot)
    } while take(",")
    guard take(")") else { return nil }
    return Function(
      primitive: primitive, parameter: parameter, slots: slots, isDerived: isDerived)
  }

  private mutating func branch(_ primitive: Primitive) -> Function? {
    var count = 0
    sides = []
    guard let condition = condition(&count), take("then "), let a = slot(), take("else "),
      let b = slot()
    else { return nil }
    return Function(
      primitive: primitive, parameter: .condition(condition), slots: sides + [a, b])
  }

  private var sides: [Literal?] = []

  /// Reads a condition; its comparisons are numbered from `count`.
  mutating func condition(_ count: inout Int) -> Condition? {
    guard let first = part(&count) else { return nil }
    for word in ["and", "or"] where rest.drop(while: { $0 == " " }).hasPrefix(word + " ") {
      var parts = [first]
      while take(word + " ") {
        guard let next = part(&count) else { return nil }
        parts.append(next)
      }
      return word == "and" ? .and(parts) : .or(parts)
    }
    return first
  }

  private mutating func part(_ count: inout Int) -> Condition? {
    if take("not ") { return part(&count).map { .not($0) } }
    if take("(") {
      guard let inner = condition(&count), take(")") else { return nil }
      return inner
    }
    guard let left = side(), let relation = relation(), let right = side() else { return nil }
    sides += [left, right]
    count += 1
    return .comparison(count - 1, relation)
  }

  /// A side of a comparison: a slot, or `s1`, `s2`, … in the conditions of a declared selection.
  private mutating func side() -> Literal?? {
    skipBlanks()
    if rest.first == "s" {
      rest = rest.dropFirst().drop { $0.isNumber }
      return .some(nil)
    }
    return slot()
  }

  private mutating func relation() -> Condition.Relation? {
    Condition.Relation.allCases.sorted { $0.rawValue.count > $1.rawValue.count }
      .first { take($0.rawValue) }
  }

  private mutating func slot() -> Literal?? {
    if take("·") { return .some(nil) }
    skipBlanks()
    let text = rest.prefix { !" ,()".contains($0) }
    guard let literal = NumberText.literal(text) else { return nil }
    rest = rest[text.endIndex...]
    return .some(literal)
  }

  private mutating func head() -> (Primitive, Parameter)? {
    skipBlanks()
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" }
    rest = rest[name.endIndex...]
    var primitive: Primitive
    var parameter = Parameter.none
    if name.hasPrefix("@") {
      guard let definition = selections[String(name)] else {
        unknownName = String(name)
        return nil
      }
      (primitive, parameter) = (.declaredSelection, .selection(definition))
    } else {
      guard let known = Primitive(named: String(name)) else {
        unknownName = String(name)
        return nil
      }
      primitive = known
      if known == .rule {
        guard let rule = statedRule() else { return nil }
        parameter = .stated(rule)
      } else if rest.hasPrefix("[") {
        rest = rest.dropFirst()
        let digits = rest.prefix { $0.isNumber || $0 == "-" }
        guard let number = Int(digits) else { return nil }
        rest = rest[digits.endIndex...]
        guard take("]") else { return nil }
        parameter = .integer(number)
      }
    }
    while rest.hasPrefix("'[") {
      rest = rest.dropFirst(2)
      guard let derived = derived(primitive, parameter), take("]") else { return nil }
      (primitive, parameter) = (.derivedEntry, .derived(derived))
    }
    return (primitive, parameter)
  }

  /// Reads `[f: 1 3 2x2]`: the name of a function with a derivative of its own, and its arguments.
  private mutating func statedRule() -> StatedRule? {
    guard take("[") else { return nil }
    let name = rest.prefix { $0 != ":" && $0 != "]" }
    rest = rest[name.endIndex...]
    guard take(":"), let end = rest.firstIndex(of: "]") else { return nil }
    var arguments: [StatedRule.Argument] = []
    for size in rest[..<end].split(separator: " ") {
      let numbers = size.split(separator: "x").compactMap { Int($0) }
      switch numbers.count {
      case 1: arguments.append(numbers[0] == 1 ? .number : .vector(numbers[0]))
      case 2: arguments.append(.matrix(rows: numbers[0], columns: numbers[1]))
      default: return nil
      }
    }
    rest = rest[end...].dropFirst()
    return StatedRule(name: String(name), arguments: arguments)
  }

  private mutating func derived(_ base: Primitive, _ parameter: Parameter) -> DerivedSelection? {
    guard let count = integer() else { return nil }
    let kind: DerivedSelection.Kind
    if take("entry ") {
      guard let operand = integer() else { return nil }
      kind = .entry(operand: operand - 1)
    } else if take("reach ") {
      guard let operand = integer() else { return nil }
      kind = .reach(operand: operand - 1)
    } else if take("pick") {
      kind = .pick
    } else {
      return nil
    }
    guard let rule = tieRule(), base.selection != nil, count >= 1 else { return nil }
    return DerivedSelection(of: base, parameter, operandCount: count, rule: rule, kind: kind)
  }

  private mutating func tieRule() -> TieRule? {
    if take("first") { return .first }
    if take("last") { return .last }
    if take("even") { return .even }
    if take("slope ") { return double().map { .slope($0) } }
    if take("entries ") {
      let even = take("even")
      guard even || take("first"), let slope = double() else { return nil }
      return .entries(even: even, slopeAtZero: slope)
    }
    if take("each") {
      var ties: [Tie] = []
      while take("(") {
        var pieces: [Int] = []
        while let piece = integer() { pieces.append(piece) }
        guard take(":"), let rule = tieRule(), take(")") else { return nil }
        ties.append(Tie(pieces, rule))
      }
      return tieRule().map { .each(ties, otherwise: $0) }
    }
    guard take("weights") else { return nil }
    var weights: [Double] = []
    while let weight = double() { weights.append(weight) }
    return .weights(weights)
  }

  private mutating func integer() -> Int? {
    skipBlanks()
    let digits = rest.prefix { $0.isNumber }
    rest = rest[digits.endIndex...]
    return Int(digits)
  }

  private mutating func double() -> Double? {
    skipBlanks()
    let text = rest.prefix { !" ])".contains($0) }
    guard let value = Double(text) else { return nil }
    rest = rest[text.endIndex...]
    return value
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " } }

  /// Passes over blanks and `text`, if it comes next.
  private mutating func take(_ text: String) -> Bool {
    let trimmed = rest.drop { $0 == " " }
    guard trimmed.hasPrefix(text) else { return false }
    rest = trimmed.dropFirst(text.count)
    return true
  }
}
