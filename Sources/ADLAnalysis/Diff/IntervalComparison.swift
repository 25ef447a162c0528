import ADLPrograms

/// Compares programs of one variable, or along a path, on an interval.
struct IntervalComparison {
  let subjects: [Subject]
  let path: Path
  let lower: Rational?
  let upper: Rational?
  let work: Work

  /// The surveys, one a subject: those of one program share a decomposition.
  private let overlay: Overlay

  init(
    _ subjects: [Subject], along path: Path, from lower: Rational?, to upper: Rational?,
    _ work: Work
  ) {
    self.subjects = subjects
    self.path = path
    self.lower = lower
    self.upper = upper
    self.work = work
    var surveys: [Survey] = []
    for (i, subject) in subjects.enumerated() {
      let twin = Self.twin(of: i, in: subjects)
      surveys.append(
        twin.map { surveys[$0].under(subject.convention) }
          // Some is left for the others, and to compare them.
          ?? work.spending(atMost: work.remaining / (subjects.count - i + 1)) {
            Survey(Decomposer(subject.program, along: path, work), subject.convention, lower, upper)
          })
    }
    overlay = Overlay(surveys: surveys, lower: lower, upper: upper)
  }

  /// The first subject before subject `i` with the same program.
  private static func twin(of i: Int, in subjects: [Subject]) -> Int? {
    subjects[..<i].firstIndex { $0.program == subjects[i].program }
  }

  func comparison() -> Comparison {
    let patches = overlay.patches()
    var rows: [ComparisonRow] = []
    var stop = overlay.surveys.lazy.compactMap(\.stop).first
    var isolated = Isolated.equal
    for location in overlay.locations() {
      do throws(Stop) {
        try work.charge(subjects.count)
      } catch {
        stop = error
        break
      }
      let (row, difference) = row(at: location)
      do throws(Stop) {
        // What was computed after the end is not known.
        try work.check()
      } catch {
        stop = error
        break
      }
      rows.append(row)
      isolated = isolated.joined(with: difference)
    }
    var equality = Equality.unknown
    var points = 0
    do throws(Stop) {
      (equality, points) = try PatchComparison(subjects, path, patches, work).equality()
    } catch {
      stop = stop ?? error
    }
    equality = isolated.limit(equality, points: points)
    let isResolved = overlay.surveys.allSatisfy { $0.unresolved.isEmpty }
    let isOneProgram = subjects.allSatisfy { $0.program == subjects[0].program }
    if (!isResolved || stop != nil) && !isOneProgram {
      switch equality {
      case .proved: equality = .tested(points: points, largest: 0, isExact: true)
      // What was left open has no bound.
      case .bounded(let bound, let points):
        equality = .tested(points: points, largest: bound, isExact: false)
      default: break
      }
    }
    var comparison = Comparison(
      subjects: subjects, equality: equality, rows: rows,
      coverage: Coverage(lines: 1, points: points, cells: patches.count), stop: stop,
      isComplete: isResolved && stop == nil && !rows.contains { $0.kind == .undecided })
    comparison.differingRegion = differingRegion(patches)
    return comparison
  }

  /// Returns a point of a patch on which the derivatives of two subjects are two functions.
  private func differingRegion(_ patches: [Overlay.Patch]) -> [KnownNumber]? {
    for patch in patches {
      for cell in patch.cells.dropFirst() {
        guard let first = patch.cells[0], let cell, first.violation == nil, cell.violation == nil
        else { continue }
        for (f, g) in zip(first.outputs, cell.outputs) {
          guard let f, let g, let t = Self.point(where: (g - f).derivative, in: patch.extent)
          else { continue }
          return path(t).map(\.known)
        }
      }
    }
    return nil
  }

  /// Returns a point of the cell at which a function is not 0; `nil` for the function 0.
  private static func point(where function: RationalFunction, in extent: OpenCell) -> Rational? {
    if function.isZero { return nil }
    let points = [extent.sample] + extent.samples(function.numerator.degree + 1)
    return points.first { function($0) != .zero }
  }

  /// What is known of the values at points between patches.
  enum Isolated {
    /// They are equal.
    case equal

    /// They differ by no more than this, as far as that is known.
    case notKnown(Double)
    case different(Counterexample)

    func joined(with other: Isolated) -> Isolated {
      switch (self, other) {
      case (.different, _), (_, .equal): self
      case (_, .different), (.equal, _): other
      case (.notKnown(let a), .notKnown(let b)): .notKnown(max(a, b))
      }
    }

    /// What this leaves of what is known beside the points.
    func limit(_ equality: Equality, points: Int) -> Equality {
      switch (self, equality) {
      case (_, .refuted), (.equal, _): return equality
      case (.different(let example), _): return .refuted(example)
      case (.notKnown(let bound), .proved):
        return bound <= PatchComparison.boundWorthStating
          ? .bounded(bound, points: points)
          : .tested(points: points, largest: bound, isExact: false)
      case (.notKnown(let bound), .bounded(let other, let points)):
        let both = max(bound, other)
        return both <= PatchComparison.boundWorthStating
          ? .bounded(both, points: points)
          : .tested(points: points, largest: both, isExact: false)
      case (.notKnown(let bound), .tested(let points, let largest, _)):
        return .tested(points: points, largest: max(bound, largest), isExact: false)
      case (.notKnown, .unknown): return equality
      }
    }
  }

