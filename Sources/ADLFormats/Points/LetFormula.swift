import ADLPrograms

/// The formula of a program without selections, as the language reads it back: what occurs more
/// than once is named with `let`, signs stand where they read best, and factors 1 are left out.
package struct LetFormula: Sendable {
  private let program: Program
  private let inputNames: [String]

  /// Creates the formulas of `program`.
  /// - Requires: one name an input.
  package init(_ program: Program, inputNames: [String]) {
    self.program = program
    self.inputNames = inputNames
  }

  /// Returns the formula of the given outputs, from 0: of one alone, of several as a vector with
  /// `columns` entries a row; `nil` where it would take more than `limit` characters, or where a
  /// selection that the language cannot spell inline is in it.
  /// - Complexity: that of the nodes which the outputs are made of, and of the formula.
  package func text(outputs: Range<Int>, columns: Int? = nil, limit: Int = 2_000) -> String? {
    let roots = outputs.map { program.outputs.lowerBound + $0 }
    let (nodes, uses) = reached(from: roots)
    var formulas: [Int: Formula] = [:]
    var bindings: [String] = []
    var length = 0
    for k in nodes {
      if k < program.p {
        formulas[k] = Formula(name: inputNames[k]).tidy
        continue
      }
      guard let formula = own(k, formulas), formula.text.utf8.count <= limit else { return nil }
      let isNamed = uses[k]! > 1 && !roots.contains(k) && isCompound(formula)
      if isNamed {
        let name = fresh(bindings.count)
        bindings.append("\(name) = \(formula.text)")
        length += formula.text.utf8.count + name.utf8.count
        guard length <= limit else { return nil }
        formulas[k] = Formula(name: name).tidy
      } else {
        formulas[k] = formula
      }
    }
    let parts = roots.compactMap { formulas[$0]?.text }
    let body =
      if outputs.count == 1 { parts[0] } else if let columns, columns < parts.count {
        "["
          + stride(from: 0, to: parts.count, by: columns).map {
            parts[$0..<$0 + columns].joined(separator: ", ")
          }.joined(separator: "; ") + "]"
      } else {
        "[\(parts.joined(separator: ", "))]"
      }
    let text =
      bindings.isEmpty ? body : "let \(bindings.joined(separator: ", ")) in \(body)"
    return text.utf8.count <= limit ? text : nil
  }

  /// The nodes that `roots` are made of, in program order, and how often each is written.
  private func reached(from roots: [Int]) -> (nodes: [Int], uses: [Int: Int]) {
    var uses: [Int: Int] = [:]
    var stack: [Int] = []
    func use(_ k: Int) {
      uses[k, default: 0] += 1
      if uses[k] == 1 { stack.append(k) }
    }
    for k in roots { use(k) }
    while let k = stack.popLast() {
      guard k >= program.p else { continue }
      for operand in operands(k) { if let j = operand.node { use(j) } }
    }
    return (uses.keys.sorted(), uses)
  }

  /// `true` iff writing the formula twice is longer than naming it.
  private func isCompound(_ formula: Formula) -> Bool { formula.text.utf8.count > 6 }

  /// Returns a name that no input has.
  private func fresh(_ number: Int) -> String {
    let taken = Set(inputNames.map { String($0.prefix { $0 != "[" }) })
    var name = "u\(number + 1)"
    while taken.contains(name) { name = "u_" + name }
    return name
  }

  /// The operands of node `k` that its formula shows.
  private func operands(_ k: Int) -> [Operand] {
    let application = program.application(k)
    let all = Array(application.operands)
    return application.primitive.spelling == .lastOperand ? Array(all.suffix(1)) : all
  }

  private func own(_ k: Int, _ formulas: [Int: Formula]) -> Formula? {
    let application = program.application(k)
    let operands = operands(k).compactMap { operand -> Formula? in
      operand.node.map { formulas[$0]! }
        ?? Formula(exactly: program.literals[operand.literal!]).tidy
    }
    guard operands.count == self.operands(k).count else { return nil }
    func vector(_ part: ArraySlice<Formula>) -> Formula {
      Formula(name: "[\(part.map(\.text).joined(separator: ", "))]")
    }
    switch application.primitive.spelling {
    case .infix, .negation, .integerPower:
      guard case .function(let rule) = application.primitive.kind else { return nil }
      return rule.value(operands, application.parameter)
    case .call(let name): return Formula(call: name, operands)
    case .vectorCall(let name): return Formula(call: name, [vector(operands[...])])
    case .pairOfVectors(let name):
      let half = operands.count / 2
      return Formula(call: name, [vector(operands[..<half]), vector(operands[half...])])
    case .lastOperand: return operands.last
    case .stated: return Formula(call: application.name, application.shown(operands))
    case .entry, .lastEntry, .pick, .interpolation, .choice, .ranked, .branch, .declared, .derived:
      return nil
    }
  }
}

extension Formula {
  /// Creates the formula of the number that `literal` names, as a fraction where no short decimal
  /// is that number.
  fileprivate init(exactly literal: Literal) {
    let decimal = NumberText.text(literal.double)
    guard let exact = literal.exact, Rational(decimal: decimal) != exact,
      exact.description.utf8.count <= 24
    else {
      self.init(literal)
      return
    }
    self.init(exact.description, .product)
  }
}
