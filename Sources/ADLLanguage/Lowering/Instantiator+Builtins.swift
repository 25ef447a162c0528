import ADLPrograms
import ADLText

extension Instantiator {
  /// Calls a function that the language provides.
  func call(
    _ builtin: Builtin, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    guard builtin.arity.contains(values.count) else {
      throw .diagnostic(.argumentCount(of: builtin, found: values.count, at: site.span))
    }
    switch builtin.kind {
    case .elementwise(let primitive):
      if values.count == 1, let operand = operand(values[0]), !primitive.hasEndlessPieces,
        builtin.signature.parameters.count == 1
      {
        return .scalar(builder.apply(primitive, operand, anchor: site.anchor))
      }
      if let whole = wholePart(primitive, values) { return .integer(whole) }
      return try elementwise(primitive, completed(values, builtin), site)
    case .reduction(let primitive):
      let operands = try operands(of: values, builtin, site)
      if operands.isEmpty {
        if primitive == .sum { return .integer(0) }
        if primitive == .product { return .integer(1) }
        throw .diagnostic(.reductionOfNothing(builtin, at: site.span(ofArgument: 0)))
      }
      return .scalar(builder.apply(primitive, operands, anchor: site.anchor))
    case .extremum(let pair, let many):
      if values.count > 1, values.contains(where: \.isCompound) {
        return try elementwise(values.count == 2 ? pair : many, values, site)
      }
      let operands = try operands(of: values, builtin, site)
      if operands.isEmpty {
        throw .diagnostic(.reductionOfNothing(builtin, at: site.span(ofArgument: 0)))
      }
      let primitive = values.count == 2 ? pair : many
      return .scalar(builder.apply(primitive, operands, anchor: site.anchor))
    case .dot: return try dot(values, site)
    case .sort: return .vector(sorted(try vector(values, 0, site), site))
    case .largest:
      let rank = try integer(values, 0, for: "the rank of an entry", site)
      let x = try vector(values, 1, site)
      guard (1...max(x.count, 1)).contains(rank), x.count > 0 else {
        throw .diagnostic(.rankOutOfRange(rank, size: x.count, at: site.span(ofArgument: 0)))
      }
      return .scalar(
        builder.apply(.largest, x.all, parameter: .integer(rank), anchor: site.anchor))
    case .length:
      guard case .vector(let vector) = values[0] else {
        throw .diagnostic(
          .vectorExpected(
            found: kind(of: values[0]), forLength: true, at: site.span(ofArgument: 0)))
      }
      return .integer(vector.count)
    case .filled(let number): return try filled(number, values, site)
    case .identity:
      let count = try size(values, 0, site)
      try checkCount(count, count, site)
      var entries = [Operand](repeating: literal(0), count: count * count)
      for i in 0..<count { entries[i * count + i] = literal(1) }
      return .matrix(MatrixValue(entries, rows: count, columns: count, meter))
    case .iterate: return try iterate(values, site)
    case .running(let primitive): return try running(primitive, values, site)
    case .composed(let composition): return try compose(composition, builtin, values, site)
    case .position(let primitive): return try position(primitive, values, builtin, site)
    case .interpolation: return try interpolation(values, site)
    case .concatenation: return try concatenation(values, site)
    case .transposition: return try transposition(values, site)
    case .row: return try line(values, isRow: true, site)
    case .column: return try line(values, isRow: false, site)
    case .spacing: return try spacing(values, site)
    case .indicator, .choice, .fold, .scan:
      // What takes conditions and ranges is called where it is written.
      throw .diagnostic(.argumentCount(of: builtin, found: values.count, at: site.span))
    }
  }

  /// The whole number that rounding makes of a number that is known, which may index and count.
  private func wholePart(_ primitive: Primitive, _ values: [Value]) -> Int? {
    guard primitive.hasEndlessPieces else { return nil }
    if case .integer(let integer) = values[0] { return integer }
    guard let operand = operand(values[0]), let exact = builder.literal(of: operand)?.exact,
      let index = primitive.selection?.index(1, .none)
    else { return nil }
    let pieces = index.pieces(at: [exact])
    guard pieces.isDecided, pieces.piece[0].magnitude < 1 << 52 else { return nil }
    return pieces.piece[0]
  }

  /// The arguments with what stands for those left out.
  private func completed(_ values: [Value], _ builtin: Builtin) -> [Value] {
    var values = values
    for parameter in builtin.signature.parameters.dropFirst(values.count) {
      guard let number = parameter.default else { break }
      values.append(.scalar(builder.literal(Literal(double: number.double, exact: number))))
    }
    return values
  }

  func elementwise(
    _ primitive: Primitive, _ values: [Value], _ site: CallSite, parameter: Parameter = .none
  ) throws(LoweringFailure) -> Value {
    let places = values.indices.map { i in
      i < site.arguments.count ? site.arguments[i] : site.id
    }
    return try elementwise(primitive, values, places, site.id, site.frame, parameter: parameter)
  }

