import ADLPrograms

/// The formulas of a program's nodes, in the names of its inputs.
struct ProgramFormulas {
  /// A longer formula is referred to by its node, as `x_7`.
  static let inlineLimit = 32

  private let program: Program
  private let inputNames: [String]
  private var short: [Formula?]

  /// Creates the formulas of `program`.
  /// - Requires: one name an input.
  /// - Complexity: O(operands of all nodes).
  ///
  /// Where `cancellation` holds, the rest stays long.
  init(
    _ program: Program, inputNames: [String], cancellation: Cancellation = .never
  ) {
    self.program = program
    self.inputNames = inputNames
    short = inputNames.map { Formula(name: $0) }
    short.reserveCapacity(program.m)
    for k in program.p..<program.m {
      if k & 0xFFF == 0, cancellation.isRequested { break }
      // Operands are referred to at most by a short formula each, but there may be many of them.
      let formula = program.application(k).operands.count <= 8 ? own(k) : nil
      short.append(formula.flatMap { $0.text.utf8.count <= Self.inlineLimit ? $0 : nil })
    }
  }

  /// Returns the formula of node `k`, from 0, over earlier nodes where it would be long.
  func text(_ k: Int) -> String {
    (k < program.p ? Formula(name: inputNames[k]) : own(k)).text
  }

  /// Returns the formula of the operand's node, or its literal.
  func text(_ operand: Operand) -> String {
    operand.node.map { text($0) } ?? self.operand(operand).text
  }

  /// Returns how many pieces the selection at node `k` has, and up to four of them in the names of
  /// its manual entry, such as `0` and `t`; `nil` where the node is not a selection.
  func pieces(_ k: Int) -> (count: Int, formulas: [String]?)? {
    guard k >= program.p else { return nil }
    let application = program.application(k)
    guard case .selection(let rule) = application.primitive.kind,
      rule.pieceCounts(application.operands.count, application.parameter).count == 1
    else { return nil }
    let count = rule.pieceCounts(application.operands.count, application.parameter)[0]
    guard (1...4).contains(count) else { return (count, nil) }
    let names = Self.parameterNames(application)
    return (count, (0..<count).map { rule.value(of: [$0], names, application.parameter).text })
  }

  private func operand(_ operand: Operand) -> Formula {
    guard let k = operand.node else { return Formula(program.literals[operand.literal!]) }
    return (k < short.count ? short[k] : nil) ?? Formula(name: "x_\(k + 1)")
  }

  private func own(_ k: Int) -> Formula {
    let application = program.application(k)
    let operands = application.operands.map(operand)
    func vector(_ part: some Sequence<Formula>) -> Formula {
      Formula(name: "[\(Self.elided(part).map(\.text).joined(separator: ", "))]")
    }
    switch application.primitive.spelling {
    case .infix, .negation, .integerPower:
      guard case .function(let rule) = application.primitive.kind else { return operands[0] }
      return rule.value(operands, application.parameter)
    case .call(let name): return Formula(call: name, Self.elided(operands))
    case .vectorCall(let name): return Formula(call: name, [vector(operands)])
    case .entry(let name):
      let call = Formula(call: name, [vector(operands)])
      return Formula(name: "\(call.text)[\(application.parameter.integer)]")
    case .ranked(let name):
      let rank = Formula(application.parameter.integer)
      return Formula(call: name, [rank, vector(operands)])
    case .pairOfVectors(let name):
      let half = operands.count / 2
      return Formula(call: name, [vector(operands[..<half]), vector(operands[half...])])
    case .lastEntry(let name):
      return Formula(name: "\(Formula(call: name, [vector(operands)]).text)[2]")
    case .pick(let name):
      let half = operands.count / 2
      let position = Formula(call: name, [vector(operands[..<half])]).text
      return Formula(name: "\(vector(operands[half...]).text)[\(position)]")
    case .interpolation:
      let half = operands.count / 2
      return Formula(
        call: "interp",
        [operands[0], vector(operands[1...half]), vector(operands[(half + 1)...])])
    case .choice: return choice(application.parameter, operands)
    case .lastOperand: return operands[operands.count - 1]
    case .branch: return branch(application.parameter, operands)
    case .declared: return Formula(call: application.name, Self.elided(operands))
    case .stated:
      return Formula(call: application.name, application.shown(operands, elided: Self.elided))
    case .derived: return derivative(application, operands)
    }
  }

