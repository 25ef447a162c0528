import ADLPrograms

/// The calls of an expression that is being evaluated: which fold, and which run on the engine.
///
/// What is small folds, exactly as long as the expression's share of exact folding lasts. What is
/// large, or called again and again, is compiled into a plan and runs on the engine, in doubles.
final class KnownCalls: CallPolicy {
  typealias CallSite = Instantiator.CallSite

  private let compiled: CompiledFunctions

  /// How much a call may fold in doubles before it is given up and compiled.
  private let allowance: Int

  /// How much a call must fold for the next one like it to be worth compiling.
  private static let worthwhileCount = 64

  /// How many applications a call may fold exactly; a larger one runs on the engine at once.
  private static let exactCallLimit = 1_000

  /// The same for a derivative, whose program is about five times as large as the function's.
  private static let exactDerivativeLimit = 5 * exactCallLimit

  /// Creates the policy, which finds plans in `compiled` and leaves them there.
  init(_ compiled: CompiledFunctions, allowance: Int) {
    self.compiled = compiled
    self.allowance = allowance
  }

  func call(
    _ function: FunctionValue, _ values: [Value], _ site: CallSite,
    in instantiator: Instantiator, fold: () throws(LoweringFailure) -> Value
  ) throws(LoweringFailure) -> Value {
    // Calls inside one that is bounded are part of it; the engine has doubles alone.
    guard instantiator.foldingEnd == nil, instantiator.options.rounding == nil,
      let (signature, isInput) = signature(of: function, values, site, in: instantiator)
    else { return try fold() }
    switch compiled.state(of: signature.key) {
    case .impossible: return try fold()
    case .compiled(let program):
      // Whether a call is exact depends on its size, not on what was called before.
      if program.applicationCount <= Self.exactCallLimit,
        fitsExactFolding(program.applicationCount, instantiator),
        let value = try foldWithinAllowance(signature, instantiator, fold: fold)
      {
        return value
      }
      if let value = try run(program, signature, in: instantiator) { return value }
      return try fold()
    case .worthCompiling where instantiator.builder.isExactFoldingSpent: break
    case .worthCompiling, nil:
      if let value = try foldWithinAllowance(signature, instantiator, fold: fold) { return value }
    }
    let program = try compile(signature, function, values, isInput, site, in: instantiator)
    if let program, let value = try run(program, signature, in: instantiator) { return value }
    return try fold()
  }

  /// Folds a call unless that turns out to be much work: then returns `nil`.
  private func foldWithinAllowance(
    _ signature: CallSignature, _ instantiator: Instantiator,
    fold: () throws(LoweringFailure) -> Value
  ) throws(LoweringFailure) -> Value? {
    let builder = instantiator.builder
    let foldings = builder.foldings
    let end = foldings + (builder.isExactFoldingSpent ? allowance : Self.exactCallLimit)
    let top = instantiator.stack.top
    do throws(LoweringFailure) {
      instantiator.foldingEnd = end
      defer { instantiator.foldingEnd = nil }
      let value = try fold()
      if compiled.state(of: signature.key) == nil,
        builder.foldings - foldings >= Self.worthwhileCount
      {
        compiled.set(.worthCompiling, for: signature)
      }
      return value
    } catch {
      guard case .outOfBudget = error else { throw error }
      instantiator.stack.setTop(top)
      return nil
    }
  }

  func differentiate(
    _ function: FunctionValue, _ order: Int, _ values: [Value], _ site: CallSite,
    in instantiator: Instantiator
  ) throws(LoweringFailure) -> Value? {
    let derivative = FunctionValue(.derivative(function, order: order))
    guard instantiator.options.rounding == nil,
      let (signature, isInput) = signature(of: derivative, values, site, in: instantiator)
    else { return nil }
    let builder = instantiator.builder
    if compiled.state(of: signature.key) == nil, !builder.isExactFoldingSpent {
      // What is small is lowered once, and folded.
      do throws(LoweringFailure) {
        return try instantiator.differentiate(
          function, order, values, site,
          within: min(
            builder.exactFoldingLimit - builder.foldings, Self.exactDerivativeLimit))
      } catch {
        guard case .outOfBudget = error else { throw error }
      }
    }
    guard
      let program = try program(signature, derivative, values, isInput, site, in: instantiator),
      program.applicationCount > Self.exactDerivativeLimit
        || !fitsExactFolding(program.applicationCount, instantiator)
    else { return nil }
    if program.shape.count > ProgramBuilder.literalLimit {
      throw .diagnostic(.tooManyEntries(limit: ProgramBuilder.literalLimit, at: site.span))
    }
    return try run(program, signature, in: instantiator)
  }

  func iterate(
    _ function: FunctionValue, _ count: Int, _ value: Value, _ site: CallSite,
    in instantiator: Instantiator
  ) throws(LoweringFailure) -> Value? {
    guard instantiator.builder.isExactFoldingSpent, instantiator.options.rounding == nil, count > 1,
      let (signature, isInput) = signature(of: function, [value], site, in: instantiator),
      let program = try program(signature, function, [value], isInput, site, in: instantiator),
      program.shape == instantiator.shape(value)
    else { return nil }
    var numbers = signature.numbers
    for _ in 0..<count {
      if instantiator.options.cancellation.isRequested { throw .interrupted }
      guard let entries = try entries(program, at: numbers, instantiator.options) else {
        return nil
      }
      numbers.replaceSubrange(0..<entries.count, with: entries)
    }
    return known(Array(numbers.prefix(signature.argumentCount)), program.shape, in: instantiator)
  }

