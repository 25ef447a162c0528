import ADLPrograms
import ADLText

extension Instantiator {
  /// Runs a call: the function, then the arguments once each, then the body.
  func call(
    _ callee: CodeID, _ arguments: ListID<CodeID>, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    guard case .function(let function) = try evaluate(callee, frame) else {
      throw .diagnostic(.callOfValue(frame.span(callee).text, at: frame.span(callee)))
    }
    let codes = frame.code[arguments]
    let site = CallSite(frame: frame, id: id, arguments: codes)
    if case .builtin(let builtin) = function.kind,
      let value = try callWithForms(builtin, site)
    {
      return value
    }
    if case .defined(let definition, let captures) = function.kind, !definition.isSelection,
      !definition.isRule, policy == nil
    {
      let base = stack.top
      for code in codes { stack.push(try evaluate(code, frame)) }
      return try call(definition, captures, base: base, site)
    }
    var values: [Value] = []
    values.reserveCapacity(codes.count)
    for code in codes { values.append(try evaluate(code, frame)) }
    return try call(function, values, site)
  }

  /// Calls a function whose arguments are not all values, but conditions or ranges; `nil` for others.
  private func callWithForms(
    _ builtin: Builtin, _ site: CallSite
  ) throws(LoweringFailure) -> Value? {
    switch builtin.kind {
    case .indicator, .choice, .fold, .scan: break
    default: return nil
    }
    guard builtin.arity.contains(site.arguments.count) else {
      throw .diagnostic(.argumentCount(of: builtin, found: site.arguments.count, at: site.span))
    }
    switch builtin.kind {
    case .indicator: return try indicator(site)
    case .choice: return try choice(site)
    default: return try loop(builtin, keepsStates: builtin.kind == .scan, site)
    }
  }

  /// Where a call stands, for the places of its parts.
  struct CallSite {
    let frame: Activation
    let id: CodeID

    /// The arguments as they are written; none where the call is not written as one.
    let arguments: UnsafeBufferPointer<CodeID>

    init(
      frame: Activation, id: CodeID,
      arguments: UnsafeBufferPointer<CodeID> = UnsafeBufferPointer(start: nil, count: 0)
    ) {
      self.frame = frame
      self.id = id
      self.arguments = arguments
    }

    /// Creates the place of a call that no function makes, but what stands at `span`.
    init(root span: SourceSpan, of instantiator: Instantiator) {
      var tree = SyntaxTree(file: span.file)
      var code = CodeStore()
      let id = code.insert(.link, from: tree.insert(.number, span.range))
      let function = CheckedFunction(
        name: nil, parameters: [], isSelection: false, documentation: nil, references: [],
        span: span, tree: tree, code: code, body: id, constants: [], lambdas: [], captures: [],
        slotCount: 0)
      let frame = instantiator.activation(function, base: instantiator.stack.top, calledAt: .none)
      self.init(frame: frame, id: id)
    }

    var anchor: Anchor { frame.anchor(id) }
    var span: SourceSpan { frame.span(id) }

    /// The place of the argument at `position`, from 0.
    func span(ofArgument position: Int) -> SourceSpan {
      position < arguments.count ? frame.span(arguments[position]) : span
    }
  }

  /// Calls a function with arguments that have been evaluated.
  ///
  /// - Parameter whole: the position of a whole number that stays known whatever its parameter is.
  func call(
    _ function: FunctionValue, _ values: [Value], _ site: CallSite, keepingWhole whole: Int? = nil
  ) throws(LoweringFailure) -> Value {
    switch function.kind {
    case .builtin(let builtin): return try call(builtin, values, site)
    case .derivative(let base, let order):
      // What has no value is found number by number.
      if policy != nil, options.domain == .notANumber, builder.isInBlock { throw .irregular }
      if let policy, !builder.isInBlock,
        let value = try policy.differentiate(base, order, values, site, in: self)
      {
        return try undefined(value, whereNot: base, values, site)
      }
      let value = try differentiate(base, order, values, site)
      return policy == nil ? value : try undefined(value, whereNot: base, values, site)
    case .defined(let definition, let captures):
      if definition.isSelection { return try select(definition, values, site) }
      if definition.isRule { return try state(definition, values, site) }
      func fold() throws(LoweringFailure) -> Value {
        let base = stack.top
        for value in values { stack.push(value) }
        return try call(definition, captures, base: base, site, keepingWhole: whole)
      }
      guard let policy, !builder.isInBlock else { return try fold() }
      return try policy.call(function, values, site, in: self, fold: fold)
    }
  }

