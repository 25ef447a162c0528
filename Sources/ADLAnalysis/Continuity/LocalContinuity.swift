import ADLPrograms

/// Whether a program is continuous on a neighbourhood of a point, where alone sets of gradients say
/// something of the function (semantics, section 4).
enum LocalContinuity: Hashable, Sendable {
  /// It is.
  case continuous

  /// It jumps as near to the point as one likes, at these nodes; whether it is known to be
  /// continuous at the point itself.
  case jumps([Int], isContinuousAtPoint: Bool)

  /// It is not known whether the arms of these nodes meet wherever their guards vanish nearby.
  case notKnown([Int])
}

extension PointAnalysis {
  /// Returns whether the program is continuous around the point.
  ///
  /// A selection whose pieces need not agree is looked at where it ties. It is proved continuous
  /// where each of its guards divides the difference of its arms. Where guards are affine the faces
  /// of the cells around the point decide. Elsewhere it jumps nearby where, along a ray in the
  /// plane on which its affine guard vanishes, the output of one arm is not that of the other.
  ///
  /// - Complexity: one evaluation over normal forms, and a probe for each tie that is not proved.
  func continuityAround(_ work: Work) -> LocalContinuity {
    let reach = Reach(frozen, withGuards: true, countsZeros: true)
    let candidates = evaluation.tiedNodes.filter {
      program.application($0).canJump && reach.isLive($0)
    }
    if candidates.isEmpty { return .continuous }
    if program.p == 1 { return continuityOnLine(candidates, work) }
    let all = try? program.evaluate(
      at: inputs, domain: .notANumber, needing: Array(program.p..<program.m))
    let proved = BranchContinuity(program, around: all, work).continuousNodes
    let open = candidates.filter { !proved.contains($0) }
    if open.isEmpty { return .continuous }
    let x = point.compactMap(\.rational)
    if x.count == program.p {
      switch FaceContinuity(self, open, x, work).outcome {
      case .continuous: return .continuous
      case .jumps(let nodes, _):
        return .jumps(nodes, isContinuousAtPoint: isContinuousAtPoint)
      case .notKnown: break
      }
    }
    let cells = CellContinuity(self, work)
    if cells.isContinuous == true { return .continuous }
    if cells.isContinuous == false {
      let nodes = open.filter(cells.jumping.contains)
      return .jumps(nodes.isEmpty ? open : nodes, isContinuousAtPoint: isContinuousAtPoint)
    }
    let jumping = open.filter { jumpsNearby(at: $0, work) }
    return jumping.isEmpty
      ? .notKnown(open) : .jumps(jumping, isContinuousAtPoint: isContinuousAtPoint)
  }

  /// The maximum number of ties of which every pattern is evaluated.
  private static let patternTieLimit = 6

  /// `true` only if every pattern of ties that may have another value exists at the point and has
  /// the value of the program there: nearby the program takes one of them, and each is continuous.
  private var isContinuousAtPoint: Bool {
    let frozen = frozen
    let units = TieUnit.units(of: evaluation).filter { frozen.asksForEvaluation($0) }
    guard units.count <= Self.patternTieLimit else { return false }
    func holds(_ choices: [TieUnit.Place: Int], _ rest: ArraySlice<TieUnit>) -> Bool {
      guard let unit = rest.first else {
        guard let moved = try? program.evaluate(at: inputs, frozen: pieces(of: choices)) else {
          return false
        }
        // Ties in other arms belong to patterns that are not listed.
        return moved.tiedNodes.allSatisfy { evaluation.active[$0]?.ties == true }
          && zip(moved.outputs, evaluation.outputs).allSatisfy {
            Certified.order($0.certified, $1.certified).isCertainly(.zero)
          }
      }
      return unit.alternatives.allSatisfy {
        holds(choices.merging([unit.places[0]: $0]) { $1 }, rest.dropFirst())
      }
    }
    return holds([:], units[...])
  }

  /// In one variable each side of the point belongs to one analytic piece, so that the limits
  /// decide.
  private func continuityOnLine(_ nodes: [Int], _ work: Work) -> LocalContinuity {
    guard let answer = try? direction(along: [.exact(.one)], work) else { return .notKnown(nodes) }
    let sides = [answer.ahead, answer.behind].compactMap(\.self)
    if sides.contains(where: { !$0.jumps.isEmpty }) {
      return .jumps(nodes, isContinuousAtPoint: false)
    }
    return sides.allSatisfy(\.openJumps.isEmpty) ? .continuous : .notKnown(nodes)
  }

