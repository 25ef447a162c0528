import ADLPrograms

/// Calls with known arguments in an expression that is being evaluated.
///
/// What is small folds, exactly as long as the expression's share of exact folding lasts. What is
/// large, or called again and again, is compiled into a plan and runs on the engine, in doubles.
extension Machine {
  /// Returns the value of a call of a defined function by the engine; `nil` if it is to be folded.
  ///
  /// - Parameter fold: folds the call.
  func evaluateKnown(
    _ function: FunctionValue, _ values: [Value], _ site: CallSite,
    fold: () throws(LoweringFailure) -> Value
  ) throws(LoweringFailure) -> Value {
    guard !watch.isWatching, let compiled = shared.compiled,
      let (signature, isInput) = signature(of: function, values, site)
    else { return try fold() }
    switch compiled.state(of: signature.key) {
    case .impossible: return try fold()
    case .compiled(let program):
      if fitsExactFolding(program) { return try fold() }
      if let value = try run(program, signature) { return value }
      return try fold()
    case .worthCompiling where builder.isExactFoldingSpent: break
    case .worthCompiling, nil:
      if let value = try foldWatched(signature, fold: fold) { return value }
    }
    let program = try compile(signature, function, values, isInput, site)
    if let program, let value = try run(program, signature) { return value }
    return try fold()
  }

  /// Folds a call unless that turns out to be much work: then returns `nil`.
  private func foldWatched(
    _ signature: CallSignature, fold: () throws(LoweringFailure) -> Value
  ) throws(LoweringFailure) -> Value? {
    let foldings = builder.foldings
    let end = max(foldings, builder.exactFoldingLimit) + options.foldingAllowance
    if foldings >= end { return nil }
    let top = stack.top
    do throws(LoweringFailure) {
      watch.isWatching = true
      watch.end = end
      defer { watch.isWatching = false }
      let value = try fold()
      if builder.foldings - foldings >= FoldingWatch.worthwhileCount {
        shared.compiled?.set(.worthCompiling, for: signature)
      }
      return value
    } catch {
      guard watch.isGivenUp else { throw error }
      watch.isGivenUp = false
      stack.setTop(top)
      return nil
    }
  }

