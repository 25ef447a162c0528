import ADLPrograms
import ADLText

extension Instantiator {
  /// What a derivative program depends on: the function with what it keeps, the shapes of its
  /// arguments, the arguments that are not inputs, and the order.
  struct DerivativeKey: Hashable {
    let function: ObjectIdentifier
    let builtin: Builtin?
    let order: Int
    let shapes: [Shape?]
    let naturals: [Int]
  }

  /// The entries of a derivative, as a program of the arguments' entries.
  struct DerivativeProgram {
    let program: Program
    let outputs: [Int]
    let shape: Shape
  }

  /// Calls the derivative of a function: of a number in a number a number, of a number in several a
  /// gradient, and otherwise a Jacobian, whose rows are the outputs. In a single number it has the
  /// shape of the function's value.
  ///
  /// - Parameter limit: how many applications its program may have; one that would have more fails
  ///   with `.outOfBudget`, soon.
  func differentiate(
    _ function: FunctionValue, _ order: Int, _ values: [Value], _ site: CallSite,
    within limit: Int = .max
  ) throws(LoweringFailure) -> Value {
    let isInput = try inputs(of: function, values, site)
    let arguments = zip(values, isInput).flatMap { value, isInput in
      isInput ? entries(value) : []
    }
    if arguments.isEmpty {
      throw .diagnostic(.nothingToDifferentiateBy(function.name, at: site.span))
    }
    // Values that a lambda keeps are inputs too, but not ones that it is differentiated by.
    let kept = Capturing(function, values, isInput)
    if kept.hasColumns { throw .irregular }
    let derivative: DerivativeProgram
    if kept.isConstant, let key = key(function, order, values, isInput) {
      if let known = shared.derivatives[key] {
        derivative = known
      } else {
        derivative = try self.derivative(
          of: function, order, values, isInput, kept, arguments.count, site, within: limit)
        shared.derivatives[key] = derivative
      }
    } else {
      derivative = try self.derivative(
        of: function, order, values, isInput, kept, arguments.count, site, within: limit)
    }
    let operands = builder.inline(
      derivative.program, arguments: arguments + kept.operands, outputs: derivative.outputs)
    try checkFailure()
    return value(operands, derivative.shape)
  }

  /// Which of the arguments are inputs: not those of parameters `k: N`, and no functions.
  func inputs(
    of function: FunctionValue, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> [Bool] {
    switch function.kind {
    case .derivative(let base, _): return try inputs(of: base, values, site)
    case .defined(let definition, _):
      guard definition.parameters.count == values.count else {
        throw .diagnostic(
          .argumentCount(
            function.name, expected: definition.parameters.count, found: values.count,
            at: site.span, defined: definition.span))
      }
      return zip(definition.parameters, values).map { parameter, value in
        !parameter.isNatural && shape(value) != nil
      }
    case .builtin(let builtin):
      guard builtin.arity.contains(values.count) else {
        throw .diagnostic(.argumentCount(of: builtin, found: values.count, at: site.span))
      }
      return values.enumerated().map { i, value in
        builtin.signature.kind(ofArgument: i) != .natural && shape(value) != nil
      }
    }
  }

  /// The key of a derivative, unless an argument that is not an input is not a whole number.
  private func key(
    _ function: FunctionValue, _ order: Int, _ values: [Value], _ isInput: [Bool]
  ) -> DerivativeKey? {
    var naturals: [Int] = []
    for (value, isInput) in zip(values, isInput) where !isInput {
      guard case .integer(let integer) = value else { return nil }
      naturals.append(integer)
    }
    let shapes = zip(values, isInput).map { value, isInput in isInput ? shape(value) : nil }
    switch function.kind {
    case .defined(let definition, let captures):
      if !captures.isEmpty { return nil }
      return DerivativeKey(
        function: ObjectIdentifier(definition), builtin: nil, order: order, shapes: shapes,
        naturals: naturals)
    case .builtin(let builtin):
      return DerivativeKey(
        function: ObjectIdentifier(Instantiator.self), builtin: builtin, order: order,
        shapes: shapes,
        naturals: naturals)
    case .derivative: return nil
    }
  }

  /// The shape of a derivative of the given order of a value of the given shape: in a single number
  /// it is the same.
  func shapeOfDerivative(
    of shape: Shape, _ order: Int, by values: [Value], _ isInput: [Bool]
  ) -> Shape {
    let inputs = zip(values, isInput).compactMap { value, isInput in
      isInput ? self.shape(value) : nil
    }
    if inputs == [.scalar] { return shape }
    return shape.differentiated(order, in: inputs.reduce(0) { $0 + $1.count })
  }

  /// Writes the derivative of the given order, with `count` inputs to differentiate by.
  private func derivative(
    of function: FunctionValue, _ order: Int, _ values: [Value], _ isInput: [Bool],
    _ kept: Capturing, _ count: Int, _ site: CallSite, within limit: Int
  ) throws(LoweringFailure) -> DerivativeProgram {
    let inner = Instantiator(inputs: count + kept.operands.count, options: options, shared: shared)
    inner.nodeEnd = limit
    var next = 0
    var arguments: [Value] = []
    for (value, isInput) in zip(values, isInput) {
      guard isInput, let shape = shape(value) else {
        arguments.append(kept.translated(value, to: inner, from: self, firstInput: count))
        continue
      }
      let operands = (next..<next + shape.count).map { inner.builder.input($0) }
      next += shape.count
      arguments.append(inner.value(operands, shape))
    }
    let own = kept.translated(function, to: inner, from: self, firstInput: count)
    let place = CallSite(frame: site.frame, id: site.id)
    let value = try inner.call(own, arguments, place)
    guard let shape = inner.shape(value), shape.count > 0 else {
      throw .diagnostic(.derivativeOfNoNumber(function.name, at: site.span))
    }
    var program = try written { () throws(BuildFailure) in
      try inner.builder.seal(outputs: inner.entries(value), anchor: site.anchor)
    }
    var outputs = Array(0..<program.q)
    for done in 1...order {
      let width = program.p
      let isSwept = done == order && program.q <= program.p
      if isSwept, program.sweepCount > limit { throw .outOfBudget }
      program = try written { () throws(BuildFailure) in
        try program.derivative(
          under: options.convention, nodeLimit: options.nodeLimit,
          cancellation: options.cancellation)
      }
      if !isSwept, program.m - program.p > limit { throw .outOfBudget }
      outputs = outputs.flatMap { row in (0..<count).map { row * width + $0 } }
    }
    return DerivativeProgram(
      program: program, outputs: outputs,
      shape: shapeOfDerivative(of: shape, order, by: values, isInput))
  }

  private func written<Result>(
    _ body: () throws(BuildFailure) -> Result
  ) throws(LoweringFailure) -> Result {
    do throws(BuildFailure) {
      return try body()
    } catch {
      throw failure(error)
    }
  }
}

extension Program {
  /// How many applications its Jacobian takes, roughly: A(P) has about five nodes for each of P and
  /// each output, and for each operand of a selection one that looks at all of them.
  var sweepCount: Int {
    q
      * (p..<m).reduce(0) { sum, k in
        let application = application(k)
        let width = application.primitive.selection == nil ? 0 : application.operands.count
        return sum + max(5, width * width)
      }
  }
}

extension Shape {
  /// The shape of the derivative in `count` inputs, of the given order.
  fileprivate func differentiated(_ order: Int, in count: Int) -> Shape {
    var shape = self
    for _ in 0..<order {
      shape = shape == .scalar ? .vector(count) : .matrix(rows: shape.count, columns: count)
    }
    return shape
  }
}