  /// Returns the derivative with not-a-number in the rows of the outputs that have no value: outside
  /// its domain a function has no derivative either, whatever its formula gives there.
  private func undefined(
    _ derivative: Value, whereNot function: FunctionValue, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    guard options.domain == .notANumber, let shape = shape(derivative) else { return derivative }
    let value = try constant(call(function, values, site), anchor: site.anchor)
    let outputs = value.entries
    guard !outputs.isEmpty, outputs.contains(where: { $0.double.isNaN }) else { return derivative }
    let width = shape.count / outputs.count
    let nan = builder.literal(Literal(.nan))
    var all = entries(derivative)
    for (i, output) in outputs.enumerated() where output.double.isNaN {
      for j in i * width..<(i + 1) * width { all[j] = nan }
    }
    return self.value(all, shape)
  }

  /// Calls a defined function whose arguments are on the stack from `base` on.
  private func call(
    _ function: CheckedFunction, _ captures: [Value], base: Int, _ site: CallSite,
    keepingWhole whole: Int? = nil
  ) throws(LoweringFailure) -> Value {
    defer { stack.setTop(base) }
    let count = stack.top - base
    guard count == function.parameters.count else {
      throw .diagnostic(
        .argumentCount(
          function.name ?? "the function", expected: function.parameters.count, found: count,
          at: site.span, defined: function.span))
    }
    if function.hasNumbers, let shape = try mappedShape(function, base, site) {
      return try map(function, captures, base: base, over: shape, site, keepingWhole: whole)
    }
    let frame = activation(function, base: base, calledAt: site.anchor)
    stack.setTop(base + function.slotCount)
    let kept = whole.map { stack[base + $0] }
    try bind(frame, captures, site)
    if let whole, let kept, case .any = function.parameters[whole].kind {
      stack[base + whole] = kept
    }
    try tick()
    if let given = function.given { return try call(given, frame) }
    return try evaluate(function.body, frame)
  }

  /// The shape of the arrays that stand for numbers among the arguments, which begin at `base` on the
  /// stack; `nil` where there are none.
  private func mappedShape(
    _ function: CheckedFunction, _ base: Int, _ site: CallSite
  ) throws(LoweringFailure) -> Shape? {
    var common: (shape: Shape, position: Int)?
    for (i, parameter) in function.parameters.enumerated() {
      guard case .real = parameter.kind, stack[base + i].isCompound,
        let shape = shape(stack[base + i])
      else { continue }
      if let common, common.shape != shape {
        throw .diagnostic(
          .shapesDiffer(
            common.shape, shape, at: site.span, first: site.span(ofArgument: common.position),
            second: site.span(ofArgument: i)))
      }
      common = common ?? (shape, i)
    }
    return common?.shape
  }

  /// Calls a function of numbers at every entry of the arrays that stand for some of them; the other
  /// arguments meet every entry.
  private func map(
    _ function: CheckedFunction, _ captures: [Value], base: Int, over shape: Shape,
    _ site: CallSite, keepingWhole whole: Int?
  ) throws(LoweringFailure) -> Value {
    let values = function.parameters.indices.map { stack[base + $0] }
    let columns = zip(function.parameters, values).map { parameter, value -> [Operand]? in
      if case .real = parameter.kind, value.isCompound { entries(value) } else { nil }
    }
    let block = try block(function, values, columns, count: shape.count) {
      (values) throws(LoweringFailure) in
      let top = stack.top
      for value in values { stack.push(value) }
      return try call(function, captures, base: top, site, keepingWhole: whole)
    }
    if let block { return value(block, shape) }
    var results: [Operand] = []
    results.reserveCapacity(shape.count)
    for i in 0..<shape.count {
      let top = stack.top
      for (value, column) in zip(values, columns) {
        stack.push(column.map { .scalar($0[i]) } ?? value)
      }
      let result = try call(function, captures, base: top, site, keepingWhole: whole)
      guard let operand = operand(result) else {
        throw .diagnostic(
          .mappedResult(
            function.name ?? "the function", found: kind(of: result), at: site.span))
      }
      results.append(operand)
      try tick()
    }
    return value(results, shape)
  }

