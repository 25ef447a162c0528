/// What applications to the same operands share at one point: the order of a vector's entries, of
/// which every order statistic takes one, and all entries of a derivative, each of which is a node.
struct SharedResults {
  /// Where the operands of an application lie.
  struct Place: Hashable {
    let base: Int32
    let inner: Int32
    let list: Int32
    let count: Int32
  }

  private struct Derivative: Hashable {
    let place: Place
    let primitive: Primitive
    let parameter: Parameter
    let rule: TieRule?
  }

  private var rankings: [Place: Ranking?] = [:]

  // Nodes that share results mostly follow one another.
  private var last: (place: Place, ranking: Ranking?)?
  private var derivatives: [Derivative: [Double]?] = [:]

  /// Forgets everything: the operands have other values now.
  mutating func removeAll() {
    last = nil
    if !rankings.isEmpty { rankings.removeAll(keepingCapacity: true) }
    if !derivatives.isEmpty { derivatives.removeAll(keepingCapacity: true) }
  }

  /// The order of the operands at `place`; `nil` where one is not a number.
  mutating func ranking(at place: Place, _ make: () -> Ranking?) -> Ranking? {
    if let last, last.place == place { return last.ranking }
    let ranking = rankings[place] ?? make()
    rankings[place] = .some(ranking)
    last = (place, ranking)
    return ranking
  }

  /// The entries of d of `operation` for the operands at `place`; `nil` where one is not a number.
  mutating func derivative(
    of operation: Operation, at place: Place, _ make: () -> [Double]?
  ) -> [Double]? {
    let key = Derivative(
      place: place, primitive: operation.primitive, parameter: operation.parameter,
      rule: operation.tieRule)
    if let known = derivatives[key] { return known }
    let derivative = make()
    derivatives[key] = .some(derivative)
    return derivative
  }
}

/// Rows that share results.
extension Execution {
  /// Computes the values of a run whose applications share results with others.
  func evaluateShared(_ instruction: RowInstruction) throws(EvaluationFailure) {
    let operation = plan.operations.pointer(to: instruction.operation)
    let result = values + instruction.result
    for i in 0..<Int(instruction.count) {
      if let ranked = operation.pointee.ranked {
        let ranking = ranking(instruction, i)
        result[i] =
          ranking.map { ranking in
            ranked.value(ranking) { values[address(instruction, i, $0)] }
          } ?? .nan
      } else {
        result[i] = derivedEntry(instruction, i)
      }
      try pause(after: 1)
    }
  }

  /// Adds the contributions of order statistics.
  func sweepShared(_ instruction: RowInstruction, _ ranked: RankedOperation)
    throws(EvaluationFailure)
  {
    for i in 0..<Int(instruction.count) {
      let v = adjoints[instruction.result + i]
      if let ranking = ranking(instruction, i) {
        ranked.forEachContribution(ranking, of: v) { j, contribution in
          adjoints[address(instruction, i, j)] += contribution
        }
      } else {
        for j in 0..<Int(instruction.width) { adjoints[address(instruction, i, j)] = .nan }
      }
      try pause(after: 1)
    }
  }

  private func ranking(_ instruction: RowInstruction, _ i: Int) -> Ranking? {
    shared.ranking(at: place(instruction, i)) {
      let row = self.row(instruction, i, values, gathered)
      work += row.count
      return Ranking(UnsafeBufferPointer(start: row.a, count: row.count))
    }
  }

  private func derivedEntry(_ instruction: RowInstruction, _ i: Int) -> Double {
    let operation = plan.operations.pointer(to: instruction.operation)
    guard let operand = DerivedEntry.entryOperand(operation) else {
      return operation.pointee.engine.value(row(instruction, i, values, gathered))
    }
    let d = operation.pointee.derived.withUnsafeBufferPointer { base in
      shared.derivative(of: base[0], at: place(instruction, i)) {
        work += Int(instruction.width)
        return DerivedEntry.entries(
          self.row(instruction, i, values, gathered), base.baseAddress!)
      }
    }
    if let d { return d[operand] }
    return operation.pointee.value(row(instruction, i, values, gathered).operandValues)
  }

  private func place(_ instruction: RowInstruction, _ i: Int) -> SharedResults.Place {
    let a = instruction.a
    let offset = Int32(i) * a.stride
    return SharedResults.Place(
      base: a.isListed ? 0 : a.base.rawValue + offset, inner: a.inner,
      list: a.isListed ? a.list + offset : -1, count: instruction.width)
  }
}
