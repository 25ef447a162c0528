import ADLPrograms
import ADLText

/// Functions that put vectors and matrices together and take them apart; they make no nodes but for
/// what runs along a vector.
extension Instantiator {
  /// The first entry, then `primitive` of each result and the next entry.
  func running(
    _ primitive: Primitive, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    let x = try vector(values, 0, site).all
    guard var last = x.first else { return .vector(VectorValue([], meter)) }
    var results = [last]
    results.reserveCapacity(x.count)
    for next in x.dropFirst() {
      last = builder.apply(primitive, last, next, anchor: site.anchor)
      results.append(last)
      try tick()
    }
    return .vector(VectorValue(results, meter))
  }

  /// The entries of all, one after the other; where there is a matrix, rows.
  func concatenation(_ values: [Value], _ site: CallSite) throws(LoweringFailure) -> Value {
    let hasMatrix = values.contains { if case .matrix = $0 { true } else { false } }
    var entries: [Operand] = []
    var columns: (count: Int, position: Int)?
    var rows = 0
    for (i, value) in values.enumerated() {
      var width: Int?
      switch value {
      case .integer, .index, .scalar: break
      case .vector(let vector): (width, rows) = (vector.count, rows + 1)
      case .matrix(let matrix): (width, rows) = (matrix.columns, rows + matrix.rows)
      case .function:
        throw .diagnostic(.numberExpected(found: kind(of: value), at: site.span(ofArgument: i)))
      }
      if hasMatrix {
        guard let width else {
          throw .diagnostic(
            .mixedEntries(
              found: kind(of: value), at: site.span(ofArgument: i), others: "rows of a matrix"))
        }
        if let columns, columns.count != width {
          throw .diagnostic(
            .raggedMatrix(
              width, at: site.span(ofArgument: i), first: columns.count,
              firstAt: site.span(ofArgument: columns.position)))
        }
        columns = columns ?? (width, i)
      }
      let own = self.entries(value)
      try checkEntries(entries.count + own.count, at: site.span)
      entries += own
    }
    return hasMatrix
      ? .matrix(MatrixValue(entries, rows: rows, columns: columns?.count ?? 0, meter))
      : .vector(VectorValue(entries, meter))
  }

  func transposition(_ values: [Value], _ site: CallSite) throws(LoweringFailure) -> Value {
    let matrix = try matrix(values, 0, site)
    let entries = (0..<matrix.columns).flatMap { matrix.column($0) }
    return .matrix(MatrixValue(entries, rows: matrix.columns, columns: matrix.rows, meter))
  }

  /// A row of a matrix, or a column.
  func line(
    _ values: [Value], isRow: Bool, _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    let matrix = try matrix(values, 0, site)
    let position = try integer(values, 1, for: "an index", site)
    let count = isRow ? matrix.rows : matrix.columns
    guard (1...max(count, 1)).contains(position), count > 0 else {
      throw .diagnostic(
        .indexOutOfRange(
          position, count: count, at: site.span(ofArgument: 1), of: site.span(ofArgument: 0)))
    }
    let entries = isRow ? Array(matrix.row(position - 1)) : matrix.column(position - 1)
    return .vector(VectorValue(entries, meter))
  }

  /// n numbers from a to b; the first is a and the last is b.
  func spacing(_ values: [Value], _ site: CallSite) throws(LoweringFailure) -> Value {
    let ends = try (0..<2).map { i throws(LoweringFailure) in
      guard let end = operand(values[i]) else {
        throw LoweringFailure.diagnostic(
          .numberExpected(found: kind(of: values[i]), at: site.span(ofArgument: i)))
      }
      return end
    }
    let count = try size(values, 2, site)
    try checkEntries(count, at: site.span)
    if count == 0 { return .vector(VectorValue([], meter)) }
    if count == 1 { return .vector(VectorValue([ends[0]], meter)) }
    let width = builder.apply(.subtraction, ends[1], ends[0], anchor: site.anchor)
    var entries = [ends[0]]
    for i in 1..<count {
      if i == count - 1 {
        entries.append(ends[1])
        break
      }
      let share = Rational(i, count - 1)
      let literal = builder.literal(Literal(double: share.double, exact: share))
      let part = builder.apply(.multiplication, width, literal, anchor: site.anchor)
      entries.append(builder.apply(.addition, ends[0], part, anchor: site.anchor))
      try tick()
    }
    return .vector(VectorValue(entries, meter))
  }

  /// The broken line through given points, at a number or at every entry of an array.
  func interpolation(_ values: [Value], _ site: CallSite) throws(LoweringFailure) -> Value {
    let knots = try vector(values, 1, site)
    let levels = try vector(values, 2, site)
    guard knots.count == levels.count else {
      throw .diagnostic(
        .shapesDiffer(
          .vector(knots.count), .vector(levels.count), at: site.span,
          first: site.span(ofArgument: 1), second: site.span(ofArgument: 2)))
    }
    guard knots.count > 0 else {
      throw .diagnostic(
        .reductionOfNothing(Builtin.named("interp")!, at: site.span(ofArgument: 1)))
    }
    let numbers = knots.all.map { builder.literal(of: $0)?.number }
    for i in 1..<max(numbers.count, 1) {
      if let a = numbers[i - 1], let b = numbers[i], !Certified.order(a, b).isCertainly(.negative) {
        throw .diagnostic(.knotsOutOfOrder(i + 1, at: site.span(ofArgument: 1)))
      }
    }
    guard let shape = shape(values[0]) else {
      throw .diagnostic(
        .numberExpected(found: kind(of: values[0]), at: site.span(ofArgument: 0)))
    }
    let results = entries(values[0]).map {
      builder.apply(.interp, [$0] + knots.all + levels.all, anchor: site.anchor)
    }
    return value(results, shape)
  }

  func matrix(
    _ values: [Value], _ position: Int, _ site: CallSite
  ) throws(LoweringFailure) -> MatrixValue {
    if case .matrix(let matrix) = values[position] { return matrix }
    throw .diagnostic(
      .matrixArgumentExpected(
        found: kind(of: values[position]), at: site.span(ofArgument: position)))
  }
}
