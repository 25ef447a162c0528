import ADLPrograms

extension Program {
  /// Checks what the program's function is on `box` (semantics, section 7): domains, continuity,
  /// class, smoothness, hazards.
  ///
  /// In one variable the whole interval is looked at; in several, lines and points, and enclosures
  /// for the domains: what was only tried is called tested or open.
  ///
  /// - Requires: `box` has p sides.
  /// - Parameter seed: of the lines and points, which repeat with it.
  public func checkClass(on box: Box, seed: UInt64 = 1, _ work: Work = Work()) -> ClassReport {
    var check = ClassCheck(self, box, seed: seed, work)
    return check.report()
  }
}

/// Collects the facts of a class report from surveys along lines and from points.
struct ClassCheck {
  let program: Program
  let box: Box
  let work: Work
  let seed: UInt64
  private var random: SeededGenerator

  private var coverage = Coverage()
  private var stop: Stop?
  private var isResolved = true
  private var kinks: [(kink: Kink, point: [KnownNumber])] = []
  private var violations: [Int: [KnownNumber]] = [:]
  private var edges: [Int: [KnownNumber]] = [:]
  private var interiorTies: [Int: [KnownNumber]] = [:]

  /// Rational points at which branches are looked at one by one.
  private var points: [[Rational]] = []

  /// How many lines and points are tried in several variables.
  static let lines = 24
  static let pointsTried = 64

  /// The profiles whose answers are compared.
  static let profiles: [Profile] = [.paper, .tensorflow, .pytorch, .pytorch113, .jax]

  init(_ program: Program, _ box: Box, seed: UInt64, _ work: Work) {
    self.program = program
    self.box = box
    self.work = work
    self.seed = seed
    random = SeededGenerator(seed: seed)
  }

  mutating func report() -> ClassReport {
    if program.p == 1 {
      survey(.identity, box.sides[0].lower, box.sides[0].upper)
    } else {
      isResolved = false
      drawLines()
      tryPoints()
    }
    let hazards = stop == .interrupted ? [] : self.hazards()
    return ClassReport(
      functionClass: program.functionClass, notLogExp: notLogExp, domains: domains,
      continuity: continuity, branches: branches, smoothness: smoothness, hazards: hazards,
      coverage: coverage, stop: stop, isComplete: isResolved && stop == nil)
  }

  // MARK: - Looking

  private mutating func survey(_ path: Path, _ lower: Rational?, _ upper: Rational?) {
    let survey = Survey(Decomposer(program, along: path, work), .paper, lower, upper)
    coverage.lines += 1
    coverage.cells += survey.cells.count
    stop = stop ?? survey.decomposition.stop
    if !survey.unresolved.isEmpty { isResolved = false }
    func known(_ t: Rational) -> [KnownNumber] { path(t).map { .rational($0) } }
    for cell in survey.cells {
      points.append(path(cell.extent.sample))
      if let node = cell.violation?.node {
        violations[node] = violations[node] ?? known(cell.extent.sample)
      }
      for node in cell.tiedNodes {
        interiorTies[node] = interiorTies[node] ?? known(cell.extent.sample)
      }
    }
    for joint in survey.joints {
      let kink = joint.kink
      if kink.kind == .undecided { isResolved = false }
      let point = path.known(at: kink.location)
      kinks.append((kink, point))
      if case .point(let number) = kink.location, let t = number.rational { points.append(path(t)) }
      if let node = kink.violation?.node { violations[node] = violations[node] ?? point }
      for node in kink.edges { edges[node] = edges[node] ?? point }
    }
  }

  private mutating func drawLines() {
    for i in 0..<Self.lines where stop == nil {
      // The first lines run along the axes through a simple point, where ties like to lie.
      let start =
        i < program.p && i < Self.lines / 2
        ? box.sides.map(\.simplestPoint) : box.point(&random)
      let direction = box.sides.indices.map { j in
        i < program.p && i < Self.lines / 2
          ? Rational(i == j ? 1 : 0) : Rational(Int.random(in: -9...9, using: &random))
      }
      guard direction.contains(where: { $0 != .zero }),
        let (lower, upper) = box.clip(start, direction)
      else { continue }
      survey(.line(from: start, along: direction), lower, upper)
    }
  }

  private mutating func tryPoints() {
    for _ in 0..<Self.pointsTried where stop == nil {
      do throws(Stop) {
        try work.spend()
      } catch {
        stop = error
        return
      }
      let point = box.point(&random)
      points.append(point)
      coverage.points += 1
      do throws(DomainViolation) {
        _ = try program.evaluate(at: point.map { Certified($0) })
      } catch {
        if let node = error.node { violations[node] = violations[node] ?? point.map(\.known) }
      }
    }
  }