  // MARK: - Rows

  /// Compares the subjects at one place of the path.
  func row(at location: Kink.Location) -> (ComparisonRow, Isolated) {
    let table = AtomTable(inputs: 1)
    switch location {
    case .point(let number):
      if let root = number.isolatedRoot {
        let t = FormalNumber(parameter: PointValue(RationalFunction(.x), at: root), table)
        return row(at: location, overlay.surveys.map { _ in t }, isOnePlace: true)
      }
      let t = FormalNumber(parameter: number.certified, table)
      return row(at: location, overlay.surveys.map { _ in t }, isOnePlace: true)
    case .enclosure(let lower, let upper):
      let enclosure = Certified(Interval(lower).hull(Interval(upper)))
      let guards = overlay.surveys.map {
        $0.decomposition.enclosedGuards(from: lower, to: upper, table)
      }
      var all: [NormalForm] = []
      for guards in guards.joined() where !all.contains(where: { NormalForm.areSame($0, guards) }) {
        all.append(guards)
      }
      if all.count <= 1 {
        if let first = all.first { _ = table.addVanishing(first) }
        let t = FormalNumber(parameter: enclosure, table)
        return row(at: location, overlay.surveys.map { _ in t }, isOnePlace: true)
      }
      // Each subject at the root of its own guard: they may be several places.
      let places = overlay.surveys.map { survey in
        let table = AtomTable(inputs: 1)
        let own = survey.decomposition.enclosedGuards(from: lower, to: upper, table)
        if own.count == 1 { _ = table.addVanishing(own[0]) }
        return FormalNumber(parameter: enclosure, table)
      }
      return row(at: location, places, isOnePlace: false)
    }
  }

  private func row<S: KnowableNumber>(
    at location: Kink.Location, _ places: [S], isOnePlace: Bool
  ) -> (ComparisonRow, Isolated) {
    var facts: [PointFacts<S>] = []
    var shapes: [PointFacts<S>.Shape] = []
    for (i, survey) in overlay.surveys.enumerated() {
      if let twin = Self.twin(of: i, in: subjects) {
        facts.append(facts[twin].under(subjects[i].convention))
        shapes.append(shapes[twin])
        continue
      }
      let (left, right) = overlay.neighbours(of: location, in: i)
      facts.append(survey.pointFacts(places[i], location, left, right))
      shapes.append(survey.shape(facts[i]))
    }
    let kinks = zip(facts, shapes).map { $0.kink($1) }
    let point = path.coordinates.map { $0.value(at: places[0]).known }
    let row = RowBuilder(facts: facts, kinks: kinks, subjects: subjects, isOnePlace: isOnePlace)
      .row(point, location)
    return (row, difference(facts, point, isOnePlace: isOnePlace))
  }

  /// Compares the values at the point.
  private func difference<S: KnowableNumber>(
    _ facts: [PointFacts<S>], _ point: [KnownNumber], isOnePlace: Bool
  ) -> Isolated {
    var result = Isolated.equal
    for i in facts.indices.dropFirst() where subjects[i].program != subjects[0].program {
      for output in 0..<subjects[0].program.q {
        result = result.joined(
          with: difference(facts[0], facts[i], i, output, point, isOnePlace: isOnePlace))
      }
    }
    return result
  }

  private func difference<S: KnowableNumber>(
    _ f: PointFacts<S>, _ g: PointFacts<S>, _ i: Int, _ output: Int, _ point: [KnownNumber],
    isOnePlace: Bool
  ) -> Isolated {
    let (a, b) = (f.evaluation, g.evaluation)
    if a == nil && b == nil { return .equal }
    let (x, y) = (a?.outputs[output] ?? .notANumber, b?.outputs[output] ?? .notANumber)
    let isDifferent: Bool
    if a == nil || b == nil {
      // What is not known to have a value may have none.
      isDifferent = isOnePlace && f.openDomains.isEmpty && g.openDomains.isEmpty
    } else {
      let order = S.order(x, y)
      if isOnePlace, order.isCertainly(.zero) { return .equal }
      isDifferent = isOnePlace && order.isCertainlyNot(.zero)
    }
    guard isDifferent else {
      // Where both run on from a side, what they are there decides.
      let sides = [Sign.negative, .positive].filter { isInside(f.location, towards: $0) }
      if sides.contains(where: {
        f.isContinuous(from: $0, output: output) && g.isContinuous(from: $0, output: output)
      }) {
        return .equal
      }
      switch (x - y).known {
      case .rational(let value): return .notKnown(value.magnitude.double)
      case .enclosed(let interval), .algebraic(let interval):
        return .notKnown(max(interval.lower.magnitude, interval.upper.magnitude))
      default: return .notKnown(.infinity)
      }
    }
    let isExact = x.known.tier != .interval && y.known.tier != .interval
    return .different(
      Counterexample(
        point: point, subjects: (0, i), output: output, values: (x.known, y.known),
        gap: f.gap([x, y]), isIsolated: true, tier: isExact ? .exact : .interval))
  }

  /// `true` iff the interval goes on from a place in the given direction.
  private func isInside(_ location: Kink.Location, towards direction: Sign) -> Bool {
    direction == .negative
      ? lower.map { AlgebraicNumber($0) < location.lower } ?? true
      : upper.map { location.upper < AlgebraicNumber($0) } ?? true
  }
}
