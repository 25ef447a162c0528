import ADLPrograms

/// What holds at one point between two cells, over the number system in which the point is known.
struct PointFacts<S: KnowableNumber> {
  let decomposition: Decomposition
  let location: Kink.Location
  let t: S
  private(set) var convention: Convention

  /// The cells that end at the point; `nil` where a side was left open, or is not looked at.
  let left: Decomposition.Cell?
  let right: Decomposition.Cell?

  private(set) var evaluation: Evaluation<S>?

  /// The evaluation of the program as it was written, whose derivatives AD returns.
  private(set) var writtenEvaluation: Evaluation<S>?
  private(set) var violation: DomainViolation?

  /// The point, and the path's derivative there.
  let inputs: [S]
  let velocity: [S]

  /// Pieces that are known to be taken at the point, without a tie, from what holds around it.
  var settledPieces: [Int: Piece] = [:]

  /// Nodes that are known in the same way to lie inside their domains.
  var insideNodes: Set<Int> = []

  var program: Program { decomposition.program }

  init(
    _ decomposition: Decomposition, at location: Kink.Location, _ t: S,
    between left: Decomposition.Cell?, and right: Decomposition.Cell?,
    under convention: Convention
  ) {
    self.decomposition = decomposition
    self.location = location
    self.t = t
    self.convention = convention
    self.left = left
    self.right = right
    inputs = decomposition.path.coordinates.map { $0.value(at: t) }
    velocity = decomposition.path.coordinates.map { $0.derivative.value(at: t) }
    evaluate()
    learn()
  }

  /// Creates what doubles say at the place of other facts.
  init(
    _ evaluation: Evaluation<S>, _ inputs: [S], at t: S, like other: PointFacts<some KnowableNumber>
  ) {
    self.evaluation = evaluation
    writtenEvaluation = evaluation
    self.inputs = inputs
    self.t = t
    decomposition = other.decomposition
    location = other.location
    convention = other.convention
    (left, right, violation) = (nil, nil, nil)
    velocity = decomposition.path.coordinates.map { $0.derivative.value(at: t) }
  }

  /// Evaluates the program at the point, with what is known by now.
  mutating func evaluate() {
    do throws(DomainViolation) {
      evaluation = try program.evaluate(at: inputs, frozen: settledPieces)
      violation = nil
    } catch {
      evaluation = nil
      violation = error
    }
    let written = decomposition.written
    writtenEvaluation =
      written == program ? evaluation : try? written.evaluate(at: inputs, frozen: settledPieces)
  }

  /// Returns the same facts under another convention.
  func under(_ convention: Convention) -> PointFacts {
    var result = self
    result.convention = convention
    return result
  }

  /// What the point is to the program under every convention.
  struct Shape {
    let edges: [Int]
    let guards: [TiedGuard]
    let outputs: [OutputShape]
  }

  func shape(difference: (_ output: Int) -> PieceDifference) -> Shape {
    let edges = self.edges
    let sides = (side(left, .negative, edges), side(right, .positive, edges))
    return Shape(
      edges: edges, guards: guards,
      outputs: (0..<program.q).map { shape($0, sides, edges, difference($0)) })
  }

  /// What the point is to the program, whether or not anything changes or meets here.
  func kink(_ shape: Shape) -> Kink {
    let outputs = shape.outputs.enumerated().map { output($0, $1) }
    let weakest = shape.outputs.reduce(location.tier) { max($0, $1.tier) }
    return Kink(
      location: location, guards: shape.guards, outputs: outputs, violation: violation,
      edges: shape.edges.map { NodeMark(node: $0, anchor: program.application($0).anchor) },
      isOutside: violation != nil && left?.violation != nil && right?.violation != nil,
      tier: isDecided ? weakest : .double)
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
      let isSettled = evaluation?.frozen[k] != nil
      let tiesHere = active?.ties ?? false && !isTiedAround && !isSettled
      let changes = left != nil && right != nil && before != nil && after != nil && before != after
      let isUndecided = active?.isDecided == false && !isTiedAround && !isSettled
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
    guard known.dropFirst().contains(where: { compare($0, known[0]).areDifferent }) else {
      return nil
    }
    return NodeJump(
      left: values[0]?.known, value: values[1]?.known, right: values[2]?.known, gap: gap(known))
  }

  /// The distance of two of the numbers that are known to differ, where they do not show it
  /// themselves.
  func gap(_ numbers: [S]) -> KnownNumber? {
    for (i, a) in numbers.enumerated() {
      for b in numbers[..<i] where compare(a, b).areDifferent {
        if a.known.isKnownToDiffer(from: b.known) { return nil }
        let difference = a - b
        return (difference.sign.isCertainly(.negative) ? -difference : difference).known
      }
    }
    return nil
  }

  /// The nodes on the edge of whose domain the point lies, and not all of a cell beside it.
  var edges: [Int] {
    guard let evaluation else { return [] }
    let cells = [left, right].compactMap(\.self)
    return evaluation.edgeNodes.filter { k in
      cells.isEmpty || !cells.allSatisfy { $0.edgeNodes.contains(k) }
    }
  }
}

extension Kink.Location {
  /// How firmly the place is known.
  var tier: Tier { if case .point = self { .exact } else { .interval } }
}
