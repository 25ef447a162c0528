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
    let sides = (side(left, .negative, edges), side(right, .positive, edges))
    let found = (0..<program.q).map { output(i: $0, sides, edges, difference($0)) }
    let undecided = evaluation.map { !$0.undecidedNodes.isEmpty } ?? false
    let weakest = found.reduce(tier) { max($0, $1.tier) }
    return Kink(
      location: location, guards: guards, outputs: found.map(\.output), violation: violation,
      edges: edges.map { NodeMark(node: $0, anchor: program.application($0).anchor) },
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
      let isTiedAround =
        left?.tiedNodes.contains(k) ?? false && right?.tiedNodes.contains(k) ?? false
      let tiesHere = active?.ties ?? false && !isTiedAround
      let changes = left != nil && right != nil && before != nil && after != nil && before != after
      let isUndecided = active?.isDecided == false && !isTiedAround
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

  /// The nodes on the edge of whose domain the point lies, and not all of a cell beside it.
  private var edges: [Int] {
    guard let evaluation else { return [] }
    let cells = [left, right].compactMap(\.self)
    return evaluation.edgeNodes.filter { k in
      cells.isEmpty || !cells.allSatisfy { $0.edgeNodes.contains(k) }
    }
  }
}
