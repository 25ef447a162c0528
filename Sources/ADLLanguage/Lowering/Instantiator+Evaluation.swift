import ADLPrograms
import ADLText

extension Instantiator {
  /// Runs an instruction.
  func evaluate(_ id: CodeID, _ frame: Activation) throws(LoweringFailure) -> Value {
    switch frame.code[id] {
    case .constant(let index): return constant(index, in: frame)
    case .local(let slot): return stack[frame.base + Int(slot.index)]
    case let code:
      shared.depth += 1
      defer { shared.depth -= 1 }
      if shared.depth > shared.depthLimit {
        shared.isTooDeep = true
        throw .diagnostic(.callsTooDeep(at: frame.span(id)))
      }
      return try evaluate(code, id, frame)
    }
  }

  private func evaluate(
    _ code: Code, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    switch code {
    case .constant(let index): return constant(index, in: frame)
    case .local(let slot): return stack[frame.base + Int(slot.index)]
    case .negation(let operand): return try negate(evaluate(operand, frame), operand, id, frame)
    case .chain(let first, let links): return try chain(first, links, frame)
    case .power(let base, let exponent):
      let left = try evaluate(base, frame)
      return try power(left, evaluate(exponent, frame), base, exponent, id, frame)
    case .call(let callee, let arguments): return try call(callee, arguments, id, frame)
    case .derivative(let base, let order): return try derivative(base, Int(order), frame)
    case .part(let call, let parameter): return try part(call, Int(parameter), frame)
    case .index(let base, let indices): return try index(base, indices, id, frame)
    case .vector(let elements): return try vector(elements, id, frame)
    case .matrix(let rows): return try matrix(rows, frame)
    case .comprehension(let loop): return try comprehension(frame.code[loop], id, frame)
    case .conditional(let condition, let consequent, let alternative):
      return try conditional(condition, consequent, alternative, id, frame)
    case .letting(let assignments, let body):
      try assign(assignments, frame)
      return try evaluate(body, frame)
    case .lambda(let number):
      let function = frame.function.lambdas[Int(number)]
      let captures = function.captures.map { stack[frame.base + Int($0.outer.index)] }
      return .function(FunctionValue(.defined(function, captures: captures)))
    case .link, .range, .comparison, .conjunction, .disjunction, .not:
      // The checker lets none of these stand for a value.
      throw .diagnostic(.conditionAsValue(at: frame.span(id)))
    }
  }

  /// Returns the part of a derivative that belongs to a parameter of the function under way: in its
  /// shape, or where the function has several outputs with a row for each.
  private func part(
    _ call: CodeID, _ position: Int, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    let parameters = frame.function.parameters
    let values = parameters.map { stack[frame.base + Int($0.slot.index)] }
    let shapes = zip(parameters, values).map { parameter, value in
      parameter.isNatural ? nil : shape(value)
    }
    let derivative = try evaluate(call, frame)
    guard let own = shapes[position] else { return derivative }
    let counts = shapes.map { $0?.count ?? 0 }
    let width = counts.reduce(0, +)
    let all = entries(derivative)
    // In a single number it has the shape of the function's value.
    if width == 1 || all.count % width != 0 { return derivative }
    let start = counts[..<position].reduce(0, +)
    let rows = all.count / width
    let part = (0..<rows).flatMap { row in
      all[row * width + start..<row * width + start + own.count]
    }
    if rows == 1 { return value(part, own) }
    return own == .scalar
      ? value(part, .vector(rows)) : value(part, .matrix(rows: rows, columns: own.count))
  }

  /// Gives the slots of a `let` their values; shared wherever the names occur.
  func assign(
    _ assignments: ListID<Code.Assignment>, _ frame: Activation
  ) throws(LoweringFailure) {
    for assignment in frame.code[assignments] {
      stack[frame.base + Int(assignment.slot.index)] = try evaluate(assignment.value, frame)
    }
  }

  /// Returns the function and the order of a derivative.
  private func derivative(
    _ base: CodeID, _ order: Int, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    guard case .function(let function) = try evaluate(base, frame) else {
      throw .diagnostic(.derivativeOfValue(at: frame.span(base)))
    }
    if case .derivative(let inner, let innerOrder) = function.kind {
      return .function(FunctionValue(.derivative(inner, order: innerOrder + order)))
    }
    return .function(FunctionValue(.derivative(function, order: order)))
  }

  /// Returns the operand of an instruction that must be a number.
  func number(_ id: CodeID, _ frame: Activation) throws(LoweringFailure) -> Operand {
    let value = try evaluate(id, frame)
    guard let operand = operand(value) else {
      throw .diagnostic(.numberExpected(found: kind(of: value), at: frame.span(id)))
    }
    return operand
  }

  /// Returns the whole number that an instruction must be, known now.
  func integer(
    _ id: CodeID, _ frame: Activation, for purpose: String
  ) throws(LoweringFailure) -> Int {
    try integer(evaluate(id, frame), id, frame, for: purpose)
  }

