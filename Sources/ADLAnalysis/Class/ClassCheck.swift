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
  public func checkClass(on box: Box, seed: UInt64 = 1, _ work: Work = .inherited) -> ClassReport {
    work.perform {
      // The class is the function's; what its author states of derivatives comes besides.
      let own = statesDerivatives ? (try? function.pruned()) ?? function : self
      var check = ClassCheck(own, writtenAs: self, box, seed: seed, work)
      return check.report()
    }
  }
}

/// Collects the facts of a class report from surveys along lines and from points.
struct ClassCheck {
  /// A kink that was met, and whether its sides belong to the box.
  struct Met {
    let kink: Kink
    let point: [KnownNumber]
    let hasLeft: Bool
    let hasRight: Bool
  }

  let program: Program

  /// The program with the derivatives that its author states.
  let written: Program
  let box: Box
  let work: Work
  let seed: UInt64
  var random: SplitMix64

  var coverage = Coverage()
  var stop: Stop?
  var isResolved = true

  /// `true` iff the part without an end of a line may have no end of pieces.
  var isEndless = false
  var kinks: [Met] = []
  var violations: [Int: [KnownNumber]] = [:]
  var edges: [Int: [KnownNumber]] = [:]
  var interiorTies: [Int: [KnownNumber]] = [:]

  /// Points, with the pieces that are taken there, at which a node ties along a line, or which were
  /// drawn at random.
  var tiePlaces: [Int: [(point: [Rational], pieces: [Int: Piece])]] = [:]

  /// The nodes that enclosures do not prove to stay inside their domains.
  var openDomains: Set<Int> = []

  /// `true` iff the faces of all cells of the box prove the function defined and continuous there.
  var isContinuousOnFaces = false

  /// The nodes that are proved continuous for themselves.
  let provedNodes: Set<Int>

  /// Rational points at which branches are looked at one by one.
  var points: [[Rational]] = []

  /// How many lines and points are tried in several variables.
  static let lines = 24
  static let pointsTried = 64

  init(
    _ program: Program, writtenAs written: Program, _ box: Box, seed: UInt64, _ work: Work
  ) {
    self.program = program
    self.written = written
    self.box = box
    self.work = work
    self.seed = seed
    provedNodes = BranchContinuity(program, work).continuousNodes
    random = SplitMix64(seed: seed)
  }

  mutating func report() -> ClassReport {
    openDomains = DomainEnclosure(program, box, work).openNodes()
    if program.p == 1 {
      survey(.identity, box.sides[0].lower, box.sides[0].upper)
    } else {
      isResolved = false
      drawLines()
      tryPoints()
      lookAtFaces()
      proveInteriorTies()
    }
    let hazards = stop == .interrupted ? [] : self.hazards()
    return ClassReport(
      functionClass: program.functionClass, notLogExp: notLogExp, domains: domains,
      continuity: continuity, branches: branches, smoothness: smoothness,
      statesDerivatives: written.statesDerivatives, hazards: hazards,
      coverage: coverage, jumpCount: program.p == 1 ? jumps.count : 0,
      isEndless: isEndless, stop: stop, isComplete: isResolved && stop == nil)
  }

  // MARK: - Looking

  mutating func survey(_ path: Path, _ lower: Rational?, _ upper: Rational?) {
    let survey = Survey(Decomposer(program, along: path, work), .paper, lower, upper)
    coverage.lines += 1
    coverage.cells += survey.cells.count
    stop = stop ?? survey.stop
    if !survey.unresolved.isEmpty { isResolved = false }
    if program.p == 1 {
      isEndless =
        program.hasEndlessPieces
        && survey.unresolved.contains { $0.lower == nil || $0.upper == nil }
    }
    func known(_ t: Rational) -> [KnownNumber] { path(t).map { .rational($0) } }
    for cell in survey.cells {
      points.append(path(cell.extent.sample))
      if let node = cell.violation?.node {
        violations[node] = violations[node] ?? known(cell.extent.sample)
      }
      for node in cell.edgeNodes {
        edges[node] = edges[node] ?? known(cell.extent.sample)
      }
      for node in cell.tiedNodes {
        if program.p == 1 {
          interiorTies[node] = interiorTies[node] ?? known(cell.extent.sample)
        } else {
          tiePlaces[node, default: []].append((path(cell.extent.sample), cell.pieces))
        }
      }
    }
    for joint in survey.joints where isInside(joint, path) {
      let kink = joint.kink
      if kink.kind == .undecided { isResolved = false }
      let point = path.known(at: kink.location)
      kinks.append(
        Met(kink: kink, point: point, hasLeft: joint.left != nil, hasRight: joint.right != nil))
      if case .point(let number) = kink.location, let t = number.rational { points.append(path(t)) }
      if let node = kink.violation?.node { violations[node] = violations[node] ?? point }
      for node in kink.edges.map(\.node) { edges[node] = edges[node] ?? point }
    }
  }

  /// `true` unless the joint is an end that does not belong to the box.
  private func isInside(_ joint: Survey.Joint, _ path: Path) -> Bool {
    if joint.left != nil && joint.right != nil { return true }
    return box.contains(path.known(at: joint.kink.location))
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
        try work.charge()
      } catch {
        stop = error
        return
      }
      let point = box.point(&random)
      points.append(point)
      coverage.points += 1
      do throws(DomainViolation) {
        let evaluation = try program.evaluate(at: point.map { Certified($0) })
        for node in evaluation.tiedNodes { tiePlaces[node, default: []].append((point, [:])) }
      } catch {
        if let node = error.node { violations[node] = violations[node] ?? point.map(\.known) }
      }
    }
  }
}

extension Rational {
  /// The number, in an answer.
  var known: KnownNumber { .rational(self) }
}

extension Box.Side {
  /// A simple number inside.
  var simplestPoint: Rational { Rational.simplest(between: lower, and: upper) }
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
