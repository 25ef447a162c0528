import ADLPrograms
import ADLText

/// A whole number for every repetition of a block: its index, or what is made of it.
final class IndexColumn {
  /// The number in each repetition.
  let values: [Int]

  /// What stands for the numbers as an operand, once that was asked for.
  fileprivate var operand: Operand?

  init(_ values: [Int]) { self.values = values }
}

/// Loops whose body is written once, for all values of the index.
///
/// The index is a column, and so is what is made of it: whole numbers, literals, entries of vectors.
/// A body whose form depends on the index (by a filter, an `if` that the index decides, an exponent
/// or the end of another range) is not regular: then what was written is taken back, and the loop is
/// unrolled. Of loops inside one another the outermost regular one is the block.
extension Instantiator {
  /// Which loop it is, of which function; or which function is called at every entry.
  struct LoopKey: Hashable {
    let function: ObjectIdentifier
    let element: CodeID
  }

  /// Fewer repetitions are folded one by one rather than run.
  private static let runMinimum = 64

  /// A position that an index names, from 0; in a block one for every repetition.
  enum Place {
    case one(Int)
    case each([Int])
  }

  /// Returns the elements of a loop from the index `lower` on; `nil` where it is to be unrolled.
  ///
  /// Where an expression is evaluated, its exact numbers come first: what is left then is run on the
  /// engine, in doubles.
  func block(
    _ loop: Code.Loop, from lower: Int, to upper: Int, _ frame: Activation
  ) throws(LoweringFailure) -> Elements? {
    let (last, isHuge) = upper.subtractingReportingOverflow(lower)
    let key = LoopKey(function: ObjectIdentifier(frame.function), element: loop.element)
    guard !isHuge, last < .max, loop.condition == nil, isWorthBlock(last + 1, key)
    else { return nil }
    return try block(count: last + 1, key) { () throws(LoweringFailure) in
      stack[frame.base + Int(loop.slot.index)] = .index(IndexColumn(Array(lower...upper)))
      return try evaluate(loop.element, frame)
    }
  }

  /// Returns the results of a function of numbers at every entry of `columns`, where there is a
  /// column; other values meet every entry. `nil` where it is to be called for each.
  func block(
    _ function: CheckedFunction, _ values: [Value], _ columns: [[Operand]?], count: Int,
    _ call: ([Value]) throws(LoweringFailure) -> Value
  ) throws(LoweringFailure) -> [Operand]? {
    let key = LoopKey(function: ObjectIdentifier(function), element: function.body)
    guard isWorthBlock(count, key) else { return nil }
    let elements = try block(count: count, key) { () throws(LoweringFailure) in
      try call(
        zip(values, columns).map { value, column in
          column.map { .scalar(builder.column($0)) } ?? value
        })
    }
    guard let elements, elements.shape == .scalar else { return nil }
    return elements.entries
  }

  private func isWorthBlock(_ count: Int, _ key: LoopKey) -> Bool {
    let isRun = policy != nil
    return count >= max(options.blockMinimum, isRun ? Self.runMinimum : 2)
      && count <= min(options.nodeLimit, ProgramBuilder.literalLimit)
      && (!isRun
        || builder.isExactFoldingSpent && builder.rounding == nil && foldingEnd == nil)
      && !builder.isInBlock && builder.p > 0 && meter.excess(adding: 2 * count) == nil
      && !irregularLoops.contains(key)
  }

  /// Writes `body` once for `count` repetitions; `nil` where it differs from one to the next, and
  /// then nothing of it is left.
  private func block(
    count: Int, _ key: LoopKey, _ body: () throws(LoweringFailure) -> Value
  ) throws(LoweringFailure) -> Elements? {
    let top = stack.top
    beginBlock(count: count, isRun: policy != nil)
    do throws(LoweringFailure) {
      let element = try body()
      try tick()
      if let shape = shape(element), let all = try repeated(element, shape, count) { return all }
    } catch {
      switch error {
      case .interrupted, .outOfBudget:
        abandonBlock()
        throw error
      case .irregular, .diagnostic: break
      }
    }
    abandonBlock()
    // What was given up may have left arguments of calls that were not made.
    stack.setTop(top)
    irregularLoops.insert(key)
    return nil
  }

