import ADLPrograms

extension ClassCheck {
  mutating func hazards() -> [Hazard] {
    var hazards = undefinedBranches()
    hazards += edges.keys.sorted().compactMap { k in
      let point = edges[k]!
      return isSteep(k, at: point) ? .infiniteDerivative(mark(k), at: point) : nil
    }
    for met in kinks where met.kink.kind == .infiniteSlope {
      guard let tied = met.kink.guards.last,
        !hazards.contains(where: { $0.isSteep(at: tied.node) })
      else { continue }
      hazards.append(
        .infiniteDerivative(NodeMark(node: tied.node, anchor: tied.anchor), at: met.point))
    }
    hazards += interiorTies.keys.sorted().map {
      .tieWithInterior(mark($0), near: interiorTies[$0]!)
    }
    if let stated = written.statedDerivative(on: box, work) {
      hazards.append(
        .statedDerivative(
          nodes: written.statedNodes.map {
            NodeMark(node: $0, anchor: written.application($0).anchor)
          }, stated))
    }
    let subjects = Profile.allCases.map { Subject(written, under: Convention($0)) }
    let comparison = Comparison.of(subjects, on: box, seed: seed, work)
    stop = stop ?? comparison.stop
    let rows = comparison.rows.filter { $0.kind.isDifference && box.contains($0.point) }
    // One hazard for every node at which sweeps part, with the first point.
    for (i, row) in rows.enumerated() {
      let node = row.divergences.first?.node
      if rows[..<i].contains(where: { $0.divergences.first?.node == node }) { continue }
      let marks = row.divergences.prefix(1).map { NodeMark(node: $0.node, anchor: $0.anchor) }
      hazards.append(
        .conventionDependent(
          row, others: rows[(i + 1)...].count { $0.divergences.first?.node == node },
          profiles: Profile.allCases, nodes: marks))
    }
    return hazards
  }

  /// Looks at the branches that are not taken, one at a time, at the points met.
  private func undefinedBranches() -> [Hazard] {
    var found: Set<Int> = []
    var hazards: [Hazard] = []
    for point in points {
      let x = point.map { Certified($0) }
      guard let evaluation = try? program.evaluate(at: x) else { continue }
      for k in program.p..<program.m where !found.contains(k) {
        guard program.application(k).runsOnlyChosenOperand, evaluation.values[k] != nil,
          let active = evaluation.active[k], active.isDecided
        else { continue }
        guard let inner = failure(at: x, taking: [1 - active.piece[0]], of: k, evaluation) else {
          continue
        }
        found.insert(k)
        hazards.append(
          .undefinedBranch(branch: mark(k), inner: mark(inner), at: point.map(\.known)))
      }
    }
    return hazards
  }

  /// Returns a node that fails, or has no finite derivative, once node `k` takes another branch.
  private func failure(
    at x: [Certified], taking piece: Piece, of k: Int, _ evaluation: Evaluation<Certified>
  ) -> Int? {
    let other: Evaluation<Certified>
    do throws(DomainViolation) {
      other = try program.evaluate(at: x, frozen: [k: piece])
    } catch {
      return error.node
    }
    return (program.p..<program.m).first { j in
      guard other.values[j] != nil, evaluation.values[j] == nil,
        case .function(let rule) = program.application(j).primitive.kind
      else { return false }
      return rule.hasEdge(other.operandValues(j))
    }
  }
}

extension ClassCheck {
  /// `true` unless the derivative of node `k`, on the edge of its domain at `point`, is finite
  /// (t^1.5 at 0).
  private func isSteep(_ k: Int, at point: [KnownNumber]) -> Bool {
    let x = point.map { number -> Certified in
      if case .rational(let value) = number { Certified(value) } else { .undefined }
    }
    guard let evaluation = try? program.evaluate(at: x, domain: .notANumber),
      evaluation.values[k] != nil
    else { return true }
    return !evaluation.localDerivative(k, under: .paper).allSatisfy { $0.number.isDefined }
  }
}

extension Hazard {
  /// `true` iff it is an infinite derivative at the given node.
  fileprivate func isSteep(at node: Int) -> Bool {
    if case .infiniteDerivative(let mark, _) = self { mark.node == node } else { false }
  }
}
