import ADLPrograms

/// What holds at one point between two cells, over the number system in which the point is known.
struct PointFacts<S: KnowableNumber> {
  let decomposition: Decomposition
  let t: S
  let convention: Convention
  let left: Decomposition.Cell?
  let right: Decomposition.Cell?

  let evaluation: Evaluation<S>?
  let violation: DomainViolation?

  /// The point, and the path's derivative there.
  let inputs: [S]
  let velocity: [S]

  /// The highest power of the one-sided series that are compared where pieces are not rational.
  static var seriesOrder: Int { 8 }

  var program: Program { decomposition.program }

  init(
    _ decomposition: Decomposition, at t: S, between left: Decomposition.Cell?,
    and right: Decomposition.Cell?, under convention: Convention
  ) {
    self.decomposition = decomposition
    self.t = t
    self.convention = convention
    self.left = left
    self.right = right
    inputs = decomposition.path.coordinates.map { $0.value(at: t) }
    velocity = decomposition.path.coordinates.map { $0.derivative.value(at: t) }
    do throws(DomainViolation) {
      evaluation = try decomposition.program.evaluate(at: inputs)
      violation = nil
    } catch {
      evaluation = nil
      violation = error
    }
  }

  init(
    _ evaluation: Evaluation<S>, _ decomposition: Decomposition, at t: S, _ inputs: [S],
    _ convention: Convention
  ) {
    self.evaluation = evaluation
    self.decomposition = decomposition
    self.t = t
    self.inputs = inputs
    self.convention = convention
    (left, right, violation) = (nil, nil, nil)
    velocity = decomposition.path.coordinates.map { $0.derivative.value(at: t) }
  }

  /// What the point is to the program, whether or not anything changes or meets here.
  func kink(
    at location: Kink.Location, tier: Tier,
    difference: (_ output: Int) -> PieceDifference
  ) -> Kink {
    let edges = self.edges
    let sides = (series(left), series(right))
    let found = (0..<program.q).map { output(i: $0, sides, edges, difference($0)) }
    let undecided = evaluation.map { !$0.undecidedNodes.isEmpty } ?? false
    let weakest = found.reduce(tier) { max($0, $1.tier) }
    return Kink(
      location: location, guards: guards, outputs: found.map(\.output), violation: violation,
      edges: edges,
      isOutside: violation != nil && left?.violation != nil && right?.violation != nil,
      tier: undecided ? .double : weakest)
  }

  // MARK: - Guards and edges

  /// The selections that tie here and not on both sides, or that take different pieces there.
  private var guards: [TiedGuard] {
    var result: [TiedGuard] = []
    lazy var sides = (evaluation(of: left), evaluation(of: right))
    for k in program.p..<program.m {
      let active = evaluation?.active[k]
      let (before, after) = (left?.pieces[k], right?.pieces[k])
      guard active != nil || before != nil || after != nil else { continue }
      let tiesHere =
        active?.ties ?? false
        && !(left?.tiedNodes.contains(k) ?? false && right?.tiedNodes.contains(k) ?? false)
      let changes = left != nil && right != nil && before != nil && after != nil && before != after
      let isUndecided = active?.isDecided == false
      guard tiesHere || changes || isUndecided else { continue }
      result.append(
        TiedGuard(
          node: k, anchor: program.application(k).anchor, active: active, left: before,
          right: after,
          jump: jump(of: k, sides.0, sides.1)))
    }
    return result
  }

  /// The values of node `k` on both sides and at the point, where two of them are known to differ.
  private func jump(of k: Int, _ left: Evaluation<S>?, _ right: Evaluation<S>?) -> NodeJump? {
    let values = [left?.values[k], evaluation?.values[k], right?.values[k]].map { $0 ?? nil }
    let known = values.compactMap(\.self)
    guard known.dropFirst().contains(where: { compare($0, known[0]) == .different }) else {
      return nil
    }
    return NodeJump(left: values[0]?.known, value: values[1]?.known, right: values[2]?.known)
  }

