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
    if case .range = frame.code[code] {
      let range = try positions(code, count: vector.count, base, frame)
      return .vector(VectorValue(range.map { vector[$0] }, meter))
    }
    return .scalar(vector[try position(code, count: vector.count, base, frame)])
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
    let rows = try positions(first, count: matrix.rows, base, frame)
    let columns = try positions(last, count: matrix.columns, base, frame)
    switch (isRange(first, frame), isRange(last, frame)) {
    case (false, false): return .scalar(matrix[rows.lowerBound, columns.lowerBound])
    case (true, false):
      return .vector(VectorValue(rows.map { matrix[$0, columns.lowerBound] }, meter))
    case (false, true):
      return .vector(VectorValue(columns.map { matrix[rows.lowerBound, $0] }, meter))
    case (true, true):
      let entries = rows.flatMap { row in columns.map { matrix[row, $0] } }
      return .matrix(MatrixValue(entries, rows: rows.count, columns: columns.count, meter))
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
    let rows = try positions(first, count: table.rowCount, base, frame)
    let columns = try positions(last, count: table.columns.count, base, frame)
    var all: [ArraySlice<Literal>] = []
    for column in columns {
      switch table.columns[column] {
      case .numbers(let numbers): all.append(numbers[rows])
      case .text(let place):
        throw .diagnostic(
          .columnOfText(
            table.names?[column] ?? "\(column + 1)", at: frame.span(last), place: place))
      }
    }
    let entries = rows.flatMap { row in all.map { builder.literal($0[row]) } }
    switch (isRange(first, frame), isRange(last, frame)) {
    case (false, false): return .scalar(entries[0])
    case (true, true):
      return .matrix(MatrixValue(entries, rows: rows.count, columns: columns.count, meter))
    default: return .vector(VectorValue(entries, meter))
    }
  }

  private func isRange(_ id: CodeID, _ frame: Activation) -> Bool {
    if case .range = frame.code[id] { true } else { false }
  }

  /// The position, from 0, that an index names.
  private func position(
    _ id: CodeID, count: Int, _ base: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Int {
    let index = try integer(id, frame, for: "an index")
    guard index >= 1, index <= count else {
      throw .diagnostic(
        .indexOutOfRange(index, count: count, at: frame.span(id), of: frame.span(base)))
    }
    return index - 1
  }

  /// The positions, from 0, that an index or a range of indices names; a range may be empty.
  private func positions(
    _ id: CodeID, count: Int, _ base: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Range<Int> {
    guard case .range(let lower, let upper) = frame.code[id] else {
      let position = try position(id, count: count, base, frame)
      return position..<position + 1
    }
    let first = try integer(lower, frame, for: "an index")
    let last = try integer(upper, frame, for: "an index")
    if last < first { return 0..<0 }
    for (index, place) in [(first, lower), (last, upper)] where index < 1 || index > count {
      throw .diagnostic(
        .indexOutOfRange(index, count: count, at: frame.span(place), of: frame.span(base)))
    }
    return first - 1..<last
  }
}
