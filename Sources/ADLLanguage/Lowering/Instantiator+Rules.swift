import ADLPrograms
import ADLText

/// A function with a derivative of its own, for inputs of certain shapes.
struct RulePrograms {
  /// The value.
  let value: Program

  /// The derivative in each input that is stated.
  let derivatives: Program
  let rule: StatedRule
}

extension Instantiator {
  /// Applies a function that states its derivative: its value and what it states become nodes, and
  /// one more node makes a derivative of what is stated. A function of numbers works element by
  /// element on vectors.
  func state(
    _ function: CheckedFunction, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    guard values.count == function.parameters.count else {
      throw .diagnostic(
        .argumentCount(
          function.name ?? "the rule", expected: function.parameters.count,
          found: values.count, at: site.span, defined: function.span))
    }
    if let shape = try mappedShape(function, values, site) {
      let columns = values.map { entries($0) }
      var results: [Operand] = []
      for i in 0..<shape.count {
        let own: [Value] = zip(values, columns).map { value, column in
          value.isCompound ? .scalar(column[i]) : value
        }
        if let operand = operand(try state(function, own, site)) { results.append(operand) }
      }
      return value(results, shape)
    }
    let (key, operands) = key(function, values)
    let programs: RulePrograms
    if let known = shared.rules[key] {
      programs = known
    } else {
      programs = try RuleWriter(function, values, key.shapes, self, site).programs()
      shared.rules[key] = programs
    }
    let result = builder.inline(programs.value, arguments: operands)
    try checkFailure()
    // Where an expression is evaluated nothing asks for the derivative.
    if policy != nil, result[0].literal != nil { return .scalar(result[0]) }
    let stated = builder.inline(programs.derivatives, arguments: operands)
    try checkFailure()
    return .scalar(
      builder.apply(
        .rule, operands + stated + result, parameter: .stated(programs.rule), anchor: site.anchor))
  }
}

/// Writes the programs of a function with a derivative of its own.
private struct RuleWriter {
  private let function: CheckedFunction
  private let values: [Value]
  private let shapes: [Shape?]
  private let instantiator: Instantiator
  private let site: Instantiator.CallSite

  init(
    _ function: CheckedFunction, _ values: [Value], _ shapes: [Shape?],
    _ instantiator: Instantiator, _ site: Instantiator.CallSite
  ) {
    self.function = function
    self.values = values
    self.shapes = shapes
    self.instantiator = instantiator
    self.site = site
  }

  private var inputCount: Int { shapes.reduce(0) { $0 + ($1?.count ?? 0) } }

  func programs() throws(LoweringFailure) -> RulePrograms {
    guard let derivative = function.derivative else {
      preconditionFailure("a rule states a derivative")
    }
    let value = try program(adjoint: .none) { (own, frame) throws(LoweringFailure) in
      let value = try own.evaluate(function.body, frame)
      guard let operand = own.operand(value) else {
        throw .diagnostic(
          .numberExpected(found: own.kind(of: value), at: frame.span(function.body)))
      }
      return [operand]
    }
    func results(
      _ own: Instantiator, _ frame: Instantiator.Activation
    ) throws(LoweringFailure) -> [Operand] {
      var operands: [Operand] = []
      for (shape, result) in zip(shapes.compactMap(\.self), derivative.results) {
        let value = try own.evaluate(result, frame)
        guard own.shape(value) == shape else {
          throw .diagnostic(
            .statedShape(expected: shape, found: own.kind(of: value), at: frame.span(result)))
        }
        operands += own.entries(value)
      }
      return operands
    }
    if derivative.adjoint != nil {
      let backward = try program(adjoint: .input, results)
      guard backward.isSeenLinear(in: inputCount) else {
        throw .diagnostic(.statedNotLinear(function.name ?? "", at: function.span))
      }
    }
    let arguments = shapes.compactMap(\.self).map { shape -> StatedRule.Argument in
      switch shape {
      case .scalar: .number
      case .vector(let count): .vector(count)
      case .matrix(let rows, let columns): .matrix(rows: rows, columns: columns)
      }
    }
    return RulePrograms(
      value: value, derivatives: try program(adjoint: .one, results),
      rule: StatedRule(name: function.name ?? "rule", arguments: arguments))
  }

  /// What stands for the adjoint that the sweep brings.
  private enum Adjoint { case none, one, input }

  /// Writes the program of what `body` returns, in a frame of the function.
  private func program(
    adjoint: Adjoint,
    _ body: (Instantiator, Instantiator.Activation) throws(LoweringFailure) -> [Operand]
  ) throws(LoweringFailure) -> Program {
    let p = inputCount
    let own = Instantiator(
      inputs: adjoint == .input ? p + 1 : p, options: instantiator.options,
      shared: instantiator.shared)
    var next = 0
    for (value, shape) in zip(values, shapes) {
      guard let shape else {
        own.stack.push(value)
        continue
      }
      own.stack.push(own.value((next..<next + shape.count).map { own.builder.input($0) }, shape))
      next += shape.count
    }
    let frame = own.activation(function, base: 0, calledAt: site.anchor)
    own.stack.setTop(function.slotCount)
    try own.bind(frame, [], site)
    if let slot = function.derivative?.adjoint, adjoint != .none {
      let operand = adjoint == .one ? own.literal(1) : own.builder.input(p)
      own.stack[Int(slot.index)] = .scalar(operand)
    }
    let outputs = try body(own, frame)
    do throws(BuildFailure) {
      return try own.builder.seal(outputs: outputs, anchor: site.anchor)
    } catch {
      throw instantiator.failure(error)
    }
  }
}
