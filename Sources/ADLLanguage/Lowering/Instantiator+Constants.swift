import ADLPrograms
import ADLText

/// Values of expressions without parameters, whose programs have an input that nothing depends on.
extension Instantiator {
  /// Returns the value as a constant, after evaluating what did not fold.
  func constant(_ value: Value, anchor: Anchor) throws(LoweringFailure) -> ConstantValue {
    switch value {
    case .integer(let integer): return .integer(integer)
    case .index: throw .irregular
    case .scalar(let operand): return .number(try literals([operand], anchor)[0])
    case .vector(let vector):
      try checkResult(vector.count)
      return .vector(try literals(vector.all, anchor))
    case .matrix(let matrix):
      try checkResult(matrix.entries.count)
      return .matrix(
        try literals(matrix.entries, anchor), rows: matrix.rows, columns: matrix.columns)
    case .function(let function): return .function(try reference(function, anchor))
    }
  }

  /// Fails if a result of so many entries would be too large to keep and to show.
  private func checkResult(_ count: Int) throws(LoweringFailure) {
    if let (needed, limit) = meter.excess(adding: count, bytesEach: EntryMeter.bytesOfResult) {
      throw .diagnostic(
        .tooMuchMemoryForVectors(needed: needed, limit: limit, at: shared.origin))
    }
  }

  private func reference(
    _ function: FunctionValue, _ anchor: Anchor
  ) throws(LoweringFailure) -> FunctionReference {
    switch function.kind {
    case .builtin(let builtin): return .builtin(builtin)
    case .derivative(let base, let order):
      return .derivative(try reference(base, anchor), order: order)
    case .defined(let definition, let captures):
      var constants: [ConstantValue] = []
      for capture in captures { constants.append(try constant(capture, anchor: anchor)) }
      return .defined(definition, captures: constants)
    }
  }

  /// Returns the operands as literals: evaluated in doubles where they are nodes.
  private func literals(
    _ operands: [Operand], _ anchor: Anchor
  ) throws(LoweringFailure) -> [Literal] {
    try checkFailure()
    if operands.allSatisfy({ $0.literal != nil }) {
      return operands.map { builder.literal(of: $0)?.settled ?? Literal(.nan) }
    }
    let known = operands.map { builder.literal(of: $0)?.settled }
    let program: Program
    do throws(BuildFailure) {
      program = try builder.seal(outputs: operands, anchor: anchor)
    } catch {
      throw failure(error)
    }
    do throws(DomainViolation) {
      let evaluation: Evaluation<Double> = try program.evaluate(at: [0.0], domain: options.domain)
      return zip(known, evaluation.outputs).map { $0 ?? Literal($1) }
    } catch {
      throw .diagnostic(.domainViolation(error, anchors: shared.anchors))
    }
  }

  /// Returns whether a condition holds; of its comparisons, the first that decides against it.
  func outcome(of id: CodeID, _ frame: Activation) throws(LoweringFailure) -> AssertionOutcome {
    switch frame.code[id] {
    case .conjunction(let parts):
      for part in frame.code[parts] {
        let outcome = try outcome(of: part, frame)
        if !outcome.holds { return outcome }
      }
      return AssertionOutcome(holds: true, failure: nil)
    case .disjunction(let parts):
      for part in frame.code[parts] where try outcome(of: part, frame).holds {
        return AssertionOutcome(holds: true, failure: nil)
      }
      return AssertionOutcome(holds: false, failure: nil)
    case .not(let part):
      return AssertionOutcome(holds: try !outcome(of: part, frame).holds, failure: nil)
    case .letting(let assignments, let body):
      try assign(assignments, frame)
      return try outcome(of: body, frame)
    case .comparison(let first, let comparisons):
      return try outcome(of: first, frame.code[comparisons], frame)
    default:
      throw .diagnostic(.valueAsCondition(at: frame.span(id)))
    }
  }

  private func outcome(
    of first: CodeID, _ comparisons: UnsafeBufferPointer<Code.Comparison>, _ frame: Activation
  ) throws(LoweringFailure) -> AssertionOutcome {
    var left = try constant(evaluate(first, frame), anchor: frame.anchor(first))
    var leftPlace = first
    for comparison in comparisons {
      let place = comparison.right
      let right = try constant(evaluate(place, frame), anchor: frame.anchor(place))
      let relation = comparison.operation.relation
      guard let shape = left.shape, shape == right.shape,
        shape == .scalar || relation == .equal || relation == .unequal
      else {
        throw .diagnostic(
          .comparison(
            kind(of: value(of: left)), kind(of: value(of: right)), first: frame.span(leftPlace),
            second: frame.span(place)))
      }
      let signs = zip(left.entries, right.entries).map { Double.order($0.double, $1.double) }
      let holds =
        relation == .unequal
        ? signs.contains { relation.holds($0) ?? false }
        : signs.allSatisfy { relation.holds($0) ?? false }
      if !holds {
        return AssertionOutcome(
          holds: false,
          failure: .init(left: left, right: right, operation: comparison.operation))
      }
      left = right
      leftPlace = place
    }
    return AssertionOutcome(holds: true, failure: nil)
  }
}

extension Literal {
  /// The literal as the result of an expression: what was rounded names the double that it became.
  fileprivate var settled: Literal {
    number == Certified(.line) ? Literal(double) : self
  }
}
