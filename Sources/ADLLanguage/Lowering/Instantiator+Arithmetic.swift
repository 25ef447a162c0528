import ADLPrograms
import ADLText

extension Instantiator {
  /// Applies operators of one level from left to right.
  func chain(
    _ first: CodeID, _ links: ListID<Code.ChainLink>, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    var left = try evaluate(first, frame)
    var leftPlace = first
    for link in frame.code[links] {
      let right = try evaluate(link.right, frame)
      left = try apply(link.operation, left, right, leftPlace, link.right, link.place, frame)
      leftPlace = link.place
      try tick()
    }
    return left
  }

  /// Applies an operator to two values; `leftPlace`, `rightPlace` and `id` are where the operands
  /// and the result stand.
  private func apply(
    _ operation: InfixOperator, _ left: Value, _ right: Value, _ leftPlace: CodeID,
    _ rightPlace: CodeID, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    if operation == .matrixProduct {
      return try product(left, right, leftPlace, rightPlace, id, frame)
    }
    if case .integer(let a) = left, case .integer(let b) = right,
      let known = Self.known(operation, a, b)
    {
      return .integer(known)
    }
    if let known = known(operation, left, right) { return .index(known) }
    let primitive = operation.primitive
    if !left.isCompound, !right.isCompound, let a = operand(left), let b = operand(right) {
      return .scalar(builder.apply(primitive, a, b, anchor: frame.anchor(id)))
    }
    return try elementwise(
      primitive, [left, right], [leftPlace, rightPlace], id, frame)
  }

  /// Returns the whole number that an operator makes of two, if it is one.
  static func known(_ operation: InfixOperator, _ a: Int, _ b: Int) -> Int? {
    switch operation {
    case .add:
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow ? nil : sum
    case .subtract:
      let (difference, overflow) = a.subtractingReportingOverflow(b)
      return overflow ? nil : difference
    case .multiply:
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? nil : product
    case .divide:
      guard b != 0, case (let quotient, let rest) = a.quotientAndRemainder(dividingBy: b), rest == 0
      else { return nil }
      return quotient
    default: return nil
    }
  }

  /// Applies a primitive entry by entry; numbers meet every entry of the others.
  func elementwise(
    _ primitive: Primitive, _ values: [Value], _ places: [CodeID], _ id: CodeID,
    _ frame: Activation, parameter: Parameter = .none
  ) throws(LoweringFailure) -> Value {
    var common: (shape: Shape, place: CodeID)?
    for (value, place) in zip(values, places) {
      guard let shape = shape(value) else {
        throw .diagnostic(.numberExpected(found: kind(of: value), at: frame.span(place)))
      }
      if shape == .scalar { continue }
      if let common, common.shape != shape {
        throw .diagnostic(
          .shapesDiffer(
            common.shape, shape, at: frame.span(id), first: frame.span(common.place),
            second: frame.span(place)))
      }
      common = common ?? (shape, place)
    }
    let anchor = frame.anchor(id)
    guard let common else {
      let own = values.compactMap { operand($0) }
      return .scalar(builder.apply(primitive, own, parameter: parameter, anchor: anchor))
    }
    let columns = values.map { entries($0) }
    var result: [Operand] = []
    result.reserveCapacity(common.shape.count)
    var own = [Operand](repeating: .node(0), count: values.count)
    for i in 0..<common.shape.count {
      for (j, column) in columns.enumerated() {
        own[j] = values[j].isCompound ? column[i] : column[0]
      }
      result.append(builder.apply(primitive, own, parameter: parameter, anchor: anchor))
      try tick()
    }
    return value(result, common.shape)
  }

  func negate(
    _ value: Value, _ operand: CodeID, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    if case .integer(let integer) = value, integer != .min { return .integer(-integer) }
    if let known = known(.subtract, .integer(0), value) { return .index(known) }
    if case .scalar(let x) = value {
      return .scalar(builder.apply(.negation, x, anchor: frame.anchor(id)))
    }
    return try elementwise(.negation, [value], [operand], id, frame)
  }