  // MARK: - Findings

  private func mark(_ k: Int) -> NodeMark {
    NodeMark(node: k, anchor: program.application(k).anchor)
  }

  private var notLogExp: [NodeMark] {
    (program.p..<program.m).filter { program.classOfNode($0) == .analytic }.map(mark)
  }

  private var domains: [DomainFinding] {
    let settled = isResolved && stop == nil ? [] : DomainEnclosure(program, box, work).openNodes()
    return (program.p..<program.m).compactMap { k in
      let application = program.application(k)
      guard application.canFail else { return nil }
      let status: DomainFinding.Status =
        if let point = violations[k] { .fails(at: point) } else if let point = edges[k] {
          .edge(at: point)
        } else { settled.contains(k) ? .open : .holds }
      return DomainFinding(mark: mark(k), primitive: application.primitive, status: status)
    }
  }

  private var continuity: Continuity {
    for (kink, point) in kinks {
      for (i, output) in kink.outputs.enumerated() where output.kind == .jump {
        return .refuted(
          Discontinuity(
            point: point, output: i, left: output.left?.value, value: output.value,
            right: output.right?.value, guards: kink.guards))
      }
    }
    let canJump = (program.p..<program.m).contains { program.application($0).canJump }
    if isResolved && stop == nil || !canJump { return .proved }
    return coverage.lines > 0 ? .tested : .unknown
  }

  private var branches: [BranchFinding] {
    (program.p..<program.m).filter { program.application($0).canJump }.map { k in
      for (kink, point) in kinks {
        for tied in kink.guards where tied.node == k {
          if let jump = tied.jump {
            return BranchFinding(mark: mark(k), status: .jumps(at: point, jump))
          }
        }
      }
      return BranchFinding(
        mark: mark(k), status: isResolved && stop == nil ? .continuous : .tested)
    }
  }

  private var smoothness: Smoothness {
    let isProved = isResolved && stop == nil
    let kinds = kinks.flatMap { $0.kink.outputs.map(\.kind) }
    let worst = kinds.filter { $0 < .undefined }.max()
    switch worst {
    case .jump: return .discontinuous
    case .kink, .edge: return .continuouslyDifferentiable(order: 0, isProved: isProved)
    case .joint(let order):
      return .continuouslyDifferentiable(order: order, isProved: isProved)
    default:
      let hasSelections = (program.p..<program.m).contains {
        program.application($0).primitive.selection != nil
      }
      return .smooth(isProved: isProved || !hasSelections && !kinds.contains(.undecided))
    }
  }

  // MARK: - Hazards

  private mutating func hazards() -> [Hazard] {
    var hazards = undefinedBranches()
    hazards += edges.keys.sorted().map { .infiniteDerivative(mark($0), at: edges[$0]!) }
    hazards += interiorTies.keys.sorted().map {
      .tieWithInterior(mark($0), near: interiorTies[$0]!)
    }
    let subjects = Self.profiles.map { Subject(program, under: Convention($0)) }
    let comparison = Comparison.of(subjects, on: box, seed: seed, work)
    stop = stop ?? comparison.stop
    for row in comparison.rows where row.kind != .same {
      let nodes = row.partings.prefix(1).map { NodeMark(node: $0.node, anchor: $0.anchor) }
      hazards.append(
        .conventionDependent(row, profiles: Self.profiles, nodes: nodes))
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
        guard program.application(k).primitive == .branch, evaluation.values[k] != nil,
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

extension Rational {
  /// The number, in an answer.
  var known: KnownNumber { .rational(self) }
}

extension Box.Side {
  /// A simple number inside.
  fileprivate var simplestPoint: Rational { Rational.simplest(between: lower, and: upper) }
}

extension Path {
  /// The point at a kink's place.
  func known(at location: Kink.Location) -> [KnownNumber] {
    switch location {
    case .point(let number):
      if let root = number.isolatedRoot {
        let t = PointValue(RationalFunction(.x), at: root)
        return coordinates.map { $0.value(at: t).known }
      }
      return coordinates.map { $0.value(at: number.certified).known }
    case .enclosure(let lower, let upper):
      let t = Certified(Interval(lower).hull(Interval(upper)))
      return coordinates.map { $0.value(at: t).known }
    }
  }
}
