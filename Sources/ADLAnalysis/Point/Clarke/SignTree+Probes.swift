import ADLPrograms

/// Where first-order information does not reach: cells found by following curves.
extension SignTree {
  /// How many directions, or curves, are tried at one open side.
  static let probeCount = 6

  /// Finds cells on both sides of a group that depends on one input.
  func exploreLine(_ input: Int) {
    for sign in [-1, 1] {
      var direction = [Rational](repeating: .zero, count: analysis.program.p)
      direction[input] = Rational(sign)
      follow([direction], isThin: false, reportsUndecided: true)
    }
  }

  /// Finds cells in random directions of the cone of `path`.
  func probe(_ path: Path) {
    for _ in 0..<Self.probeCount where stop == nil {
      follow([embed(randomDirection(in: path.cone))], isThin: false)
    }
  }

  /// Records that the side of `row` stays open, and looks for cells in it along curves
  /// x + t d + t^k e: d in the plane in which the guards that leave no cone vanish to first order,
  /// k the lowest order at which one of them does not, and e such that all are positive to that
  /// order.
  func exploreThin(_ path: Path, _ row: Row, for attempt: Int?) {
    let isEnclosed = (path.rows + [row]).contains { $0.enclosed != nil }
    leaveOpen(path, isEnclosed ? .enclosures : .curvature)
    let known = cells.count
    tryCurves(path, row)
    // Where no other choice is left, a cell on this side is all that could be there.
    guard let attempt, path.remaining.count == 1, !path.remaining[0].isBlock else { return }
    let place = path.remaining[0].places[0]
    let isFound = cells.dropFirst(known).contains { cell in
      cell.choices[place] == attempt && path.choices.allSatisfy { cell.choices[$0] == $1 }
    }
    if isFound { closeLastOpen() }
  }

  private func tryCurves(_ path: Path, _ row: Row) {
    let rows = path.rows + [row]
    guard let combination = dependence(rows) else { return }
    let tight = Set(combination.map(\.index))
    guard tight.allSatisfy({ rows[$0].isAffine }) else { return }
    // Curvature may lie in inputs on which the first order does not depend.
    let gradients = rows.map { row in
      support(path.frozen.gradient(from: row.seeds))
    }
    let plane = nullSpace(of: tight.sorted().map { gradients[$0] })
    guard !plane.isEmpty else { return }
    // Inside the plane the other guards keep their sides to first order.
    var cone = OpenCone(dimension: plane.count)
    for (index, gradient) in gradients.enumerated() where !tight.contains(index) {
      guard let part = cone.part(where: plane.map { $0.dot(gradient) }) else { return }
      cone = part
    }
    for _ in 0..<Self.probeCount where stop == nil {
      let first = Array.combination(randomDirection(in: cone), plane)
      guard
        let (order, last) = bend(
          tight.sorted().map { (rows[$0], gradients[$0]) }, along: first, path)
      else { continue }
      let straight = [Rational](repeating: .zero, count: analysis.program.p)
      follow(
        [unfold(first)] + [[Rational]](repeating: straight, count: order - 2) + [unfold(last)],
        isThin: true)
    }
  }

  /// The gradient `vector` on all inputs of the group.
  private func support(_ vector: [Tiered]) -> [Rational] {
    group.inputs.map { j in
      vector[j].sign.isCertainly(.zero)
        ? .zero : vector[j].certified.middle
    }
  }

  /// Returns the direction in the inputs that has the given entries on those of the group.
  private func unfold(_ direction: [Rational]) -> [Rational] {
    var full = [Rational](repeating: .zero, count: analysis.program.p)
    for (input, entry) in zip(group.inputs, direction) { full[input] = entry }
    return full
  }

  /// The highest power of t at which a curve bends.
  private static var bendLimit: Int { 6 }

