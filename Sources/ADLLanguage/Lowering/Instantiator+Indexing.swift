import ADLPrograms
import ADLText

extension Instantiator {
  /// An entry of a vector or matrix, or a part of it; counted from 1.
  func index(
    _ base: CodeID, _ indices: ListID<CodeID>, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    let codes = frame.code[indices]
    if case .constant(let index) = frame.code[base],
      case .table(let table) = frame.function.constants[Int(index)]
    {
      return try part(of: table, codes, base, id, frame)
    }
    let value = try evaluate(base, frame)
    switch value {
    case .vector(let vector):
      guard codes.count == 1, let code = codes.first else {
        throw .diagnostic(
          .indexCount(expected: 1, found: codes.count, of: kind(of: value), at: frame.span(id)))
      }
      return try index(vector, code, base, id, frame)
    case .matrix(let matrix):
      guard codes.count == 2, let first = codes.first, let last = codes.last else {
        throw .diagnostic(
          .indexCount(expected: 2, found: codes.count, of: kind(of: value), at: frame.span(id)))
      }
      return try part(of: matrix, first, last, base, id, frame)
    default:
      throw .diagnostic(.indexOfValue(kind(of: value), at: frame.span(base)))
    }
  }

  /// An entry of a vector, or a part of it.
  private func index(
    _ vector: VectorValue, _ code: CodeID, _ base: CodeID, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    if let position = try position(code, frame) {
      return .scalar(try entry(of: vector.all, at: position, base, id, frame))
    }
    let places = try places(code, count: vector.count, base, frame)
    let entries = places.map { entry(at: $0) { vector[$0] } }
    return isRange(code, frame) ? .vector(VectorValue(entries, meter)) : .scalar(entries[0])
  }

  private func part(
    of matrix: MatrixValue, _ first: CodeID, _ last: CodeID, _ base: CodeID, _ id: CodeID,
    _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    if let row = try position(first, frame) {
      let all = try (0..<matrix.columns).map { column throws(LoweringFailure) in
        try entry(of: matrix.column(column), at: row, base, id, frame)
      }
      return try index(VectorValue(all, meter), last, base, id, frame)
    }
    if let column = try position(last, frame) {
      let all = try (0..<matrix.rows).map { row throws(LoweringFailure) in
        try entry(of: Array(matrix.row(row)), at: column, base, id, frame)
      }
      return try index(VectorValue(all, meter), first, base, id, frame)
    }
    let rows = try places(first, count: matrix.rows, base, frame)
    let columns = try places(last, count: matrix.columns, base, frame)
    let entries = rows.flatMap { row in
      columns.map { entry(at: row, $0) { matrix[$0, $1] } }
    }
    return part(entries, rows.count, columns.count, first, last, frame)
  }

  /// The part of a matrix that two indices name: a number, a vector, or a matrix.
  private func part(
    _ entries: [Operand], _ rows: Int, _ columns: Int, _ first: CodeID, _ last: CodeID,
    _ frame: Activation
  ) -> Value {
    switch (isRange(first, frame), isRange(last, frame)) {
    case (false, false): .scalar(entries[0])
    case (true, true): .matrix(MatrixValue(entries, rows: rows, columns: columns, meter))
    default: .vector(VectorValue(entries, meter))
    }
  }

  /// An entry of a table, or a part of it: of what is not asked for nothing is made.
  private func part(
    of table: DataTable, _ codes: UnsafeBufferPointer<CodeID>, _ base: CodeID, _ id: CodeID,
    _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    guard codes.count == 2, let first = codes.first, let last = codes.last else {
      throw .diagnostic(
        .indexCount(expected: 2, found: codes.count, of: "a table", at: frame.span(id)))
    }
    let (row, column) = (try position(first, frame), try position(last, frame))
    if row != nil || column != nil {
      let value = try evaluate(base, frame)
      guard case .matrix(let matrix) = value else { return value }
      return try part(of: matrix, first, last, base, id, frame)
    }
    let rows = try places(first, count: table.rowCount, base, frame)
    let columns = try places(last, count: table.columns.count, base, frame)
    var all: [[Literal]] = []
    for place in columns {
      guard case .one(let column) = place else { throw .irregular }
      switch table.columns[column] {
      case .numbers(let numbers): all.append(numbers)
      case .text(let place):
        throw .diagnostic(
          .columnOfText(
            table.names?[column] ?? "\(column + 1)", at: frame.span(last), place: place))
      }
    }
    let entries = rows.flatMap { row in
      all.map { column in entry(at: row) { builder.literal(column[$0]) } }
    }
    return part(entries, rows.count, columns.count, first, last, frame)
  }

  private func isRange(_ id: CodeID, _ frame: Activation) -> Bool {
    if case .range = frame.code[id] { true } else { false }
  }

  /// The place that an index names.
  private func place(
    _ id: CodeID, count: Int, _ base: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Place {
    let value = try evaluate(id, frame)
    if case .index(let column) = value {
      guard column.values.allSatisfy({ $0 >= 1 && $0 <= count }) else { throw .irregular }
      return .each(column.values.map { $0 - 1 })
    }
    let index = try integer(value, id, frame, for: "an index")
    guard index >= 1, index <= count else {
      throw .diagnostic(
        .indexOutOfRange(index, count: count, at: frame.span(id), of: frame.span(base)))
    }
    return .one(index - 1)
  }

  /// The places that an index or a range of indices names; a range may be empty.
  private func places(
    _ id: CodeID, count: Int, _ base: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> [Place] {
    guard case .range(let lower, let upper) = frame.code[id] else {
      return [try place(id, count: count, base, frame)]
    }
    let first = try integer(lower, frame, for: "an index")
    let last = try integer(upper, frame, for: "an index")
    if last < first { return [] }
    for (index, place) in [(first, lower), (last, upper)] where index < 1 || index > count {
      throw .diagnostic(
        .indexOutOfRange(index, count: count, at: frame.span(place), of: frame.span(base)))
    }
    return (first - 1..<last).map { .one($0) }
  }
}
