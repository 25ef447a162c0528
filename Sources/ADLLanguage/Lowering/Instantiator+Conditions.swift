import ADLPrograms
import ADLText

extension Instantiator {
  /// `if c then a else b`: the branch taken where c is known, otherwise one selection per entry.
  func conditional(
    _ condition: CodeID, _ consequent: CodeID, _ alternative: CodeID, _ id: CodeID,
    _ frame: Activation
  ) throws(LoweringFailure) -> Value {
    switch try formula(condition, frame) {
    case .known(let truth): return try evaluate(truth ? consequent : alternative, frame)
    case .undefined:
      let value = try evaluate(consequent, frame)
      guard let shape = shape(value) else { return value }
      let nan = builder.literal(Literal(.nan))
      return self.value([Operand](repeating: nan, count: shape.count), shape)
    case .open(let condition, let sides):
      let left = try evaluate(consequent, frame)
      let right = try evaluate(alternative, frame)
      guard let shape = shape(left), let other = self.shape(right) else {
        throw .diagnostic(.choiceOfFunctions(at: frame.span(id)))
      }
      guard shape == other else {
        throw .diagnostic(
          .shapesDiffer(
            shape, other, at: frame.span(id), first: frame.span(consequent),
            second: frame.span(alternative)))
      }
      let anchor = frame.anchor(id)
      if shape == .scalar, let a = operand(left), let b = operand(right) {
        return .scalar(
          builder.apply(
            .branch, sides + [a, b], parameter: .condition(condition), anchor: anchor))
      }
      let entries = zip(entries(left), entries(right)).map { a, b in
        builder.apply(
          .branch, sides + [a, b], parameter: .condition(condition), anchor: anchor)
      }
      return value(entries, shape)
    }
  }

  /// The truth of a condition that must be known when the program is written.
  func knownTruth(_ id: CodeID, _ frame: Activation) throws(LoweringFailure) -> Bool {
    switch try formula(id, frame) {
    case .known(let truth): return truth
    case .open, .undefined: throw .diagnostic(.filterNotKnown(at: frame.span(id)))
    }
  }

  /// Returns the truth of a condition, or its formula. What cannot matter is not evaluated.
  func formula(_ id: CodeID, _ frame: Activation) throws(LoweringFailure) -> Truth {
    switch frame.code[id] {
    case .comparison(let first, let comparisons):
      return try comparison(first, frame.code[comparisons], frame)
    case .conjunction(let parts):
      return try junction(frame.code[parts], decisive: false, frame) { .and($0) }
    case .disjunction(let parts):
      return try junction(frame.code[parts], decisive: true, frame) { .or($0) }
    case .not(let part):
      switch try formula(part, frame) {
      case .known(let truth): return .known(!truth)
      case .open(let condition, let sides): return .open(.not(condition), sides: sides)
      case .undefined: return .undefined
      }
    case .letting(let assignments, let body):
      try assign(assignments, frame)
      return try formula(body, frame)
    default:
      throw .diagnostic(.valueAsCondition(at: frame.span(id)))
    }
  }

  /// Joins conditions; one with the truth `decisive` decides, and ends the evaluation.
  private func junction(
    _ parts: UnsafeBufferPointer<CodeID>, decisive: Bool, _ frame: Activation,
    _ join: ([Condition]) -> Condition
  ) throws(LoweringFailure) -> Truth {
    var open: [Condition] = []
    var sides: [Operand] = []
    for part in parts {
      switch try formula(part, frame) {
      case .known(let truth) where truth == decisive:
        // An open part before it may still be undefined, and is asked first.
        if open.isEmpty { return .known(truth) }
        open.append(decisive ? .and([]) : .or([]))
        return .open(join(open), sides: sides)
      case .known: break
      case .undefined:
        if open.isEmpty { return .undefined }
        // Reached only where the parts before do not decide; then the whole is undefined.
        let nan = builder.literal(Literal(.nan))
        open.append(.comparison(sides.count / 2, .less))
        return .open(join(open), sides: sides + [nan, nan])
      case .open(let condition, let own):
        open.append(condition.shifted(by: sides.count / 2))
        sides += own
      }
    }
    if open.isEmpty { return .known(!decisive) }
    return .open(open.count == 1 ? open[0] : join(open), sides: sides)
  }