  /// The elements of a block: numbers, or vectors of one size.
  struct Elements {
    let entries: [Operand]
    let shape: Shape
    let count: Int
  }

  /// Returns what an element of the open block comes to in all of its repetitions.
  private func repeated(
    _ element: Value, _ shape: Shape, _ count: Int
  ) throws(LoweringFailure) -> Elements? {
    let (all, isHuge) = count.multipliedReportingOverflow(by: shape.count)
    guard !isHuge, all <= options.nodeLimit, meter.excess(adding: all) == nil else { return nil }
    if case .matrix = shape { return nil }
    let results = entries(element)
    guard !builder.isIrregular else { return nil }
    let entries: [Operand]
    if policy != nil {
      guard let all = try run(results, count) else { return nil }
      entries = all
    } else {
      guard let all = builder.endBlock(results) else { return nil }
      entries = all
    }
    try checkFailure()
    return Elements(entries: entries, shape: shape, count: count)
  }

  /// Runs the open body, and returns what `results` are, repetition by repetition.
  private func run(
    _ results: [Operand], _ count: Int
  ) throws(LoweringFailure) -> [Operand]? {
    // What is no node of the body is what it was: whole numbers stay such.
    var columns: [[Operand]?] = []
    for result in results {
      columns.append(builder.literals(ofColumn: result) { literal($0) })
    }
    try checkFailure()
    guard let body = builder.endRun(results) else { return nil }
    var numbers: [Double] = []
    if body.program.q > 0 {
      guard let all = try policy?.run(body, in: self) else { return nil }
      numbers = all
    }
    var entries: [Operand] = []
    entries.reserveCapacity(count * results.count)
    var next = 0
    for r in 0..<count {
      for (result, column) in zip(results, columns) {
        if let column {
          entries.append(column[r])
        } else if result.node != nil {
          entries.append(builder.literal(rounded: numbers[next]))
          next += 1
        } else {
          entries.append(result)
        }
      }
      if r & 0xFFF == 0 { try checkFailure() }
    }
    return entries
  }

  // MARK: - Columns

  /// The literals of whole numbers, as one operand.
  func operand(_ column: IndexColumn) -> Operand {
    if let operand = column.operand { return operand }
    let operand = builder.column(of: column.values) { literal($0) }
    column.operand = operand
    return operand
  }

  /// Returns the whole numbers that an operator makes of an index and a whole number, or of two
  /// indices, if it is one in every repetition.
  func known(_ operation: InfixOperator, _ left: Value, _ right: Value) -> IndexColumn? {
    let a: [Int]
    let b: [Int]
    switch (left, right) {
    case (.index(let left), .index(let right)): (a, b) = (left.values, right.values)
    case (.index(let left), .integer(let right)):
      (a, b) = (left.values, [Int](repeating: right, count: left.values.count))
    case (.integer(let left), .index(let right)):
      (a, b) = ([Int](repeating: left, count: right.values.count), right.values)
    default: return nil
    }
    var results: [Int] = []
    results.reserveCapacity(a.count)
    for i in a.indices {
      guard let known = Self.known(operation, a[i], b[i]) else { return nil }
      results.append(known)
    }
    return IndexColumn(results)
  }

  /// Returns what `entry` gives at a place, or in a block at the place of every repetition.
  func entry(at place: Place, _ entry: (Int) -> Operand) -> Operand {
    switch place {
    case .one(let position): entry(position)
    case .each(let positions): builder.column { entry(positions[$0]) }
    }
  }

  /// Returns what `entry` gives at a row and a column.
  func entry(at row: Place, _ column: Place, _ entry: (Int, Int) -> Operand) -> Operand {
    switch (row, column) {
    case (.one(let i), _): self.entry(at: column) { entry(i, $0) }
    case (.each, .one(let j)): self.entry(at: row) { entry($0, j) }
    case (.each(let rows), .each(let columns)):
      builder.column { entry(rows[$0], columns[$0]) }
    }
  }
}