  private var edges: [Int] {
    guard let evaluation else { return [] }
    return (program.p..<program.m).filter { k in
      guard evaluation.values[k] != nil else { return false }
      guard case .function(let rule) = program.application(k).primitive.kind, rule.mayFail else {
        return false
      }
      return rule.hasEdge(evaluation.operandValues(k))
    }
  }

  // MARK: - Sides

  /// The Taylor series at the point of the pieces that a cell takes.
  private func series(_ cell: Decomposition.Cell?) -> [Series<S>]? {
    guard let cell, cell.violation == nil else { return nil }
    let inputs = decomposition.path.coordinates.map {
      $0.value(at: Series(at: t, along: S(1), order: Self.seriesOrder))
    }
    return try? program.evaluate(at: inputs, domain: .notANumber, frozen: cell.pieces).outputs
  }

  private func output(
    i: Int, _ sides: (left: [Series<S>]?, right: [Series<S>]?), _ edges: [Int],
    _ difference: PieceDifference
  ) -> (output: OutputKink, tier: Tier) {
    let value = evaluation?.outputs[i] ?? .notANumber
    let (before, after) = (sides.left?[i], sides.right?[i])
    let (kind, tier) = kind(value, before, after, edges, difference)
    let (forward, backward) = gradients(i)
    let known = statement(forward, backward, i)
    let output = OutputKink(
      kind: kind, value: value.known, left: limit(before, difference.leftPole),
      right: limit(after, difference.rightPole), forward: known.forward, backward: known.backward,
      verdict: verdict(kind, backward, gradient(i, of: left), gradient(i, of: right)))
    return (output, tier)
  }

  private func limit(_ series: Series<S>?, _ pole: Sign?) -> OneSidedLimit? {
    if let pole { return OneSidedLimit(value: .infinite(pole), derivative: .undefined) }
    guard let series else { return nil }
    let slope = (series.order ?? 1) >= 1 ? series[1].known : .undefined
    return OneSidedLimit(value: series.constantTerm.known, derivative: slope)
  }

  private func kind(
    _ value: S, _ left: Series<S>?, _ right: Series<S>?, _ edges: [Int],
    _ difference: PieceDifference
  ) -> (KinkKind, Tier) {
    if violation != nil || difference.leftPole != nil || difference.rightPole != nil {
      return (.undefined, .exact)
    }
    let isCutOff = self.left?.violation != nil || self.right?.violation != nil
    if isCutOff && edges.isEmpty { return (.undefined, .exact) }
    var tier = Tier.exact
    for side in [left, right] {
      guard let side else { continue }
      switch compare(side.constantTerm, value) {
      case .equal: break
      case .close: tier = .interval
      case .unknown: return (edges.isEmpty ? .undecided : .edge, .double)
      case .different: return (.jump, tier)
      }
    }
    if !edges.isEmpty { return (.edge, tier) }
    guard let left, let right else { return (.removable, tier) }
    if difference.isZero { return (.removable, .exact) }
    if let order = difference.order {
      return (order == 0 ? .jump : order == 1 ? .kink : .joint(order: order - 1), .exact)
    }
    for power in 1...Self.seriesOrder {
      if (left.order ?? power) < power || (right.order ?? power) < power { break }
      switch compare(left[power], right[power]) {
      case .equal: break
      case .close: tier = .interval
      case .unknown: return (.undecided, .double)
      case .different: return (power == 1 ? .kink : .joint(order: power - 1), tier)
      }
    }
    return (.removable, .double)
  }

  enum Comparison {
    case equal, different

    /// They may be equal: their enclosures meet.
    case close
    case unknown
  }

  func compare(_ a: S, _ b: S) -> Comparison {
    switch S.order(a, b) {
    case .zero?: return a.known.tier == .exact && b.known.tier == .exact ? .equal : .close
    case nil: return a.known == .undefined || b.known == .undefined ? .unknown : .close
    default: return .different
    }
  }
}