  /// Returns the derivative at known arguments by the engine; `nil` if it is to be folded.
  func differentiateKnown(
    _ function: FunctionValue, _ order: Int, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value? {
    let derivative = FunctionValue(.derivative(function, order: order))
    guard let (signature, isInput) = signature(of: derivative, values, site) else { return nil }
    guard let program = try program(signature, derivative, values, isInput, site) else {
      return nil
    }
    if fitsExactFolding(program) { return nil }
    if program.shape.count > ProgramBuilder.literalLimit {
      throw .diagnostic(.tooManyEntries(limit: ProgramBuilder.literalLimit, at: site.span))
    }
    return try run(program, signature)
  }

  /// Returns `function` applied `count` times to a known value by the engine, or `nil` where it
  /// cannot do that.
  func iterateKnown(
    _ function: FunctionValue, _ count: Int, _ value: Value, _ site: CallSite
  ) throws(LoweringFailure) -> Value? {
    guard let (signature, isInput) = signature(of: function, [value], site) else { return nil }
    guard let program = try program(signature, function, [value], isInput, site) else {
      return nil
    }
    guard program.shape == shape(value) else { return nil }
    var numbers = signature.numbers
    for _ in 0..<count {
      if options.isInterrupted?() == true { throw .interrupted }
      guard let entries = try entries(program, at: numbers) else { return nil }
      numbers.replaceSubrange(0..<entries.count, with: entries)
    }
    return known(Array(numbers.prefix(signature.argumentCount)), program.shape)
  }

  // MARK: - Programs

  private func signature(
    of function: FunctionValue, _ values: [Value], _ site: CallSite
  ) -> (CallSignature, isInput: [Bool])? {
    guard let isInput = try? inputs(of: function, values, site),
      let signature = CallSignature(function, values, isInput, in: self),
      !signature.numbers.isEmpty
    else { return nil }
    return (signature, isInput)
  }

  /// Returns the function compiled for arguments like these, at once if it is not yet; `nil` if that
  /// is impossible.
  private func program(
    _ signature: CallSignature, _ function: FunctionValue, _ values: [Value], _ isInput: [Bool],
    _ site: CallSite
  ) throws(LoweringFailure) -> CompiledFunction? {
    switch shared.compiled?.state(of: signature.key) {
    case .impossible: nil
    case .compiled(let known): known
    case .worthCompiling, nil: try compile(signature, function, values, isInput, site)
    }
  }

  /// `true` iff exact folding lasts for the program.
  private func fitsExactFolding(_ program: CompiledFunction) -> Bool {
    builder.foldings + program.applicationCount <= builder.exactFoldingLimit
  }

  /// Returns the function for arguments like these, and keeps it; `nil` if it cannot be written
  /// without their values. What is wrong with it is then found where it is folded.
  private func compile(
    _ signature: CallSignature, _ function: FunctionValue, _ values: [Value], _ isInput: [Bool],
    _ site: CallSite
  ) throws(LoweringFailure) -> CompiledFunction? {
    var program: CompiledFunction?
    do throws(LoweringFailure) {
      program = try write(signature, function, values, isInput, site)
    } catch {
      if case .interrupted = error { throw error }
      if shared.isTooDeep { throw error }
    }
    shared.compiled?.set(program.map { .compiled($0) } ?? .impossible, for: signature)
    return program
  }

  private func write(
    _ signature: CallSignature, _ function: FunctionValue, _ values: [Value], _ isInput: [Bool],
    _ site: CallSite
  ) throws(LoweringFailure) -> CompiledFunction? {
    let part = Shared(part: shared)
    defer { shared.isTooDeep = shared.isTooDeep || part.isTooDeep }
    var options = options
    options.nodeLimit = min(options.nodeLimit, Limits.compiledNodes)
    let inner = Machine(inputs: signature.numbers.count, options: options, shared: part)
    var supply = InputSupply(inner)
    var arguments: [Value] = []
    for (value, isInput) in zip(values, isInput) {
      arguments.append(supply.argument(value, isInput: isInput))
    }
    var base = supply.function(function)
    var order = 0
    if case .derivative(let function, let count) = base.kind { (base, order) = (function, count) }
    let value = try inner.call(base, arguments, CallSite(root: site.span, of: inner))
    if case .integer = value { return nil }
    guard let shape = inner.shape(value), shape.count > 0 else { return nil }
    do throws(BuildFailure) {
      let program = try inner.builder.seal(outputs: inner.entries(value))
      if order == 0 {
        return CompiledFunction(program, shape: shape, convention: options.convention)
      }
      return try derivative(
        of: program, order, by: signature.argumentCount,
        shape: shapeOfDerivative(of: shape, order, by: values, isInput))
    } catch {
      throw inner.failure(error)
    }
  }

  /// Returns the derivative of a program of the given order by the first `count` of its inputs: all
  /// but the last are written down, and the last is swept where that is less work.
  private func derivative(
    of function: Program, _ order: Int, by count: Int, shape: Shape
  ) throws(BuildFailure) -> CompiledFunction {
    var program = function
    for done in 1...order {
      if done == order, program.q <= program.p {
        return CompiledFunction(
          sweeping: program, by: count, shape: shape, convention: options.convention)
      }
      let width = program.p
      let entries = (0..<program.q).flatMap { row in (0..<count).map { row * width + $0 } }
      program = try program.derivative(
        under: options.convention, nodeLimit: options.nodeLimit,
        isInterrupted: options.isInterrupted
      ).pruned(to: entries)
    }
    return CompiledFunction(program, shape: shape, convention: options.convention)
  }

  // MARK: - Numbers

  /// Returns what the program comes to; `nil` if a number is outside a domain, of which folding
  /// says where.
  private func run(
    _ program: CompiledFunction, _ signature: CallSignature
  ) throws(LoweringFailure) -> Value? {
    try entries(program, at: signature.numbers).map { known($0, program.shape) }
  }

  private func entries(
    _ program: CompiledFunction, at numbers: [Double]
  ) throws(LoweringFailure) -> [Double]? {
    do throws(EvaluationFailure) {
      return try program.evaluate(at: numbers, under: options)
    } catch {
      switch error {
      case .interrupted: throw .interrupted
      case .memoryLimit(let needed, let limit):
        throw .diagnostic(.tooMuchMemory(needed: needed, limit: limit))
      case .domain: return nil
      }
    }
  }

  private func known(_ entries: [Double], _ shape: Shape) -> Value {
    value(entries.map { builder.literal(rounded: $0) }, shape)
  }
}