  /// Returns the whole number that a value must be, which the instruction `id` gave.
  func integer(
    _ value: Value, _ id: CodeID, _ frame: Activation, for purpose: String
  ) throws(LoweringFailure) -> Int {
    if case .integer(let integer) = value { return integer }
    if case .scalar(let operand) = value, let literal = builder.literal(of: operand) {
      throw .diagnostic(.notInteger(literal.double, purpose, at: frame.span(id)))
    }
    throw .diagnostic(.notKnown(purpose, found: kind(of: value), at: frame.span(id)))
  }

  /// What a value is, in words.
  func kind(of value: Value) -> String {
    switch value {
    case .integer, .index, .scalar: "a number"
    case .vector(let vector): "a vector of size \(vector.count)"
    case .matrix(let matrix): "a matrix of \(matrix.rows) rows and \(matrix.columns) columns"
    case .function: "a function"
    }
  }

  // MARK: - Vectors

  private func vector(
    _ elements: ListID<CodeID>, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    let codes = frame.code[elements]
    if codes.count == 1, let only = codes.first, case .comprehension = frame.code[only] {
      return try evaluate(only, frame)
    }
    var rows = Rows()
    for code in codes { try append(evaluate(code, frame), at: code, to: &rows, frame) }
    return value(of: rows)
  }

  private func matrix(
    _ rows: ListID<CodeID>, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    var all = Rows()
    for row in frame.code[rows] { try append(evaluate(row, frame), at: row, to: &all, frame) }
    return value(of: all)
  }

  private func comprehension(
    _ loop: Code.Loop, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    let lower = try integer(loop.lower, frame, for: "the end of a range")
    let upper = try integer(loop.upper, frame, for: "the end of a range")
    let place = frame.base + Int(loop.slot.index)
    var rows = Rows()
    if lower <= upper {
      for i in lower...upper {
        if let rest = try block(loop, from: i, to: upper, frame) {
          try append(rest, at: loop.element, to: &rows, frame)
          break
        }
        stack[place] = .integer(i)
        if let condition = loop.condition, try !knownTruth(condition, frame) { continue }
        let element = try evaluate(loop.element, frame)
        if i == lower, loop.condition == nil {
          // What all elements will take is known with the first, before they are there.
          let (last, isHuge) = upper.subtractingReportingOverflow(lower)
          let size = shape(element)?.count ?? 1
          let (rest, isHugeInAll) = last.multipliedReportingOverflow(by: size)
          let (all, isHugeWithFirst) = rest.addingReportingOverflow(size)
          try checkEntries(
            isHuge || isHugeInAll || isHugeWithFirst ? .max : all, at: frame.span(id))
        }
        try append(element, at: loop.element, to: &rows, frame)
        try tick()
      }
    }
    return value(of: rows)
  }

  /// The entries of a vector, or the rows of a matrix, as they come.
  struct Rows {
    var entries: [Operand] = []
    var rows = 0
    var columns: Int?
    var isMatrix = false
    var first: CodeID?
  }

  func value(of rows: Rows) -> Value {
    rows.isMatrix
      ? .matrix(
        MatrixValue(rows.entries, rows: rows.rows, columns: rows.columns ?? 0, meter))
      : .vector(VectorValue(rows.entries, meter))
  }

  /// Appends the elements of a block to those before it.
  private func append(
    _ elements: Elements, at id: CodeID, to rows: inout Rows, _ frame: Activation
  ) throws(LoweringFailure) {
    guard case .vector(let width) = elements.shape else {
      try append(.scalar(elements.entries[0]), at: id, to: &rows, frame)
      rows.entries += elements.entries.dropFirst()
      return
    }
    let first = VectorValue(Array(elements.entries.prefix(width)), meter)
    try append(.vector(first), at: id, to: &rows, frame)
    rows.entries += elements.entries.dropFirst(width)
    rows.rows += elements.count - 1
  }

  func append(
    _ value: Value, at id: CodeID, to rows: inout Rows, _ frame: Activation
  ) throws(LoweringFailure) {
    if let operand = operand(value), !rows.isMatrix {
      rows.entries.append(operand)
      rows.first = rows.first ?? id
      return try checkEntries(rows.entries.count, at: frame.span(id))
    }
    guard case .vector(let vector) = value, rows.isMatrix || rows.entries.isEmpty else {
      throw .diagnostic(
        .mixedEntries(
          found: kind(of: value), at: frame.span(id),
          others: rows.isMatrix
            ? "vectors" : rows.entries.isEmpty ? "numbers or vectors" : "numbers"
        ))
    }
    rows.isMatrix = true
    if let columns = rows.columns, columns != vector.count, let first = rows.first {
      throw .diagnostic(
        .raggedMatrix(
          vector.count, at: frame.span(id), first: columns, firstAt: frame.span(first)))
    }
    try checkEntries(rows.entries.count + vector.count, at: frame.span(id))
    rows.first = rows.first ?? id
    rows.columns = vector.count
    rows.rows += 1
    rows.entries += vector.all
  }
}
