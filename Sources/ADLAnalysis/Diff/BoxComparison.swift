import ADLPrograms

/// Compares programs of several variables on a box.
///
/// Where all guards are affine, the box is cut into polyhedra and the pieces are compared on each;
/// elsewhere points and lines are tried. Derivatives are compared at points of every guard's plane,
/// and at the kinks on lines through the box.
struct BoxComparison {
  let subjects: [Subject]
  let box: Box
  let work: Work
  let seed: UInt64

  /// How many lines are drawn where guards are not affine, and points tried.
  static let lines = 12
  static let points = 64

  /// The maximum number of rows of a comparison.
  static let rowLimit = 64

  private var rows: [ComparisonRow] = []

  /// The planes of ties that were met.
  private var planes: [[Rational]] = []
  private var coverage = Coverage()
  private var stop: Stop?
  private var random: SplitMix64

  init(_ subjects: [Subject], on box: Box, seed: UInt64, _ work: Work) {
    self.subjects = subjects
    self.box = box
    self.seed = seed
    self.work = work
    random = SplitMix64(seed: seed)
  }

  mutating func comparison() -> Comparison {
    var programs: [Program] = []
    for subject in subjects where !programs.contains(subject.program) {
      programs.append(subject.program)
    }
    let cells = work.spending(atMost: work.remaining / 2) {
      AffineDecomposer(programs: programs, box: box, work: work).decompose()
    }
    coverage.cells = cells.leaves.count
    if cells.stop == .interrupted { stop = .interrupted }
    let positions = subjects.map { subject in programs.firstIndex(of: subject.program)! }
    var tally = PointTally(subjects: subjects)
    var refuted: Counterexample?
    if stop == nil {
      // The inside first: what differs there is no matter of a face.
      let inside = cells.leaves.filter(\.cell.hasFullDimension)
      let faces = cells.leaves.filter { !$0.cell.hasFullDimension }
      refuted = compare(inside, positions, &tally)
      if refuted == nil {
        let isIsolated = cells.isComplete && tally.isProved
        refuted = compare(faces, positions, &tally, isIsolated: isIsolated)
      }
      meetPlanes(cells.facets, &refuted)
      if !cells.isComplete || !tally.isProved {
        tryPoints(&tally, &refuted)
        drawLines(&tally, &refuted)
      }
    }
    coverage.points = tally.points
    let equality: Equality =
      if let refuted { .refuted(refuted) } else if stop == .interrupted {
        .unknown
      } else if cells.isComplete && tally.isProved { .proved } else { tally.equality }
    var comparison = Comparison(
      subjects: subjects, equality: equality, rows: rows, coverage: coverage, stop: stop,
      isComplete: false)
    comparison.differingRegion = differingRegion(cells.leaves, positions)
    return comparison
  }

  /// Returns a point of a cell on which the gradients of two subjects are known to be two
  /// functions: their difference is a polynomial that is not a constant.
  private mutating func differingRegion(
    _ leaves: [AffineDecomposer.Leaf], _ positions: [Int]
  ) -> [KnownNumber]? {
    for leaf in leaves where !leaf.isOpen && leaf.cell.hasFullDimension {
      for position in Set(positions.dropFirst()) where position != positions[0] {
        guard let f = leaf.outputs[positions[0]], let g = leaf.outputs[position] else { continue }
        for (a, b) in zip(f, g) {
          let difference = b - a
          guard difference.isPolynomial(box.sides.count), difference.constant == nil else {
            continue
          }
          let points = [leaf.cell.point] + leaf.cell.samples(4, &random)
          if let point = points.first(where: { !difference.isStationary(at: $0) }) {
            return point.map(\.known)
          }
        }
      }
    }
    return nil
  }

  // MARK: - Cells

  /// Compares the pieces on every cell; returns a point where they are known to differ.
  private mutating func compare(
    _ leaves: [AffineDecomposer.Leaf], _ positions: [Int], _ tally: inout PointTally,
    isIsolated: Bool = false
  ) -> Counterexample? {
    for leaf in leaves where !leaf.isOpen && stop == nil {
      stop = work.isStopped ? work.stop : nil
      for (i, position) in positions.enumerated().dropFirst() where position != positions[0] {
        let (f, g) = (leaf.outputs[positions[0]], leaf.outputs[position])
        if f == nil && g == nil { continue }
        if let f, let g, zip(f, g).allSatisfy(NormalForm.areSame) { continue }
        for point in [leaf.cell.point] + leaf.cell.samples(4, &random) {
          if let found = tally.compare(at: point, with: i, isIsolated: isIsolated) { return found }
        }
        tally.isProved = false
      }
    }
    return nil
  }

