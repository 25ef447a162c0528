import ADLPrograms
import ADLText

/// Expressions that stand for values.
extension Checker {
  var frame: Frame {
    get { frames[frames.count - 1] }
    _modify { yield &frames[frames.count - 1] }
  }

  /// Returns the code of an expression that must be a value.
  mutating func value(_ id: ExpressionID) -> CodeID {
    switch tree[id] {
    case .number: return number(id)
    case .name(let name): return resolve(name, id)
    case .prefix(.minus, let operand): return insert(.negation(value(operand)), id)
    case .prefix(.plus, let operand): return value(operand)
    case .infix(.power, let base, let exponent):
      let base = value(base)
      return insert(.power(base, value(exponent)), id)
    case .infix(let operation, _, _) where operation != .and && operation != .or:
      return chain(id)
    case .prefix(.not, _), .infix, .comparison:
      report(.conditionAsValue(at: tree.span(id)))
      return insert(.constant(0), id)
    case .derivative(let base, let order):
      return insert(.derivative(value(base), order: order), id)
    case .call(let callee, let arguments): return call(callee, arguments, id)
    case .index(let base, let indices):
      if let part = derivativePart(base, indices, id) { return part }
      tableBase = base
      let base = value(base)
      let indices = tree[indices].map { index in
        positionPlace = index
        return self.index(index)
      }
      return insert(.index(base, frame.code.insert(indices)), id)
    case .column(let base, let name): return column(name, of: base, id)
    case .vector(let elements): return vector(elements, id)
    case .matrix(let rows):
      let rows = tree[rows].map { value($0) }
      return insert(.matrix(frame.code.insert(rows)), id)
    case .conditional(let condition, let consequent, let alternative):
      let condition = self.condition(condition)
      let consequent = value(consequent)
      return insert(.conditional(condition, then: consequent, else: value(alternative)), id)
    case .letting(let bindings, let body):
      return letting(bindings, id) { checker in checker.value(body) }
    case .lambda(let parameters, let body): return lambda(parameters, body, id)
    case .comprehension:
      report(.strayComprehension(at: tree.span(id)))
      return insert(.constant(0), id)
    case .range, .tuple:
      report(.strayRange(at: tree.span(id)))
      return insert(.constant(0), id)
    }
  }

  mutating func insert(_ code: Code, _ id: ExpressionID) -> CodeID {
    frame.code.insert(code, from: id)
  }

  /// Returns the code of operators of one level, flat.
  private mutating func chain(_ id: ExpressionID) -> CodeID {
    var operations: [(operation: InfixOperator, right: ExpressionID, whole: ExpressionID)] = []
    var first = id
    var precedence: Precedence?
    while case .infix(let operation, let left, let right) = tree[first] {
      let level = OperatorTable.row(.operation(operation)).precedence
      if operation == .power || precedence ?? level != level { break }
      precedence = level
      operations.append((operation, right, first))
      first = left
    }
    if let mask = mask(first, operations.map { ($0.operation, $0.right) }.reversed()) {
      report(mask)
      return insert(.constant(0), id)
    }
    let start = value(first)
    var links: [Code.ChainLink] = []
    for (operation, right, whole) in operations.reversed() {
      let operand = value(right)
      links.append(
        Code.ChainLink(operation: operation, right: operand, place: insert(.link, whole)))
    }
    return insert(.chain(start, frame.code.insert(links)), id)
  }

  /// Why a product of a condition and a value is none: what is written in its place.
  private func mask(
    _ first: ExpressionID, _ factors: [(operation: InfixOperator, right: ExpressionID)]
  ) -> Diagnostic? {
    guard factors.count == 1, factors[0].operation == .multiply else { return nil }
    for (condition, other) in [(first, factors[0].right), (factors[0].right, first)] {
      switch tree[condition] {
      case .comparison, .infix(.and, _, _), .infix(.or, _, _), .prefix(.not, _):
        return .conditionAsFactor(
          at: tree.span(condition),
          meant: "if \(tree.text(condition)) then \(tree.text(other)) else 0")
      default: continue
      }
    }
    return nil
  }

  private mutating func number(_ id: ExpressionID) -> CodeID {
    let short = tree.file.bytes.withUnsafeBufferPointer { ShortDecimal($0[tree.range(id)]) }
    if let constant = short?.constant { return frame.constant(constant, from: id) }
    let text = tree.text(id)
    guard let double = Double(text), double.isFinite, let exact = Rational(decimal: text) else {
      if !diagnostics.containsError { report(.numberOutOfRange(at: tree.span(id))) }
      return frame.constant(.integer(0), from: id)
    }
    if double.rounded() == double, abs(double) < 0x1p53, exact == Rational(Int(double)) {
      return frame.constant(.integer(Int(double)), from: id)
    }
    return frame.constant(.number(Literal(double: double, exact: exact)), from: id)
  }

  mutating func index(_ id: ExpressionID) -> CodeID {
    guard case .range(let lower, let upper) = tree[id] else { return value(id) }
    let low = value(lower)
    return insert(.range(low, value(upper)), id)
  }

  private mutating func vector(_ elements: ListID<ExpressionID>, _ id: ExpressionID) -> CodeID {
    let codes = tree[elements].map { element in
      if case .comprehension(let list) = tree[element] { return comprehension(list, element) }
      return value(element)
    }
    return insert(.vector(frame.code.insert(codes)), id)
  }

  mutating func comprehension(_ list: ListID<Comprehension>, _ id: ExpressionID) -> CodeID {
    let loop = tree[list]
    let lower = value(loop.lower)
    let upper = value(loop.upper)
    let slot = frame.bind(loop.variable)
    let condition = loop.condition.map { self.condition($0) }
    let element = value(loop.element)
    frame.unbind(loop.variable)
    return insert(
      .comprehension(
        frame.code.insert(
          Code.Loop(
            element: element, slot: slot, lower: lower, upper: upper, condition: condition))), id)
  }

  /// Returns the code of a `let`; each binding sees the ones before it.
  mutating func letting(
    _ bindings: ListID<Binding>, _ id: ExpressionID, body: (inout Checker) -> CodeID
  ) -> CodeID {
    var assignments: [Code.Assignment] = []
    let isLast = positionPlace == id
    for binding in tree[bindings] {
      let value = self.value(binding.value)
      assignments.append(Code.Assignment(slot: frame.bind(binding.name), value: value))
    }
    if isLast, case .letting(_, let last) = tree[id] { positionPlace = last }
    let result = body(&self)
    for binding in tree[bindings] { frame.unbind(binding.name) }
    return insert(.letting(frame.code.insert(assignments), result), id)
  }

  private mutating func lambda(
    _ parameters: ListID<ParameterDeclaration>, _ body: ExpressionID, _ id: ExpressionID
  ) -> CodeID {
    frames.append(Frame())
    let checked = self.parameters(Array(tree[parameters]))
    positionPlace = body
    let root = value(body)
    let inner = frames.removeLast()
    frame.lambdas.append(
      inner.function(
        name: nil, parameters: checked, references: references, span: tree.span(id), tree: tree,
        body: root))
    return insert(.lambda(Int32(frame.lambdas.count - 1)), id)
  }
}
