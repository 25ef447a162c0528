import ADLPrograms
import ADLText

extension Lowering {
  /// Returns the program of a function at a point, which fixes the sizes.
  ///
  /// - Parameters:
  ///   - point: the arguments; those of parameters `k: N` are whole numbers.
  ///   - span: where the point is written.
  ///   - root: where the function is, if not there.
  public func instance(
    of function: FunctionReference, at point: [ConstantValue], span: SourceSpan,
    root: SourceSpan? = nil
  ) throws(LoweringFailure) -> Instance {
    try checkCount(of: point.count, for: function, at: span)
    let isNatural = naturals(of: function, count: point.count)
    return try run(at: span) { (shared) throws(LoweringFailure) in
      try instance(of: function, at: point, isNatural, span, root: root ?? span, shared)
    }
  }

  /// Returns the program of a function of arguments of the given shapes.
  public func instance(
    of function: FunctionReference, shapes: [Shape], span: SourceSpan
  ) throws(LoweringFailure) -> Instance {
    let zeros = shapes.map { shape -> ConstantValue in
      let entries = [Literal](repeating: Literal(0), count: shape.count)
      return switch shape {
      case .scalar: .number(Literal(0))
      case .vector: .vector(entries)
      case .matrix(let rows, let columns): .matrix(entries, rows: rows, columns: columns)
      }
    }
    let instance = try instance(of: function, at: zeros, span: span)
    return Instance(
      name: instance.name, program: instance.program, anchors: instance.anchors,
      inputs: instance.inputs, argumentShapes: instance.argumentShapes,
      outputShape: instance.outputShape, point: [])
  }

  private func instance(
    of function: FunctionReference, at point: [ConstantValue], _ isNatural: [Bool],
    _ span: SourceSpan, root: SourceSpan, _ shared: Instantiator.Shared
  ) throws(LoweringFailure) -> Instance {
    var coordinates: [Literal] = []
    var names: [String] = []
    var shapes: [Shape] = []
    for (i, argument) in point.enumerated() {
      guard let shape = argument.shape, !isNatural[i] else { continue }
      coordinates += argument.entries
      names += shape.entryNames(of: parameterName(i, of: function))
      shapes.append(shape)
    }
    if coordinates.isEmpty { throw .diagnostic(.noInputs(function.name, at: span)) }
    let instantiator = Instantiator(inputs: coordinates.count, options: options, shared: shared)
    var next = 0
    var values: [Value] = []
    for (i, argument) in point.enumerated() {
      guard let shape = argument.shape, !isNatural[i] else {
        values.append(instantiator.value(of: argument))
        continue
      }
      values.append(
        instantiator.value(
          (next..<next + shape.count).map { instantiator.builder.input($0) }, shape))
      next += shape.count
    }
    let place = Instantiator.CallSite(root: root, of: instantiator)
    let value = try instantiator.call(instantiator.function(function), values, place)
    guard let shape = instantiator.shape(value), shape.count > 0 else {
      throw .diagnostic(
        .programOfNoNumber(function.name, found: instantiator.kind(of: value), at: span))
    }
    try instantiator.checkFailure()
    do throws(BuildFailure) {
      let program = try instantiator.builder.seal(
        outputs: instantiator.entries(value), anchor: place.anchor)
      return Instance(
        name: function.name, program: program, anchors: shared.anchors, inputs: names,
        argumentShapes: shapes, outputShape: shape, point: coordinates)
    } catch {
      throw instantiator.failure(error)
    }
  }

  // MARK: - Arguments

  /// Returns the shapes of the arguments of a function that has `dimension` inputs in all, such as
  /// the factors of a box; with `nil`, those that its parameters fix by themselves.
  ///
  /// Parameters without a type are numbers, but a single one takes all of the inputs.
  public func argumentShapes(
    of function: FunctionReference, dimension: Int?, span: SourceSpan
  ) throws(LoweringFailure) -> [Shape] {
    guard case .defined(let definition, _) = function.underived else {
      return try builtinShapes(of: function, dimension: dimension, span: span)
    }
    let parameters = definition.parameters
    if let natural = parameters.first(where: \.isNatural) {
      throw .diagnostic(.pointNeeded(function.name, because: natural, at: span))
    }
    if parameters.count == 1, case .any = parameters[0].kind, let dimension, dimension > 1 {
      return [.vector(dimension)]
    }
    var shapes: [Shape?] = []
    for parameter in parameters {
      switch parameter.kind {
      case .any, .real, .natural: shapes.append(.scalar)
      case .vector(.number(let count)): shapes.append(.vector(count))
      case .matrix(.number(let rows), .number(let columns)):
        shapes.append(.matrix(rows: rows, columns: columns))
      case .vector(.slot), .matrix: shapes.append(nil)
      }
    }
    let known = shapes.reduce(0) { $0 + ($1?.count ?? 0) }
    if let open = shapes.firstIndex(of: nil) {
      guard let dimension, let sized = Self.sized(parameters, dimension) else {
        throw .diagnostic(.pointNeeded(function.name, because: parameters[open], at: span))
      }
      return sized
    } else if let dimension, dimension != known {
      throw .diagnostic(
        .dimension(function.name, expected: known, found: dimension, at: span))
    }
    return shapes.compactMap { $0 }
  }