  /// Calls a function whose program is given, and whose arguments are on the stack.
  private func call(
    _ given: GivenFunction, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    // All of it is appended at once, so what it takes is looked at before.
    let count = given.program.m - given.program.p
    if let foldingEnd, builder.foldings + count > foldingEnd { throw .outOfBudget }
    if builder.m + count > nodeEnd { throw .outOfBudget }
    var arguments: [Operand] = []
    arguments.reserveCapacity(given.program.p)
    for i in given.parameters.indices { arguments += entries(stack[frame.base + i]) }
    let results = builder.inline(
      given.program, arguments: arguments, anchorsFrom: frame.anchors ?? 0)
    try checkFailure()
    return value(results, given.shape)
  }

  /// Gives the slots of a frame whose arguments are there their other values, after checking that
  /// the arguments are what the parameters want.
  func bind(
    _ frame: Activation, _ captures: [Value], _ site: CallSite
  ) throws(LoweringFailure) {
    let function = frame.function
    for (capture, value) in zip(function.captures, captures) {
      stack[frame.base + Int(capture.own.index)] = value
    }
    if function.hasOnlyPlainParameters {
      for i in 0..<function.parameters.count {
        // A whole number that is passed on becomes a real one: only `N` keeps it known.
        switch stack[frame.base + i] {
        case .integer(let integer): stack[frame.base + i] = .scalar(literal(integer))
        case .index(let column): stack[frame.base + i] = .scalar(operand(column))
        default: break
        }
      }
      return
    }
    var sizes = SizeBindings(firstSize: function.parameters.count)
    for (i, parameter) in function.parameters.enumerated() {
      try bind(parameter, i, frame, &sizes, site)
    }
  }

  /// What bound each size of a call.
  private struct SizeBindings {
    let firstSize: Int
    var places: [Slot: (size: Int, parameter: CheckedParameter)] = [:]
  }

  private func bind(
    _ parameter: CheckedParameter, _ position: Int, _ frame: Activation,
    _ sizes: inout SizeBindings, _ site: CallSite
  ) throws(LoweringFailure) {
    let value = stack[frame.base + position]
    let span = site.span(ofArgument: position)
    func mismatch(_ expected: String) -> LoweringFailure {
      .diagnostic(
        .argumentKind(parameter, expected: expected, found: kind(of: value), at: span))
    }
    switch parameter.kind {
    case .any:
      switch value {
      case .integer, .index: stack[frame.base + position] = .scalar(entries(value)[0])
      default: break
      }
    case .real:
      guard let operand = operand(value) else { throw mismatch("a number") }
      stack[frame.base + position] = .scalar(operand)
    case .natural:
      guard case .integer(let integer) = value, integer >= 0 else {
        if case .scalar(let operand) = value, builder.literal(of: operand) == nil {
          throw .diagnostic(.naturalNotKnown(parameter, at: span))
        }
        throw mismatch("a natural number")
      }
    case .vector(let size):
      guard case .vector(let vector) = value else { throw mismatch("a vector") }
      try bind(size, vector.count, parameter, frame, &sizes, span)
    case .matrix(let rows, let columns):
      guard case .matrix(let matrix) = value else { throw mismatch("a matrix") }
      try bind(rows, matrix.rows, parameter, frame, &sizes, span)
      try bind(columns, matrix.columns, parameter, frame, &sizes, span)
    }
  }

  private func bind(
    _ size: CheckedParameter.Size, _ found: Int, _ parameter: CheckedParameter,
    _ frame: Activation, _ sizes: inout SizeBindings, _ span: SourceSpan
  ) throws(LoweringFailure) {
    switch size {
    case .number(let expected):
      if expected != found {
        throw .diagnostic(.sizeMismatch(parameter, expected: expected, found: found, at: span))
      }
    case .slot(let slot, let name):
      let place = frame.base + Int(slot.index)
      if Int(slot.index) < sizes.firstSize, case .integer(let expected) = stack[place] {
        // The size is a parameter `n: N`.
        if expected != found {
          throw .diagnostic(.sizeMismatch(parameter, expected: expected, found: found, at: span))
        }
      } else if let bound = sizes.places[slot] {
        if bound.size != found {
          throw .diagnostic(
            .sizeConflict(
              name, bound.size, by: bound.parameter, found, in: parameter, at: span))
        }
      } else {
        sizes.places[slot] = (found, parameter)
        stack[place] = .integer(found)
      }
    }
  }
}
