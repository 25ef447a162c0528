import ADLPrograms
import ADLText

/// Conditions of arrays, entry by entry: what `ind` and `where` ask for.
extension Instantiator {
  /// The truth of a condition at every entry of a shape; of numbers alone, one truth.
  private struct Mask {
    var shape = Shape.scalar
    var truths: [Truth]

    /// An operand that has the shape.
    var place: CodeID?

    subscript(i: Int) -> Truth { truths[truths.count == 1 ? 0 : i] }
  }

  /// `ind(c)`: 1 where the condition holds, else 0.
  func indicator(_ site: CallSite) throws(LoweringFailure) -> Value {
    let mask = try mask(site.arguments[0], site.frame)
    let results = (0..<mask.shape.count).map { i in
      switch mask[i] {
      case .known(let truth): literal(truth ? 1 : 0)
      case .undefined: builder.literal(Literal(.nan))
      case .open(let condition, let sides):
        builder.apply(
          .branch, sides + [literal(1), literal(0)], parameter: .condition(condition),
          anchor: site.anchor)
      }
    }
    if mask.shape == .scalar, case .known(let truth) = mask[0] { return .integer(truth ? 1 : 0) }
    return value(results, mask.shape)
  }

  /// `where(c, a, b)`: both are evaluated, and one of them is taken at every entry.
  func choice(_ site: CallSite) throws(LoweringFailure) -> Value {
    let frame = site.frame
    var common = try mask(site.arguments[0], frame)
    let mask = common
    var sides: [[Operand]] = []
    for i in 1...2 {
      let value = try evaluate(site.arguments[i], frame)
      guard let shape = shape(value) else {
        throw .diagnostic(.numberExpected(found: kind(of: value), at: site.span(ofArgument: i)))
      }
      try meet(&common, shape, site.arguments[i], site.id, frame)
      sides.append(entries(value))
    }
    var results: [Operand] = []
    for i in 0..<common.shape.count {
      let (a, b) = (sides[0][sides[0].count == 1 ? 0 : i], sides[1][sides[1].count == 1 ? 0 : i])
      switch mask[i] {
      case .known(let truth): results.append(truth ? a : b)
      case .undefined: results.append(builder.literal(Literal(.nan)))
      case .open(let condition, let compared):
        results.append(
          builder.apply(
            .choice, compared + [a, b], parameter: .condition(condition), anchor: site.anchor))
      }
      try tick()
    }
    return value(results, common.shape)
  }

  /// Makes the shape of `mask` one that a value of the given shape meets too.
  private func meet(
    _ mask: inout Mask, _ shape: Shape, _ place: CodeID, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) {
    if shape == .scalar { return }
    if let first = mask.place, mask.shape != shape {
      throw .diagnostic(
        .shapesDiffer(
          mask.shape, shape, at: frame.span(id), first: frame.span(first),
          second: frame.span(place)))
    }
    if mask.place == nil { (mask.shape, mask.place) = (shape, place) }
  }

  private func mask(_ id: CodeID, _ frame: Activation) throws(LoweringFailure) -> Mask {
    switch frame.code[id] {
    case .comparison(let first, let comparisons):
      return try mask(first, frame.code[comparisons], id, frame)
    case .conjunction(let parts): return try mask(frame.code[parts], decisive: false, id, frame)
    case .disjunction(let parts): return try mask(frame.code[parts], decisive: true, id, frame)
    case .not(let part):
      var mask = try mask(part, frame)
      mask.truths = mask.truths.map(\.opposite)
      return mask
    case .letting(let assignments, let body):
      try assign(assignments, frame)
      return try mask(body, frame)
    default: return Mask(truths: [try formula(id, frame)])
    }
  }

  /// Joins conditions entry by entry; one that decides for every entry ends the evaluation.
  private func mask(
    _ parts: UnsafeBufferPointer<CodeID>, decisive: Bool, _ id: CodeID, _ frame: Activation
  ) throws(LoweringFailure) -> Mask {
    var masks: [Mask] = []
    var whole = Mask(truths: [])
    for part in parts {
      let next = try mask(part, frame)
      if let place = next.place { try meet(&whole, next.shape, place, id, frame) }
      masks.append(next)
      if next.truths.allSatisfy({ $0.isKnown(to: decisive) }) { break }
    }
    whole.truths = (0..<whole.shape.count).map { i in
      join(masks.map { $0[i] }, decisive: decisive)
    }
    return whole
  }

  /// A chain of comparisons of numbers or of arrays that meet entry by entry.
  private func mask(
    _ first: CodeID, _ comparisons: UnsafeBufferPointer<Code.Comparison>, _ id: CodeID,
    _ frame: Activation
  ) throws(LoweringFailure) -> Mask {
    var whole = Mask(truths: [])
    func operands(_ place: CodeID) throws(LoweringFailure) -> [Operand] {
      let value = try evaluate(place, frame)
      guard let shape = shape(value) else {
        throw .diagnostic(.numberExpected(found: kind(of: value), at: frame.span(place)))
      }
      try meet(&whole, shape, place, id, frame)
      return entries(value)
    }
    var numbers = [try operands(first)]
    for comparison in comparisons { numbers.append(try operands(comparison.right)) }
    whole.truths = (0..<whole.shape.count).map { i in
      let row = numbers.map { $0[$0.count == 1 ? 0 : i] }
      let links = comparisons.enumerated().map { j, comparison in
        truth(row[j], comparison.operation.relation, row[j + 1])
      }
      return links.count == 1 ? links[0] : join(links, decisive: false)
    }
    return whole
  }

  /// The truth of one comparison of two numbers.
  private func truth(_ a: Operand, _ relation: Condition.Relation, _ b: Operand) -> Truth {
    guard let x = builder.literal(of: a), let y = builder.literal(of: b) else {
      return .open(.comparison(0, relation), sides: [a, b])
    }
    guard case .known(let sign) = Double.order(x.double, y.double) else { return .undefined }
    return .known(relation.holds(sign))
  }

  /// Joins truths by `and`, or by `or` where a truth that holds is decisive.
  private func join(_ truths: [Truth], decisive: Bool) -> Truth {
    var open: [Condition] = []
    var sides: [Operand] = []
    for truth in truths {
      switch truth {
      case .known(decisive):
        if open.isEmpty { return truth }
        open.append(decisive ? .and([]) : .or([]))
        return .open(decisive ? .or(open) : .and(open), sides: sides)
      case .known: break
      case .undefined:
        if open.isEmpty { return .undefined }
        let nan = builder.literal(Literal(.nan))
        open.append(.comparison(sides.count / 2, .less))
        return .open(decisive ? .or(open) : .and(open), sides: sides + [nan, nan])
      case .open(let condition, let own):
        open.append(condition.shifted(by: sides.count / 2))
        sides += own
      }
    }
    if open.isEmpty { return .known(!decisive) }
    return .open(open.count == 1 ? open[0] : decisive ? .or(open) : .and(open), sides: sides)
  }
}

extension Truth {
  /// The truth of the contrary.
  fileprivate var opposite: Truth {
    switch self {
    case .known(let truth): .known(!truth)
    case .open(let condition, let sides): .open(.not(condition), sides: sides)
    case .undefined: .undefined
    }
  }

  fileprivate func isKnown(to truth: Bool) -> Bool {
    if case .known(truth) = self { true } else { false }
  }
}