  /// Returns the operands, the middle ones of many as dots.
  private static func elided(_ operands: some Sequence<Formula>) -> [Formula] {
    let all = Array(operands)
    if all.count <= 8 { return all }
    return all[..<3] + [Formula(name: "…"), all[all.count - 1]]
  }

  private func branch(_ parameter: Parameter, _ operands: [Formula]) -> Formula {
    guard case .condition(let condition) = parameter else { return operands[0] }
    let (a, b) = (operands[operands.count - 2], operands[operands.count - 1])
    return Formula(
      "if \(condition.text(operands.map(\.text))) then \(a.text) else \(b.text)", .sum)
  }

  private func choice(_ parameter: Parameter, _ operands: [Formula]) -> Formula {
    guard case .condition(let condition) = parameter else { return operands[0] }
    let text = Formula(name: condition.text(operands.map(\.text)))
    return Formula(call: "where", [text] + operands.suffix(2))
  }

  /// The derivative of a selection, with the operand in which where there are several.
  private func derivative(_ application: Application, _ operands: [Formula]) -> Formula {
    guard case .derived(let derived) = application.parameter else { return operands[0] }
    let name =
      if case .selection(let definition) = derived.baseParameter { definition.name } else {
        derived.base.name
      }
    let call = Formula(call: name + "'", Self.elided(operands.prefix(derived.operandCount)))
    switch derived.kind {
    case .entry(let i):
      return derived.operandCount == 1 ? call : Formula(name: "\(call.text)[\(i + 1)]")
    case .reach(let i):
      let own = Formula(call: name, Self.elided(operands.prefix(derived.operandCount))).text
      return Formula("reach of \(own)[\(i + 1)]", .sum)
    case .pick:
      let own = Formula(call: name, Self.elided(operands.prefix(derived.operandCount))).text
      let others = Self.elided(operands.dropFirst(derived.operandCount)).map(\.text)
      return Formula("piece of \(own): \(others.joined(separator: " | "))", .sum)
    }
  }

  /// The operands in the names of the manual's call: `t`, `a` and `b`, or `x[1]`, `x[2]`, ….
  private static func parameterNames(_ application: Application) -> [Formula] {
    let count = application.operands.count
    if case .condition = application.parameter {
      return (0..<count).map { Formula(name: $0 == count - 2 ? "a" : $0 == count - 1 ? "b" : "c") }
    }
    if case .selection = application.parameter {
      return (1...max(count, 1)).map { Formula(name: count == 1 ? "t" : "t\($0)") }
    }
    let half = count / 2
    func entries(_ name: String, _ count: Int) -> [Formula] {
      (1...max(count, 1)).map { Formula(name: "\(name)[\($0)]") }
    }
    switch application.primitive.spelling {
    case .interpolation: return [Formula(name: "x")] + entries("xs", half) + entries("ys", half)
    case .pick: return entries("y", half) + entries("x", half)
    default: break
    }
    let names = application.primitive.manual.signature?.parameters.map(\.name) ?? []
    if names.count == count { return names.map { Formula(name: $0) } }
    let vector = names.last ?? "x"
    return (1...max(count, 1)).map { Formula(name: "\(vector)[\($0)]") }
  }
}

extension Condition {
  /// Returns the condition as written in the language, over the texts of its node's operands.
  func text(_ operands: [String]) -> String {
    func inner(_ part: Condition) -> String {
      switch part {
      case .and, .or: "(\(part.text(operands)))"
      case .comparison, .not: part.text(operands)
      }
    }
    return switch self {
    case .comparison(let i, let relation):
      "\(operands[2 * i]) \(relation.rawValue) \(operands[2 * i + 1])"
    case .and(let parts): parts.map(inner).joined(separator: " and ")
    case .or(let parts): parts.map(inner).joined(separator: " or ")
    case .not(let part): "not " + inner(part)
    }
  }
}
