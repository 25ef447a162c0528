import ADLText

/// What a command is asked about.
public enum CheckedOperand: Sendable {
  /// An expression, whose value is to be a function.
  case expression(CheckedFunction)

  /// A formula in one name that means nothing: a function of it, differentiated so many times.
  case formula(CheckedFunction, order: Int)
}

extension Checker {
  /// Returns the operand of a command: an expression, or a formula that is more than a name, in
  /// exactly one name that means nothing.
  ///
  /// - Returns: `nil` where an error was found.
  public mutating func check(operand expression: ExpressionID) -> CheckedOperand? {
    var (body, order) = (expression, 0)
    while case .derivative(let base, let count) = tree[body] {
      (body, order) = (base, order + Int(count))
    }
    let free = freeNames(in: body)
    let unknown = free.filter { !isKnown($0.name) }
    let values = unknown.filter { !$0.isCalled }
    guard isFormula(body), let first = values.first else {
      return check(expression).map { .expression($0) }
    }
    let isMisspelled = unknown.count > values.count
    if let other = values.first(where: { $0.name != first.name }) {
      if isMisspelled { return check(expression).map { .expression($0) } }
      report(
        .severalUnknownNames(
          tree[first.name], tree[other.name], in: tree.text(body), at: tree.span(first.place)))
      return nil
    }
    let parameter = ParameterDeclaration(
      name: first.name, nameRange: tree.range(first.place), type: nil, typeRange: nil)
    return function(
      name: nil, parameters: [parameter], body: body, range: tree.range(body)
    ).map { .formula($0, order: order) }
  }

  /// Returns the one name with a value in a formula, which is therefore no function of it.
  public func valueName(in expression: ExpressionID) -> String? {
    guard isFormula(expression) else { return nil }
    let names = freeNames(in: expression).filter {
      if case .value? = environment[tree[$0.name]]?.meaning { !$0.isCalled } else { false }
    }
    guard let first = names.first, names.allSatisfy({ $0.name == first.name }) else { return nil }
    return tree[first.name]
  }

  /// `true` iff the expression is more than a name, and no function as it stands.
  private func isFormula(_ id: ExpressionID) -> Bool {
    switch tree[id] {
    case .name, .number, .lambda, .tuple, .range, .comprehension: false
    case .index(let base, _): if case .derivative = tree[base] { false } else { true }
    default: true
    }
  }

  private func isKnown(_ name: NameID) -> Bool {
    let text = tree[name]
    return environment[text] != nil || Builtin.named(text) != nil || NamedNumber.named(text) != nil
  }

  /// A name that nothing in the expression binds.
  private struct FreeName {
    let name: NameID
    let place: ExpressionID

    /// `true` iff it stands where a function does.
    let isCalled: Bool
  }

  /// The names that are bound around an expression, the innermost first.
  private final class Scope: Sendable {
    let names: Set<NameID>
    let outer: Scope?

    init(_ names: Set<NameID>, in outer: Scope?) {
      self.names = names
      self.outer = outer
    }

    func contains(_ name: NameID) -> Bool {
      var scope: Scope? = self
      while let next = scope {
        if next.names.contains(name) { return true }
        scope = next.outer
      }
      return false
    }
  }

  /// Returns the free names of an expression, in the order of their places.
  private func freeNames(in expression: ExpressionID) -> [FreeName] {
    var found: [FreeName] = []
    var stack: [(id: ExpressionID, scope: Scope?, isCalled: Bool)] = [(expression, nil, false)]
    while let (id, scope, isCalled) = stack.popLast() {
      func push(_ ids: some Sequence<ExpressionID>, _ scope: Scope?, isCalled: Bool = false) {
        for id in ids { stack.append((id, scope, isCalled)) }
      }
      switch tree[id] {
      case .name(let name):
        if scope?.contains(name) != true {
          found.append(FreeName(name: name, place: id, isCalled: isCalled))
        }
      case .call(let callee, let arguments):
        push([callee], scope, isCalled: true)
        push(tree[arguments], scope)
      case .derivative(let base, _): push([base], scope, isCalled: true)
      case .lambda(let parameters, let body):
        push([body], Scope(Set(tree[parameters].flatMap(\.boundNames)), in: scope))
      case .comprehension(let list):
        let loop = tree[list]
        push([loop.lower, loop.upper], scope)
        push(
          [loop.element] + (loop.condition.map { [$0] } ?? []), Scope([loop.variable], in: scope))
      case .letting(let bindings, let body):
        var inner = scope
        for binding in tree[bindings] {
          push([binding.value], inner)
          inner = Scope([binding.name], in: inner)
        }
        push([body], inner)
      default: push(tree.children(of: id), scope)
      }
    }
    return found.sorted { tree.range($0.place).lowerBound < tree.range($1.place).lowerBound }
  }
}

extension ParameterDeclaration {
  /// The name, and those of the sizes that an argument binds.
  fileprivate var boundNames: [NameID] {
    func names(_ sizes: ParameterType.Size...) -> [NameID] {
      sizes.compactMap { if case .name(let name) = $0 { name } else { nil } }
    }
    return switch type {
    case .vector(let size): [name] + names(size)
    case .matrix(let rows, let columns): [name] + names(rows, columns)
    case nil, .real, .natural: [name]
    }
  }
}
