import ADLPrograms

/// The formulas of a program's nodes, in the names of its inputs.
public struct ProgramFormulas {
  /// A longer formula is referred to by its node, as `x_7`.
  static let inlineLimit = 32

  private let program: Program
  private let inputNames: [String]
  private var short: [Formula?]

  /// Creates the formulas of `program`.
  /// - Requires: one name an input.
  /// - Complexity: O(operands of all nodes).
  public init(_ program: Program, inputNames: [String]) {
    self.program = program
    self.inputNames = inputNames
    short = inputNames.map { Formula(name: $0) }
    short.reserveCapacity(program.m)
    for k in program.p..<program.m {
      // Operands are referred to at most by a short formula each, but there may be many of them.
      let formula = program.application(k).operands.count <= 8 ? own(k) : nil
      short.append(formula.flatMap { $0.text.utf8.count <= Self.inlineLimit ? $0 : nil })
    }
  }

  /// Returns the formula of node `k`, from 0, over earlier nodes where it would be long.
  public func text(_ k: Int) -> String {
    (k < program.p ? Formula(name: inputNames[k]) : own(k)).text
  }

  /// Returns the pieces of the selection at node `k` in the names of its manual entry, such as
  /// `0 | t`; `nil` where the node is no selection.
  public func pieces(_ k: Int) -> String? {
    guard k >= program.p else { return nil }
    let application = program.application(k)
    guard case .selection(let rule) = application.primitive.kind,
      rule.pieceCounts(application.operands.count, application.parameter).count == 1
    else { return nil }
    let count = rule.pieceCounts(application.operands.count, application.parameter)[0]
    guard count <= 4 else { return "\(count) pieces" }
    let names = Self.parameterNames(application)
    return "pieces "
      + (0..<count).map { rule.value(of: [$0], names, application.parameter).text }
      .joined(separator: " | ")
  }

  private func operand(_ operand: Operand) -> Formula {
    guard let k = operand.node else { return Formula(program.literals[operand.literal!]) }
    return short[k] ?? Formula(name: "x_\(k + 1)")
  }

  private func own(_ k: Int) -> Formula {
    let application = program.application(k)
    let operands = application.operands.map(operand)
    switch application.parameter {
    case .selection(let definition):
      return Formula(call: definition.name, operands)
    case .condition(let condition):
      let (a, b) = (operands[operands.count - 2], operands[operands.count - 1])
      return Formula("if \(condition.text(operands)) then \(a.text) else \(b.text)", .sum)
    case .derived(let derived):
      let base = Formula(call: Self.word(derived.base), operands.prefix(derived.operandCount))
      return Formula("d \(base.text)", .product)
    case .integer(let rank) where application.primitive.selection != nil:
      return Formula("\(Self.word(application.primitive))_\(rank)(\(Self.list(operands)))", .atom)
    case .none, .integer:
      guard Self.isCall(application.primitive),
        case let word = Self.word(application.primitive)
      else { return Self.spelled(application, operands) }
      return Formula(call: word, operands)
    }
  }

  /// Runs the rule of an operator over formulas.
  private static func spelled(_ application: Application, _ operands: [Formula]) -> Formula {
    switch application.primitive.kind {
    case .function(let rule): rule.value(operands, application.parameter)
    case .selection: Formula(call: application.name, operands)
    }
  }

  private static func list(_ operands: [Formula]) -> String {
    operands.map(\.text).joined(separator: ", ")
  }

  /// `true` iff the manual writes the primitive as a call.
  private static func isCall(_ primitive: Primitive) -> Bool { primitive.manual.call.contains("(") }

  /// The word that the manual calls the primitive by.
  private static func word(_ primitive: Primitive) -> String {
    isCall(primitive)
      ? String(primitive.manual.call.prefix { $0 != "(" }) : primitive.name
  }

  /// The operands in the names of the manual's call: `t`, `a` and `b`, or `x[1]`, `x[2]`, ….
  private static func parameterNames(_ application: Application) -> [Formula] {
    let count = application.operands.count
    if case .condition = application.parameter {
      return (0..<count).map { Formula(name: $0 == count - 2 ? "a" : $0 == count - 1 ? "b" : "c") }
    }
    let inside = application.primitive.manual.call.drop { $0 != "(" }.dropFirst().dropLast()
    let names = inside.split(separator: ",").map {
      String($0.prefix { $0 != "=" }).filter { !$0.isWhitespace }
    }
    if names.count == count { return names.map { Formula(name: $0) } }
    let vector = names.last ?? "x"
    return (1...max(count, 1)).map { Formula(name: "\(vector)[\($0)]") }
  }
}

extension Condition {
  /// Returns the condition in the formulas of its node's operands.
  func text(_ operands: [Formula]) -> String {
    switch self {
    case .comparison(let i, let relation):
      "\(operands[2 * i].text) \(relation.rawValue) \(operands[2 * i + 1].text)"
    case .and(let parts):
      parts.map { $0.isDisjunction ? "(\($0.text(operands)))" : $0.text(operands) }
        .joined(separator: " and ")
    case .or(let parts): parts.map { $0.text(operands) }.joined(separator: " or ")
    case .not(let part): "not (\(part.text(operands)))"
    }
  }

  private var isDisjunction: Bool { if case .or = self { true } else { false } }
}