  // MARK: - Rows

  /// Compares the derivatives at points of the planes on which pieces meet.
  private mutating func meetPlanes(
    _ facets: [AffineDecomposer.Facet], _ refuted: inout Counterexample?
  ) {
    var met: [[Rational]: Int] = [:]
    var found: [[Rational]: [ComparisonRow]] = [:]
    for facet in facets where met[facet.plane, default: 0] < 2 && rows.count < Self.rowLimit {
      if stop != nil { return }
      met[facet.plane, default: 0] += 1
      coverage.planes = met.count
      guard let point = facet.face.samples(1, &random).first else { continue }
      let normal = Array(facet.plane.dropLast())
      let comparison = IntervalComparison(
        subjects, along: .line(from: point, along: normal), from: Self.near.lower,
        to: Self.near.upper, work)
      let (row, difference) = comparison.row(at: .point(AlgebraicNumber(.zero)))
      // What was computed after the end is not known.
      stop = stop ?? work.stop
      if stop != nil { break }
      if case .different(let example) = difference { refuted = refuted ?? example }
      let hasKink = row.answers.contains { !$0.guards.isEmpty || $0.kind != .removable }
      if hasKink { found[facet.plane, default: []].append(row) }
    }
    for facet in facets {
      guard let own = found.removeValue(forKey: facet.plane) else { continue }
      let isWhole =
        own.allSatisfy { $0.kind == own[0].kind } && !agreesSomewhere(on: facet.face)
      for var row in own {
        row.place = .plane(facet.plane, isWhole: isWhole)
        add(row)
      }
    }
    planes = Array(met.keys)
    meetCorners(met.keys.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// How many points of a face are tried for whether the derivatives differ all over it.
  private static let pointsOfFace = 8

  /// `true` iff the derivatives are known to agree at some point of a face.
  private mutating func agreesSomewhere(on face: AffineCell) -> Bool {
    face.samples(Self.pointsOfFace, &random).contains { point in
      PointComparison(subjects, at: point, work).isSame
    }
  }

  /// Compares the derivatives where several planes meet: more ties at once part sweeps that agree
  /// at each.
  private mutating func meetCorners(_ planes: [[Rational]]) {
    for corner in PlaneCorners(planes: planes, box: box).corners where stop == nil {
      let comparison = work.spending(atMost: max(work.remaining / 4, 1)) {
        PointComparison(subjects, at: corner.point, work).comparison()
      }
      stop = work.stop
      coverage.corners += 1
      for var row in comparison.rows where row.answers.contains(where: { !$0.guards.isEmpty }) {
        row.place = .meeting(planes: corner.planes, dimension: corner.dimension)
        add(row)
      }
    }
  }

  private static let near = (lower: Rational(-1, 4096), upper: Rational(1, 4096))

  /// Adds a row unless one with the same ties and the same outcome is there, on the same plane if
  /// any.
  private mutating func add(_ row: ComparisonRow) {
    guard rows.count < Self.rowLimit else { return }
    let isKnown = rows.contains { old in
      old.kind == row.kind && (row.place.plane == nil || row.place.plane == old.place.plane)
        && zip(old.answers, row.answers).allSatisfy { a, b in
          a.guards.map(\.node) == b.guards.map(\.node)
            && a.outputs.map(\.verdict) == b.outputs.map(\.verdict)
        }
    }
    if !isKnown { rows.append(row) }
  }

  private mutating func tryPoints(_ tally: inout PointTally, _ refuted: inout Counterexample?) {
    for _ in 0..<Self.points where refuted == nil && stop == nil {
      do throws(Stop) {
        try work.charge(subjects.count)
      } catch {
        stop = error
        return
      }
      let point = box.point(&random)
      for i in subjects.indices.dropFirst() {
        refuted = refuted ?? tally.compare(at: point, with: i, isIsolated: false)
      }
    }
  }

  /// What is known of the ties at a point of a line.
  private func place(of point: [KnownNumber]) -> TieSet {
    let x = point.compactMap { if case .rational(let value) = $0 { value } else { nil } }
    let plane = planes.first { $0.count == x.count + 1 && $0.dot(x + [.one]) == .zero }
    return plane.map { .plane($0, isWhole: false) } ?? .crossed
  }

  private mutating func drawLines(_ tally: inout PointTally, _ refuted: inout Counterexample?) {
    for _ in 0..<Self.lines where stop == nil {
      let start = box.point(&random)
      let direction = box.sides.map { _ in Rational(Int.random(in: -9...9, using: &random)) }
      guard direction.contains(where: { $0 != .zero }),
        let (lower, upper) = box.clip(start, direction)
      else { continue }
      let line = work.spending(atMost: max(work.remaining / 4, 1)) {
        IntervalComparison(
          subjects, along: .line(from: start, along: direction), from: lower, to: upper, work
        ).comparison()
      }
      stop = work.stop
      coverage.lines += 1
      if case .refuted(let found) = line.equality { refuted = refuted ?? found }
      if case .tested(_, let largest, _) = line.equality {
        tally.largest = max(tally.largest, largest)
      }
      for var row in line.rows {
        row.place = place(of: row.point)
        add(row)
      }
    }
  }
}

extension TieSet {
  fileprivate var plane: [Rational]? { if case .plane(let plane, _) = self { plane } else { nil } }
}

extension NormalForm {
  /// `true` iff all partial derivatives of the polynomial vanish at a point.
  fileprivate func isStationary(at point: [Rational]) -> Bool {
    point.indices.allSatisfy { i in
      let moved = point.indices.map { Dual(point[$0], derivative: $0 == i ? .one : .zero) }
      var sum = Dual<Rational>(0)
      for (monomial, coefficient) in terms {
        var product = Dual(constant: coefficient)
        for factor in monomial.factors {
          product = product * Dual.power(moved[factor.atom], factor.exponent)
        }
        sum = sum + product
      }
      return sum.derivative == .zero
    }
  }
}

/// Values of subjects compared at points.
struct PointTally {
  let subjects: [Subject]
  var points = 0
  var largest = 0.0
  var isExact = true
  var isProved = true

  init(subjects: [Subject]) { self.subjects = subjects }

  /// The difference of two numbers, of large ones in proportion; infinite where it is not a number.
  static func difference(_ a: Double, _ b: Double) -> Double {
    if a == b { return 0 }
    let difference = (a - b).magnitude / max(1, a.magnitude, b.magnitude)
    return difference.isNaN ? .infinity : difference
  }

  /// A bound of the difference of two numbers, of large ones in proportion.
  static func distance<S: KnowableNumber>(_ a: S, _ b: S) -> Double {
    guard case .enclosed(let interval) = (a - b).known else {
      return difference(a.double, b.double)
    }
    let bound = max(interval.lower.magnitude, interval.upper.magnitude)
    return bound / max(1, a.double.magnitude, b.double.magnitude)
  }

  var equality: Equality { .tested(points: points, largest: largest, isExact: isExact) }

  /// Compares subject `i` with the first at `x`; returns the point where they are known to differ.
  mutating func compare(at x: [Rational], with i: Int, isIsolated: Bool) -> Counterexample? {
    points += 1
    let table = AtomTable(inputs: 0)
    let inputs = x.map { FormalNumber(parameter: Certified($0), table) }
    let f = try? subjects[0].program.evaluate(at: inputs)
    let g = try? subjects[i].program.evaluate(at: inputs)
    // What is not known to have a value may have none.
    if f == nil && g == nil { return nil }
    if f == nil || g == nil, (f ?? g)?.openDomains.isEmpty == false {
      isExact = false
      return nil
    }
    for output in 0..<subjects[0].program.q {
      let (a, b) = (f?.outputs[output] ?? .notANumber, g?.outputs[output] ?? .notANumber)
      var isDifferent = (f == nil) != (g == nil)
      let order = FormalNumber.order(a, b)
      if f != nil && g != nil {
        isDifferent = order.isCertainlyNot(.zero)
        if !order.isCertainly(.zero) { isExact = false }
        if !isDifferent, !order.isCertainly(.zero) {
          largest = max(largest, Self.distance(a, b))
        }
      }
      if isDifferent {
        return Counterexample(
          point: inputs.map(\.known), subjects: (0, i), output: output, values: (a.known, b.known),
          gap: a.known.isKnownToDiffer(from: b.known) || !order.isKnown
            ? nil : (order.isCertainly(.negative) ? b - a : a - b).known,
          isIsolated: isIsolated, tier: a.isExact && b.isExact ? .exact : .interval)
      }
    }
    return nil
  }
}
