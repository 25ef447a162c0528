import ADLPrograms

/// Compares programs of one variable, or along a path, on an interval.
struct IntervalComparison {
  let subjects: [Subject]
  let path: Path
  let lower: Rational?
  let upper: Rational?
  let work: Work

  /// The positions of the surveys: subjects with one program share a decomposition.
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
    overlay = Overlay(
      surveys: subjects.map { subject in
        Survey(Decomposer(subject.program, along: path, work), subject.convention, lower, upper)
      }, lower: lower, upper: upper)
  }

  func comparison() -> Comparison {
    let patches = overlay.patches()
    var rows: [ComparisonRow] = []
    var stop = overlay.surveys.lazy.compactMap(\.decomposition.stop).first
    var isolated: Counterexample?
    for location in overlay.locations() {
      do throws(Stop) {
        try work.spend(subjects.count)
      } catch {
        stop = error
        break
      }
      let (row, difference) = row(at: location)
      rows.append(row)
      isolated = isolated ?? difference
    }
    var equality = Equality.unknown
    var points = 0
    do throws(Stop) {
      (equality, points) = try PatchComparison(subjects, path, patches, work).equality()
    } catch {
      stop = stop ?? error
    }
    if let isolated {
      if case .refuted = equality {} else { equality = .refuted(isolated) }
    }
    let isResolved = overlay.surveys.allSatisfy { $0.unresolved.isEmpty }
    if !isResolved || stop != nil, case .proved = equality {
      equality = .tested(points: points, largest: 0, isExact: true)
    }
    return Comparison(
      subjects: subjects, equality: equality, rows: rows,
      coverage: Coverage(lines: 1, points: points, cells: patches.count), stop: stop,
      isComplete: isResolved && stop == nil)
  }

  // MARK: - Rows

  /// Compares the subjects at one place of the path.
  func row(at location: Kink.Location) -> (ComparisonRow, Counterexample?) {
    switch location {
    case .point(let number):
      if let root = number.isolatedRoot {
        return row(at: location, PointValue(RationalFunction(.x), at: root))
      }
      return row(at: location, number.certified)
    case .enclosure(let lower, let upper):
      return row(at: location, RootNumber(Interval(lower).hull(Interval(upper))))
    }
  }

  private func row<S: KnowableNumber>(at location: Kink.Location, _ t: S) -> (
    ComparisonRow, Counterexample?
  ) {
    var facts: [PointFacts<S>] = []
    var kinks: [Kink] = []
    for (i, survey) in overlay.surveys.enumerated() {
      let (left, right) = overlay.neighbours(of: location, in: i)
      facts.append(survey.pointFacts(t, left, right))
      kinks.append(survey.facts(at: location, left, right))
    }
    let point = path.coordinates.map { $0.value(at: t).known }
    let row = RowBuilder(facts: facts, kinks: kinks, subjects: subjects).row(point, location)
    return (row, difference(facts, point))
  }

  /// Returns two subjects whose values at the point are known to differ, if there are.
  private func difference<S: KnowableNumber>(_ facts: [PointFacts<S>], _ point: [KnownNumber])
    -> Counterexample?
  {
    for i in facts.indices.dropFirst() {
      let (a, b) = (facts[0].evaluation, facts[i].evaluation)
      for output in 0..<subjects[0].program.q {
        let (x, y) = (a?.outputs[output] ?? .notANumber, b?.outputs[output] ?? .notANumber)
        let isDifferent: Bool
        if a == nil || b == nil {
          isDifferent = (a == nil) != (b == nil)
        } else {
          isDifferent = S.order(x, y).isCertainlyNot(.zero)
        }
        guard isDifferent else { continue }
        let isExact = x.known.tier != .interval && y.known.tier != .interval
        return Counterexample(
          point: point, subjects: (0, i), output: output, values: (x.known, y.known),
          isIsolated: true, tier: isExact ? .exact : .interval)
      }
    }
    return nil
  }
}
