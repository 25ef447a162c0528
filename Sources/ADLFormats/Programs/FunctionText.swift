import ADLPrograms

/// The text of an elementary function g_k: `relu`, `mul(2, ·)`, `sort[2]`, `if · < 0 then · else
/// 1`; with `where` in place of `if` both are evaluated.
///
/// A dot is a place for the next predecessor; literals stand in theirs. `!` marks what
/// differentiation wrote, which follows its formula outside its domain. `FunctionParser` reads it.
enum FunctionText {
  /// Returns the text of the application, whose literals are in `literals`; selections that it
  /// needs are added to `declared`.
  static func text(
    of application: Application, literals: [Literal], _ declared: inout DeclaredSelections
  ) -> String {
    let slots = application.operands.map { operand in
      operand.literal.map { NumberText.text(literals[$0]) } ?? "·"
    }
    if case .condition(let condition) = application.parameter,
      application.primitive == .branch || application.primitive == .choice
    {
      let text = condition.text(slots)
      let word = application.primitive == .branch ? "if" : "where"
      return "\(word) \(text) then \(slots[slots.count - 2]) else \(slots[slots.count - 1])"
    }
    var head = head(application.primitive, application.parameter, &declared)
    if application.isDerived, !application.primitive.rule.domain.value.isEmpty { head += "!" }
    return slots.allSatisfy { $0 == "·" } ? head : "\(head)(\(slots.joined(separator: ", ")))"
  }

  /// The name of the function that a primitive with its parameter is.
  static func head(
    _ primitive: Primitive, _ parameter: Parameter, _ declared: inout DeclaredSelections
  ) -> String {
    switch parameter {
    case .none, .condition: return primitive.name
    case .integer(let n): return "\(primitive.name)[\(n)]"
    case .selection(let definition): return declared.name(of: definition)
    case .stated(let rule):
      let sizes = rule.arguments.map { argument in
        switch argument {
        case .number: "1"
        case .vector(let count): "\(count)"
        case .matrix(let rows, let columns): "\(rows)x\(columns)"
        }
      }
      return "\(primitive.name)[\(rule.name): \(sizes.joined(separator: " "))]"
    case .derived(let derived):
      let base = head(derived.base, derived.baseParameter, &declared)
      let kind =
        switch derived.kind {
        case .entry(let i): "entry \(i + 1)"
        case .reach(let i): "reach \(i + 1)"
        case .pick: "pick"
        }
      return "\(base)'[\(derived.operandCount) \(kind) \(text(of: derived.rule))]"
    }
  }

  /// The text of a tie rule.
  static func text(of rule: TieRule) -> String {
    switch rule {
    case .first: "first"
    case .last: "last"
    case .even: "even"
    case .slope(let slope): "slope \(NumberText.text(slope))"
    case .weights(let weights):
      "weights " + weights.map { NumberText.text($0) }.joined(separator: " ")
    case .entries(let even, let slope):
      "entries \(even ? "even" : "first") \(NumberText.text(slope))"
    case .each(let ties, let otherwise):
      "each "
        + ties.map { tie in
          "(\(tie.pieces.map(String.init).joined(separator: " ")): \(text(of: tie.rule))) "
        }.joined() + text(of: otherwise)
    }
  }
}