  func run(_ body: BlockRun, in instantiator: Instantiator) throws(LoweringFailure) -> [Double]? {
    let options = instantiator.options
    do {
      let plan = try ExecutionPlan(
        compiling: body.program, convention: options.convention,
        memoryLimit: options.memoryLimit, cancellation: options.cancellation)
      let batch = Batch(plan, output: nil)
      batch.cancellation = options.cancellation
      let width = body.program.q
      var outputs = [Double](repeating: 0, count: body.count * width)
      // A stretch at a time, so that the points take little beside the results.
      try outputs.withUnsafeMutableBufferPointer { outputs in
        for first in stride(from: 0, to: body.count, by: Self.runLength) {
          let range = first..<min(first + Self.runLength, body.count)
          try body.points(range).withUnsafeBufferPointer { points in
            try batch.evaluate(
              points,
              into: UnsafeMutableBufferPointer(
                rebasing: outputs[range.lowerBound * width..<range.upperBound * width]))
          }
        }
      }
      return outputs
    } catch let failure as BatchFailure {
      return try known(failure.reason)
    } catch let failure as EvaluationFailure {
      return try known(failure)
    } catch {
      return nil
    }
  }

  /// How many repetitions of a body have their points in memory at once.
  private static let runLength = 1 << 14

  /// Returns `nil` for what folding says the place of.
  private func known(_ failure: EvaluationFailure) throws(LoweringFailure) -> [Double]? {
    switch failure {
    case .interrupted: throw .interrupted
    case .memoryLimit(let needed, let limit):
      throw .diagnostic(.tooMuchMemory(needed: needed, limit: limit))
    case .domain: return nil
    case .dimension: preconditionFailure("there are as many numbers as inputs")
    }
  }

  // MARK: - Programs

  private func signature(
    of function: FunctionValue, _ values: [Value], _ site: CallSite, in instantiator: Instantiator
  ) -> (CallSignature, isInput: [Bool])? {
    guard let isInput = try? instantiator.inputs(of: function, values, site),
      let signature = CallSignature(function, values, isInput, in: instantiator),
      !signature.numbers.isEmpty
    else { return nil }
    return (signature, isInput)
  }

  /// Returns the function compiled for arguments like these, at once if it is not yet; `nil` if
  /// that is impossible.
  private func program(
    _ signature: CallSignature, _ function: FunctionValue, _ values: [Value], _ isInput: [Bool],
    _ site: CallSite, in instantiator: Instantiator
  ) throws(LoweringFailure) -> CompiledFunction? {
    switch compiled.state(of: signature.key) {
    case .impossible: nil
    case .compiled(let known): known
    case .worthCompiling, nil:
      try compile(signature, function, values, isInput, site, in: instantiator)
    }
  }

  /// `true` iff exact folding lasts for the program.
  private func fitsExactFolding(_ count: Int, _ instantiator: Instantiator) -> Bool {
    instantiator.builder.foldings + count <= instantiator.builder.exactFoldingLimit
  }

  /// Returns the function for arguments like these, and keeps it; `nil` if it cannot be written
  /// without their values. What is wrong with it is then found where it is folded.
  private func compile(
    _ signature: CallSignature, _ function: FunctionValue, _ values: [Value], _ isInput: [Bool],
    _ site: CallSite, in instantiator: Instantiator
  ) throws(LoweringFailure) -> CompiledFunction? {
    var program: CompiledFunction?
    do throws(LoweringFailure) {
      program = try write(signature, function, values, isInput, site, in: instantiator)
    } catch {
      if case .interrupted = error { throw error }
      if instantiator.shared.isTooDeep { throw error }
    }
    compiled.set(program.map { .compiled($0) } ?? .impossible, for: signature)
    return program
  }

  private func write(
    _ signature: CallSignature, _ function: FunctionValue, _ values: [Value], _ isInput: [Bool],
    _ site: CallSite, in instantiator: Instantiator
  ) throws(LoweringFailure) -> CompiledFunction? {
    let shared = instantiator.shared
    let part = Instantiator.Shared(part: shared)
    defer { shared.isTooDeep = shared.isTooDeep || part.isTooDeep }
    var options = instantiator.options
    options.nodeLimit = min(options.nodeLimit, Limits.compiledNodes)
    let inner = Instantiator(inputs: signature.numbers.count, options: options, shared: part)
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
        shape: instantiator.shapeOfDerivative(of: shape, order, by: values, isInput), options)
    } catch {
      throw inner.failure(error)
    }
  }

  /// Returns the derivative of a program of the given order by the first `count` of its inputs: all
  /// but the last are written down, and the last is swept where that is less work.
  private func derivative(
    of function: Program, _ order: Int, by count: Int, shape: Shape,
    _ options: LoweringOptions
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
        cancellation: options.cancellation
      ).pruned(to: entries)
    }
    return CompiledFunction(program, shape: shape, convention: options.convention)
  }

  // MARK: - Numbers

  /// Returns what the program comes to; `nil` if a number is outside a domain, of which folding
  /// says where.
  private func run(
    _ program: CompiledFunction, _ signature: CallSignature, in instantiator: Instantiator
  ) throws(LoweringFailure) -> Value? {
    try entries(program, at: signature.numbers, instantiator.options).map {
      known($0, program.shape, in: instantiator)
    }
  }

  private func entries(
    _ program: CompiledFunction, at numbers: [Double], _ options: LoweringOptions
  ) throws(LoweringFailure) -> [Double]? {
    do throws(EvaluationFailure) {
      return try program.evaluate(at: numbers, under: options)
    } catch {
      return try known(error)
    }
  }

  private func known(_ entries: [Double], _ shape: Shape, in instantiator: Instantiator) -> Value {
    instantiator.value(entries.map { instantiator.builder.literal(rounded: $0) }, shape)
  }
}