  /// The operands of a function of many numbers: numbers, or the entries of one vector or matrix.
  func operands(
    of values: [Value], _ builtin: Builtin, _ site: CallSite
  ) throws(LoweringFailure) -> [Operand] {
    if values.count == 1, shape(values[0]) != nil { return entries(values[0]) }
    var operands: [Operand] = []
    for (i, value) in values.enumerated() {
      guard let operand = operand(value) else {
        throw .diagnostic(
          .vectorAmongArguments(
            builtin, found: kind(of: value), at: site.span(ofArgument: i)))
      }
      operands.append(operand)
    }
    return operands
  }

  private func dot(_ values: [Value], _ site: CallSite) throws(LoweringFailure) -> Value {
    let x = try vector(values, 0, site)
    let y = try vector(values, 1, site)
    guard x.count == y.count else {
      throw .diagnostic(
        .shapesDiffer(
          .vector(x.count), .vector(y.count), at: site.span, first: site.span(ofArgument: 0),
          second: site.span(ofArgument: 1)))
    }
    if x.count == 0 { return .integer(0) }
    return .scalar(builder.apply(.dot, x.all + y.all, anchor: site.anchor))
  }

  /// The sorted vector, whose entries become nodes when they are used; they share their operands.
  private func sorted(_ x: VectorValue, _ site: CallSite) -> VectorValue {
    let operands = x.all
    let anchor = site.anchor
    let builder = builder
    var first: Operand?
    let isInBlock = builder.isInBlock
    return VectorValue(count: x.count, meter) { position in
      if builder.isInBlock, !isInBlock {
        // Written here, the entry would stand in the first repetition of a block alone.
        builder.markIrregular()
        return nil
      }
      let rank = Parameter.integer(position + 1)
      if let first, first.node != nil {
        return builder.apply(
          .sortedEntry, sharingOperandsOf: first, parameter: rank, anchor: anchor)
      }
      let entry = builder.apply(.sortedEntry, operands, parameter: rank, anchor: anchor)
      first = entry
      return entry
    }
  }

  private func filled(
    _ number: Int, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    let rows = try size(values, 0, site)
    let columns = values.count > 1 ? try size(values, 1, site) : 1
    try checkCount(rows, columns, site)
    let entries = [Operand](repeating: literal(number), count: rows * columns)
    return values.count > 1
      ? .matrix(MatrixValue(entries, rows: rows, columns: columns, meter))
      : .vector(VectorValue(entries, meter))
  }

  private func checkCount(
    _ rows: Int, _ columns: Int, _ site: CallSite
  ) throws(LoweringFailure) {
    let (count, isHuge) = rows.multipliedReportingOverflow(by: columns)
    try checkEntries(isHuge ? .max : count, at: site.span)
  }

  /// Fails if a vector or matrix of so many entries would be too large; names the tighter limit.
  func checkEntries(_ count: Int, at span: SourceSpan) throws(LoweringFailure) {
    let isTooLong = count > options.nodeLimit
    if let (needed, limit) = meter.excess(adding: count),
      !isTooLong || limit / EntryMeter.bytesOfEntry < options.nodeLimit
    {
      throw .diagnostic(.tooMuchMemoryForVectors(needed: needed, limit: limit, at: span))
    }
    if isTooLong { throw .diagnostic(.tooManyEntries(limit: options.nodeLimit, at: span)) }
  }

  /// `iterate(f, k, x)`: f applied k times to x.
  private func iterate(_ values: [Value], _ site: CallSite) throws(LoweringFailure) -> Value {
    guard case .function(let function) = values[0] else {
      throw .diagnostic(
        .functionExpected(found: kind(of: values[0]), at: site.span(ofArgument: 0)))
    }
    let count = try integer(values, 1, for: "the count of `iterate`", site)
    if count < 0 { throw .diagnostic(.negativeCount(count, at: site.span(ofArgument: 1))) }
    var value = values[2]
    let step = CallSite(frame: site.frame, id: site.id)
    // Each step is a call to bound by itself: all of them together may be too much for one plan.
    let end = foldingEnd
    foldingEnd = nil
    defer { foldingEnd = end }
    for done in 0..<count {
      if let policy, !builder.isInBlock,
        let result = try policy.iterate(function, count - done, value, step, in: self)
      {
        return result
      }
      value = try call(function, [value], step)
      try tick()
    }
    return value
  }

  // MARK: - Arguments

  func vector(
    _ values: [Value], _ position: Int, _ site: CallSite
  ) throws(LoweringFailure) -> VectorValue {
    if case .vector(let vector) = values[position] { return vector }
    throw .diagnostic(
      .vectorExpected(found: kind(of: values[position]), at: site.span(ofArgument: position)))
  }

  func integer(
    _ values: [Value], _ position: Int, for purpose: String, _ site: CallSite
  ) throws(LoweringFailure) -> Int {
    let value = values[position]
    let span = site.span(ofArgument: position)
    if case .integer(let integer) = value { return integer }
    if case .scalar(let operand) = value, let literal = builder.literal(of: operand) {
      throw .diagnostic(.notInteger(literal.double, purpose, at: span))
    }
    throw .diagnostic(.notKnown(purpose, found: kind(of: value), at: span))
  }

  func size(
    _ values: [Value], _ position: Int, _ site: CallSite
  ) throws(LoweringFailure) -> Int {
    let size = try integer(values, position, for: "a size", site)
    if size < 0 { throw .diagnostic(.negativeCount(size, at: site.span(ofArgument: position))) }
    return size
  }
}