  /// Returns the lowest k at which the guard of some row has a coefficient c of t^k along `first`,
  /// and e with ⟨a, e⟩ + c > 0 for every row a; `nil` where there is none.
  private func bend(
    _ rows: [(row: Row, gradient: [Rational])], along first: [Rational], _ path: Path
  ) -> (order: Int, direction: [Rational])? {
    let direction = unfold(first)
    let inputs = analysis.point.indices.map { j in
      Series(
        at: Tiered(analysis.point[j]), along: Tiered(.exact(direction[j])), order: Self.bendLimit)
    }
    let pieces = path.frozen.evaluation.frozen.merging(path.frozen.pattern) { $1 }
    guard
      let evaluation = try? analysis.program.evaluate(
        at: inputs, domain: .notANumber, frozen: pieces, needing: path.frozen.evaluation.needed)
    else { return nil }
    for order in 2...Self.bendLimit {
      var constants: [Rational] = []
      for (row, _) in rows {
        var sum = Tiered(0)
        for seed in row.seeds {
          guard let series = evaluation.values[seed.node], series.order ?? order >= order else {
            return nil
          }
          sum = sum + seed.weight * series[order]
        }
        guard sum.certified.isBounded else { return nil }
        constants.append(
          sum.sign.isCertainly(.zero)
            ? .zero : sum.certified.middle)
      }
      if constants.allSatisfy(\.isZero) { continue }
      return solve(rows.map(\.gradient), constants).map { (order, $0) }
    }
    return nil
  }

  /// Returns e with ⟨a_i, e⟩ + c_i > 0 for all i; `nil` where there is none.
  private func solve(_ gradients: [[Rational]], _ constants: [Rational]) -> [Rational]? {
    guard let count = gradients.first?.count else { return nil }
    // One more coordinate carries the constants: the cone over the half-spaces.
    let height = [Rational](repeating: .zero, count: count) + [.one]
    var cone = OpenCone(dimension: count + 1).part(where: height)
    for (gradient, constant) in zip(gradients, constants) {
      cone = cone?.part(where: gradient + [constant])
    }
    guard let witness = cone?.witness else { return nil }
    return witness.dropLast().map { $0 / witness[count] }
  }

  /// Adds the cell that the curve with these coefficients enters, if it is decided which one.
  func follow(
    _ curve: [[Rational]], isThin: Bool, reportsUndecided: Bool = false
  ) {
    let x = analysis.inputs
    let probe: Probe
    do {
      probe = try Probe(
        analysis.program, at: x, along: curve.map { $0.map { .exact($0) } }, work)
    } catch let reason as Stop {
      end(reason)
      return
    } catch {
      noteEdge(error as? DomainViolation)
      return
    }
    if let node = probe.undecided.first {
      if reportsUndecided { note(OpenPattern(choices: [], reason: .undecided(node: node))) }
      return
    }
    guard let (frozen, choices) = held(to: probe.pieces) else {
      noteEdge(analysis.violation(holding: probe.pieces))
      return
    }
    addCell(frozen, choices, curve[0], isThin: isThin)
  }

  /// Returns the program with the units of the group, and those that their choices bring in, held
  /// to `pieces`.
  func held(to pieces: [Int: Piece]) -> (FrozenProgram, [TieUnit.Place: Int])? {
    var choices: [TieUnit.Place: Int] = [:]
    var units = group.units
    while true {
      for place in units.flatMap(\.places) {
        // What the curve does not need keeps its piece.
        if let piece = pieces[place.node] { choices[place] = piece[place.site] }
      }
      guard let frozen = analysis.extended(holding: choices) else { return nil }
      units = TieUnit.units(of: frozen.evaluation).filter { unit in
        !others.contains(unit)
          && unit.places.contains { choices[$0] == nil && pieces[$0.node] != nil }
      }
      if units.isEmpty { return (frozen, choices) }
    }
  }

  /// A random direction of `cone`: its witness, moved as far as the cone allows.
  func randomDirection(in cone: OpenCone) -> [Rational] {
    let shift = cone.witness.map { _ in Rational(Int.random(in: -99...99, using: &random), 100) }
    var scale = Rational(100)
    for _ in 0..<24 {
      let candidate = zip(cone.witness, shift).map { $0 + scale * $1 }
      if cone.contains(candidate), !candidate.isZeroVector { return candidate }
      scale = scale / Rational(3)
    }
    return cone.witness
  }

  /// A basis of the vectors that are orthogonal to all of `rows`.
  private func nullSpace(of rows: [[Rational]]) -> [[Rational]] {
    guard let count = rows.first?.count else { return [] }
    var echelon = Echelon<Rational>()
    for row in rows { echelon.add(row) }
    return echelon.nullSpace(count)
  }
}
