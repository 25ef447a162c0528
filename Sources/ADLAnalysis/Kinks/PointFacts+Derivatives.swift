import ADLPrograms

extension PointFacts {
  /// The gradients of output `i` that AD returns at the point, by either mode of Algorithm 2.
  /// - Complexity: p forward sweeps, one backward.
  func gradients(_ i: Int) -> (forward: [S], backward: [S]) {
    guard let evaluation = writtenEvaluation else {
      let none = [S](repeating: .notANumber, count: program.p)
      return (none, none)
    }
    let output = program.outputs.lowerBound + i
    let forward = (0..<program.p).map { j in
      let direction: [S?] = (0..<program.p).map { $0 == j ? S(1) : nil }
      return evaluation.tangents(along: direction, under: convention)[output] ?? S(0)
    }
    return (forward, evaluation.differentiateBackward(output: i, under: convention))
  }

  /// The evaluation at the point of the pieces that a cell beside it takes.
  func evaluation(of cell: Decomposition.Cell?) -> Evaluation<S>? {
    guard let cell, cell.violation == nil else { return nil }
    return try? program.evaluate(at: inputs, domain: .notANumber, frozen: cell.pieces)
  }

  /// The gradient at the point of the piece of output `i` that a cell beside it takes.
  func gradient(_ i: Int, of cell: Decomposition.Cell?) -> [S]? {
    evaluation(of: cell)?.differentiateBackward(output: i, under: convention)
  }

  /// The derivative along the path to a gradient.
  func alongPath(_ gradient: [S]) -> S {
    var sum: S?
    for (entry, speed) in zip(gradient, velocity) {
      let share = entry * speed
      sum = sum.map { $0 + share } ?? share
    }
    return sum ?? S(0)
  }

  /// AD's answers along the path as they are stated: where the exact ones do not exist, those of
  /// doubles.
  func statement(_ forward: [S], _ backward: [S], _ i: Int) -> (
    forward: KnownNumber, backward: KnownNumber
  ) {
    let known = (alongPath(forward).known, alongPath(backward).known)
    guard known.0 == .undefined || known.1 == .undefined, violation == nil,
      let doubles = inDoubles
    else { return known }
    let (f, b) = doubles.gradients(i)
    return (
      known.0 == .undefined ? .approximate(doubles.alongPath(f)) : known.0,
      known.1 == .undefined ? .approximate(doubles.alongPath(b)) : known.1
    )
  }

  /// AD's gradients as they are stated, the same way.
  func gradientStatement(_ i: Int) -> (forward: [KnownNumber], backward: [KnownNumber]) {
    let (f, b) = gradients(i)
    let known = (f.map(\.known), b.map(\.known))
    guard known.0.contains(.undefined) || known.1.contains(.undefined), violation == nil,
      let doubles = inDoubles
    else { return known }
    let (df, db) = doubles.gradients(i)
    return (
      zip(known.0, df).map { $0 == .undefined ? .approximate($1) : $0 },
      zip(known.1, db).map { $0 == .undefined ? .approximate($1) : $0 }
    )
  }

  /// What doubles answer at the point, where they can stand for it.
  private var inDoubles: PointFacts<Double>? {
    let x = inputs.map(\.double)
    guard inputs.allSatisfy({ if case .rational = $0.known { true } else { false } }) else {
      return nil
    }
    return (try? decomposition.written.evaluate(at: x, domain: .notANumber)).map {
      PointFacts<Double>($0, x, at: t.double, like: self)
    }
  }

  /// What a gradient is worth where the pieces on the two sides have the gradients `left` and
  /// `right`: the Clarke subdifferential at a point of one variable, and at a point of a kink
  /// surface where no other one passes, is the segment between the two.
  func verdict(_ kind: KinkKind, _ answer: [S], _ left: [S]?, _ right: [S]?)
    -> DerivativeVerdict
  {
    if answer.contains(where: { !$0.exists }) { return isDecided ? .notFinite : .undecided }
    if kind == .undecided { return .undecided }
    guard kind < .infiniteSlope, let side = left ?? right else { return .none }
    let (a, b) = (left ?? side, right ?? side)
    if (a + b).contains(where: { !$0.exists }) { return .none }
    let isZero = answer.allSatisfy { $0.sign.isCertainly(.zero) }
    guard kind == .kink else {
      switch isBetween(answer, a, a) {
      case true?: return .derivative
      case false? where seesEverySide: return .spurious(isCritical: isZero)
      default: return .undecided
      }
    }
    switch isBetween(answer, a, b) {
    case true?: return .inClarke
    case false? where seesEverySide: return .outsideClarke(isCritical: isZero)
    default: return .undecided
    }
  }

  /// `true` iff the two cells are all that meet at the point, so that a gradient that is not
  /// between theirs is outside: always in one variable; in several, where a single tie of two
  /// pieces is crossed. Elsewhere other pieces may have limits there that the path does not meet.
  private var seesEverySide: Bool {
    guard program.p > 1 else { return true }
    guard let evaluation, isDecided else { return false }
    let tied = (program.p..<program.m).filter { evaluation.active[$0]?.ties == true }
    guard let k = tied.first else { return true }
    let sites = evaluation.active[k]?.sites.filter(\.ties) ?? []
    return tied.count == 1 && sites.count == 1 && sites[0].pieces.count == 2
      && left?.pieces[k] != right?.pieces[k]
  }

  /// `true` iff `x` lies on the segment from `a` to `b`; `nil` where the arithmetic cannot tell.
  private func isBetween(_ x: [S], _ a: [S], _ b: [S]) -> Bool? {
    if areEqual(x, a) == true || areEqual(x, b) == true { return true }
    guard let j = a.indices.first(where: { compare(a[$0], b[$0]).areDifferent }) else {
      return areEqual(a, b) == true ? areEqual(x, a) : nil
    }
    let share = (x[j] - a[j]) / (b[j] - a[j])
    let (low, high) = (share.sign, S.order(share, S(1)))
    if low.isCertainly(.negative) || high.isCertainly(.positive) { return false }
    guard low.isKnown, high.isKnown else { return nil }
    // x - a and b - a are parallel.
    return a.indices.reduce(true) { known, i in
      guard let known, known, i != j else { return known }
      return areEqual([(x[i] - a[i]) * (b[j] - a[j])], [(x[j] - a[j]) * (b[i] - a[i])])
    }
  }

  private func areEqual(_ x: [S], _ y: [S]) -> Bool? {
    var result: Bool? = true
    for (u, v) in zip(x, y) {
      switch compare(u, v) {
      case .equal: continue
      case .different: return false
      case .unknown: result = nil
      }
    }
    return result
  }
}