  /// A chain of comparisons, all of which must hold.
  private func comparison(
    _ first: CodeID, _ comparisons: UnsafeBufferPointer<Code.Comparison>, _ frame: Activation
  ) throws(LoweringFailure) -> Truth {
    var left = try evaluate(first, frame)
    var leftPlace = first
    var open: [Condition] = []
    var sides: [Operand] = []
    for comparison in comparisons {
      let right = try evaluate(comparison.right, frame)
      let link = try compare(
        left, comparison.operation.relation, right, leftPlace, comparison.right, frame)
      switch link {
      case .known(true): break
      case .known(false):
        if open.isEmpty { return .known(false) }
        open.append(.or([]))
        return .open(.and(open), sides: sides)
      case .undefined:
        if open.isEmpty { return .undefined }
        let nan = builder.literal(Literal(.nan))
        open.append(.comparison(sides.count / 2, .less))
        return .open(.and(open), sides: sides + [nan, nan])
      case .open(let condition, let own):
        open.append(condition.shifted(by: sides.count / 2))
        sides += own
      }
      left = right
      leftPlace = comparison.right
    }
    if open.isEmpty { return .known(true) }
    return .open(open.count == 1 ? open[0] : .and(open), sides: sides)
  }

  /// Compares two numbers; vectors of one shape are equal iff all entries are.
  private func compare(
    _ left: Value, _ relation: Condition.Relation, _ right: Value, _ leftPlace: CodeID,
    _ rightPlace: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Truth {
    if case .integer(let a) = left, case .integer(let b) = right {
      return .known(relation.holds(a < b ? .negative : a == b ? .zero : .positive))
    }
    guard let shape = shape(left), let other = self.shape(right), shape == other,
      shape == .scalar || relation == .equal || relation == .unequal
    else {
      throw .diagnostic(
        .comparison(
          kind(of: left), kind(of: right), first: frame.span(leftPlace),
          second: frame.span(rightPlace)))
    }
    // The truth of one pair of entries that decides the whole.
    let decisive = relation == .unequal
    var open: [Condition] = []
    var sides: [Operand] = []
    for (a, b) in zip(entries(left), entries(right)) {
      if let x = builder.literal(of: a), let y = builder.literal(of: b) {
        guard case .known(let sign) = Double.order(x.double, y.double) else { return .undefined }
        if relation.holds(sign) == decisive { return .known(decisive) }
      } else {
        open.append(.comparison(open.count, relation))
        sides += [a, b]
      }
    }
    if open.isEmpty { return .known(!decisive) }
    if open.count == 1 { return .open(open[0], sides: sides) }
    return .open(decisive ? .or(open) : .and(open), sides: sides)
  }
}

extension ComparisonOperator {
  /// The relation that the operator states.
  var relation: Condition.Relation {
    switch self {
    case .less: .less
    case .lessEqual: .atMost
    case .greater: .greater
    case .greaterEqual: .atLeast
    case .equal: .equal
    case .notEqual: .unequal
    }
  }
}

extension Condition {
  /// The condition with the numbers of its comparisons raised by `offset`.
  func shifted(by offset: Int) -> Condition {
    if offset == 0 { return self }
    return switch self {
    case .comparison(let number, let relation): .comparison(number + offset, relation)
    case .and(let parts): .and(parts.map { $0.shifted(by: offset) })
    case .or(let parts): .or(parts.map { $0.shifted(by: offset) })
    case .not(let part): .not(part.shifted(by: offset))
    }
  }
}