  /// The number of rays that are tried at each node.
  private static let rayCount = 3

  /// The order up to which the outputs of two arms are compared.
  private static let seriesOrder = 8

  /// `true` only if outputs jump where the guard of node `k`, which is affine, vanishes, as near to
  /// the point as one likes.
  ///
  /// Along a ray in that plane on which no other guard vanishes, the program beside the ray takes
  /// the other arm and else what it takes on the ray. So where the outputs of the two arms are two
  /// functions on the ray, they differ at all its points near x but finitely many.
  private func jumpsNearby(at k: Int, _ work: Work) -> Bool {
    guard let row = affineGuard(of: k), point.allSatisfy(\.isExact) else { return false }
    var random = SplitMix64(seed: 1)
    for _ in 0..<Self.rayCount {
      var direction = row.map { _ in Rational(Int.random(in: -999...999, using: &random)) }
      guard let pivot = row.firstIndex(where: { !$0.isZero }) else { return false }
      direction[pivot] = .zero
      direction[pivot] = -row.dot(direction) / row[pivot]
      let ray = direction.map { Certified($0) }
      guard !direction.isZeroVector,
        let probe = try? Probe(program, at: inputs, along: [ray], work),
        probe.undecided.isEmpty, probe.vanishing == [k], let own = probe.pieces[k]
      else { continue }
      let alternatives = evaluation.active[k]?.sites[0].pieces ?? []
      for other in alternatives where [other] != own {
        if differs(probe, from: [other], at: k, along: ray) { return true }
      }
    }
    return false
  }

  /// `true` iff an output along a ray is known to be another function where node `k` takes `piece`.
  private func differs(_ probe: Probe, from piece: Piece, at k: Int, along ray: [Certified]) -> Bool
  {
    var pieces = probe.pieces
    let inputs = zip(self.inputs, ray).map {
      Series(at: $0, along: Tiered($1), order: Self.seriesOrder)
    }
    let own = try? program.evaluate(at: inputs, domain: .notANumber, frozen: pieces)
    pieces[k] = piece
    guard let own,
      let moved = try? program.evaluate(at: inputs, domain: .notANumber, frozen: pieces),
      // What only the other arm needs must be decided too.
      moved.active.enumerated().allSatisfy({ j, active in
        active.map { pieces[j] != nil || $0.isDecided && !$0.ties } ?? true
      })
    else { return false }
    return zip(moved.outputs, own.outputs).contains { a, b in
      let order = min(a.order ?? Self.seriesOrder, b.order ?? Self.seriesOrder)
      return order >= 0
        && (0...order).contains { (a[$0] - b[$0]).certified.sign.isCertainlyNot(.zero) }
    }
  }

  /// The gradient of the guard of node `k` that is 0 at the point, where it is the only one and
  /// affine in the inputs near the point.
  private func affineGuard(of k: Int) -> [Rational]? {
    let application = program.application(k)
    var pieces: [Int: Piece] = [:]
    for (j, active) in evaluation.active.enumerated() {
      if let active, !active.ties { pieces[j] = active.piece }
    }
    guard case .condition(let condition) = application.parameter else { return nil }
    let here = evaluation.comparedValues(k)
    let signs = (0..<condition.comparisonCount).map {
      Certified.order(here[2 * $0], here[2 * $0 + 1])
    }
    let turning = signs.indices.filter { !signs[$0].isCertainlyNot(.zero) }
    guard turning.count == 1, let i = turning.first, signs[i].isCertainly(.zero),
      let forms = try? program.evaluate(
        at: AtomTable(inputs: program.p).inputs(program.p), domain: .notANumber, frozen: pieces,
        needing: application.operands.dropLast(2).compactMap(\.node)),
      case let x = forms.operandValues(k), let row = (x[2 * i] - x[2 * i + 1]).affine(program.p)
    else { return nil }
    let gradient = Array(row.dropLast())
    return gradient.allSatisfy(\.isZero) ? nil : gradient
  }
}