  /// Returns the shapes of parameters whose open sizes are all one, such that they have `dimension`
  /// entries in all; `nil` where there are several open sizes, or none fits.
  private static func sized(_ parameters: [CheckedParameter], _ dimension: Int) -> [Shape]? {
    var slots: Set<Slot> = []
    func shape(_ kind: CheckedParameter.Kind, _ open: Int) -> Shape {
      func number(_ size: CheckedParameter.Size) -> Int {
        switch size {
        case .number(let count): return count
        case .slot(let slot, _):
          slots.insert(slot)
          return open
        }
      }
      switch kind {
      case .any, .real, .natural: return .scalar
      case .vector(let count): return .vector(number(count))
      case .matrix(let rows, let columns):
        return .matrix(rows: number(rows), columns: number(columns))
      }
    }
    for size in 1...max(dimension, 1) {
      let shapes = parameters.map { shape($0.kind, size) }
      guard slots.count == 1 else { return nil }
      let count = shapes.reduce(0) { $0 + $1.count }
      if count >= dimension { return count == dimension ? shapes : nil }
    }
    return nil
  }

  private func builtinShapes(
    of function: FunctionReference, dimension: Int?, span: SourceSpan
  ) throws(LoweringFailure) -> [Shape] {
    guard case .builtin(let builtin) = function.underived else { return [] }
    let takesNumbers = builtin.signature.parameters.allSatisfy { $0.kind == .number }
    switch builtin.kind {
    case .elementwise, .extremum,
      .composed where takesNumbers:
      let arity = builtin.arity
      let count =
        dimension ?? max(arity.lowerBound, builtin.signature.requiredCount)
      if arity.contains(count) { return [Shape](repeating: .scalar, count: count) }
      throw .diagnostic(
        .dimension(function.name, expected: arity.lowerBound, found: count, at: span))
    case .reduction, .running, .position, .composed:
      if let dimension { return [.vector(dimension)] }
    default: break
    }
    throw .diagnostic(.pointNeeded(function.name, at: span))
  }

  private func checkCount(
    of count: Int, for function: FunctionReference, at span: SourceSpan
  ) throws(LoweringFailure) {
    switch function.underived {
    case .defined(let definition, _):
      if definition.parameters.count != count {
        throw .diagnostic(
          .pointCount(function.name, definition.parameters, found: count, at: span))
      }
    case .builtin(let builtin):
      if !builtin.arity.contains(count) {
        throw .diagnostic(.argumentCount(of: builtin, found: count, at: span))
      }
    case .derivative: break
    }
  }

  /// Which of the arguments are whole numbers and no inputs.
  private func naturals(of function: FunctionReference, count: Int) -> [Bool] {
    switch function.underived {
    case .defined(let definition, _): definition.parameters.map(\.isNatural)
    case .builtin(let builtin):
      (0..<count).map { builtin.signature.kind(ofArgument: $0) == .natural }
    case .derivative: [Bool](repeating: false, count: count)
    }
  }

  private func parameterName(_ position: Int, of function: FunctionReference) -> String {
    switch function.underived {
    case .defined(let definition, _): definition.parameters[position].name
    case .builtin(let builtin):
      position < builtin.signature.parameters.count
        ? builtin.signature.parameters[position].name : "x\(position + 1)"
    case .derivative: "x"
    }
  }
}

extension Shape {
  /// The names of the entries of a value called `name`.
  func entryNames(of name: String) -> [String] {
    switch self {
    case .scalar: [name]
    case .vector(let count): (1...max(count, 1)).prefix(count).map { "\(name)[\($0)]" }
    case .matrix(let rows, let columns):
      (0..<rows * columns).map { "\(name)[\($0 / columns + 1), \($0 % columns + 1)]" }
    }
  }
}