  /// A power: with a whole exponent that is known a product, otherwise of a positive base.
  func power(
    _ base: Value, _ exponent: Value, _ basePlace: CodeID, _ exponentPlace: CodeID, _ id: CodeID,
    _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    guard let n = wholeNumber(exponent) else {
      return try elementwise(
        .power, [base, exponent], [basePlace, exponentPlace], id, frame)
    }
    if case .integer(let a) = base, n >= 0, let known = Self.known(a, toThe: n) {
      return .integer(known)
    }
    if case .scalar(let x) = base {
      return .scalar(
        builder.apply(
          n >= 0 ? .integerPower : .reciprocalPower, [x], parameter: .integer(n),
          anchor: frame.anchor(id)))
    }
    return try elementwise(
      n >= 0 ? .integerPower : .reciprocalPower, [base], [basePlace], id, frame,
      parameter: .integer(n))
  }

  /// The whole number that a value names, if it is known to name one.
  private func wholeNumber(_ value: Value) -> Int? {
    switch value {
    case .integer(let integer): return integer
    case .scalar(let operand):
      guard let literal = builder.literal(of: operand), literal.double.rounded() == literal.double,
        abs(literal.double) < 0x1p53, literal.exact == Rational(Int(literal.double))
      else { return nil }
      return Int(literal.double)
    case .index:
      builder.markIrregular()
      return nil
    default: return nil
    }
  }

  private static func known(_ a: Int, toThe n: Int) -> Int? {
    if n > 64 && abs(a) > 1 { return nil }
    var power = 1
    for _ in 0..<(abs(a) > 1 ? n : min(n, 2 - n % 2)) {
      let (next, overflow) = power.multipliedReportingOverflow(by: a)
      if overflow { return nil }
      power = next
    }
    return power
  }

  // MARK: - Matrices

  /// The matrix product; a vector is a row at the left and a column at the right.
  private func product(
    _ left: Value, _ right: Value, _ leftPlace: CodeID, _ rightPlace: CodeID, _ id: CodeID,
    _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    let rows: [ArraySlice<Operand>]
    let columns: [[Operand]]
    switch left {
    case .vector(let vector): rows = [vector.all[...]]
    case .matrix(let matrix): rows = (0..<matrix.rows).map { matrix.row($0) }
    default:
      throw .diagnostic(.matrixExpected(found: kind(of: left), at: frame.span(leftPlace)))
    }
    switch right {
    case .vector(let vector): columns = [vector.all]
    case .matrix(let matrix): columns = (0..<matrix.columns).map { matrix.column($0) }
    default:
      throw .diagnostic(.matrixExpected(found: kind(of: right), at: frame.span(rightPlace)))
    }
    let inner = rows.first?.count ?? 0
    guard inner == columns.first?.count, inner > 0, let leftShape = shape(left),
      let rightShape = shape(right)
    else {
      throw .diagnostic(
        .productShapes(
          shape(left) ?? .scalar, shape(right) ?? .scalar, at: frame.span(id),
          first: frame.span(leftPlace), second: frame.span(rightPlace)))
    }
    let entries: [Operand]
    if let folded = builder.foldProducts(of: rows, columns) {
      try checkFailure()
      entries = folded
    } else {
      entries = try products(of: rows, columns, frame.anchor(id))
    }
    switch (leftShape, rightShape) {
    case (.vector, .vector): return .scalar(entries[0])
    case (.matrix, .matrix):
      return .matrix(MatrixValue(entries, rows: rows.count, columns: columns.count, meter))
    default: return .vector(VectorValue(entries, meter))
    }
  }
}

extension Instantiator {
  /// Applies the inner product to each row with each column, row by row.
  private func products(
    of rows: [ArraySlice<Operand>], _ columns: [[Operand]], _ anchor: Anchor
  ) throws(LoweringFailure) -> [Operand] {
    var entries: [Operand] = []
    for row in rows {
      for column in columns {
        entries.append(builder.apply(.dot, row + column, anchor: anchor))
        try tick()
      }
    }
    return entries
  }
}

extension InfixOperator {
  /// The primitive that the operator of two numbers is.
  fileprivate var primitive: Primitive {
    switch self {
    case .add: .addition
    case .subtract: .subtraction
    case .multiply: .multiplication
    case .divide: .division
    case .power: .power
    case .matrixProduct: .dot
    case .and, .or: .branch
    }
  }
}
