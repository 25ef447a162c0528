import ADLPrograms

/// Decides whether subjects are one function between their kinks: patch by patch, first as
/// functions, then by enclosures and points.
struct PatchComparison {
  let subjects: [Subject]
  let path: Path
  let patches: [Overlay.Patch]
  let work: Work

  /// How many points of a patch are tried where its pieces cannot be compared as functions.
  static let pointsPerPatch = 16

  /// A bound on |f - g| below this times the size of f is worth stating.
  static let boundWorthStating = 1e-9

  init(_ subjects: [Subject], _ path: Path, _ patches: [Overlay.Patch], _ work: Work) {
    self.subjects = subjects
    self.path = path
    self.patches = patches
    self.work = work
  }

  func equality() throws(Stop) -> (Equality, points: Int) {
    var result = Tally()
    // A program is the function that it is.
    if subjects.allSatisfy({ $0.program == subjects[0].program }) { return (.proved, 0) }
    for patch in patches {
      try work.charge(subjects.count)
      for i in subjects.indices.dropFirst() {
        if let refuted = try compare(patch, i, &result) {
          return (.refuted(refuted), result.points)
        }
      }
    }
    return (result.equality, result.points)
  }

  /// What the patches so far amount to.
  struct Tally {
    var points = 0
    var largest = 0.0
    var bound: Double? = 0
    var isProved = true
    var isExact = true

    var equality: Equality {
      if isProved { return .proved }
      if let bound, bound <= PatchComparison.boundWorthStating {
        return .bounded(bound, points: points)
      }
      return .tested(points: points, largest: largest, isExact: isExact)
    }
  }

  /// Compares subject `i` with the first on a patch; returns where they are known to differ.
  private func compare(_ patch: Overlay.Patch, _ i: Int, _ tally: inout Tally) throws(Stop)
    -> Counterexample?
  {
    guard let first = patch.cells[0], let other = patch.cells[i] else {
      // Left open by a survey; what is known of the place is what points say.
      return try test(patch, i, &tally)
    }
    if first.violation != nil || other.violation != nil {
      guard first.violation != nil && other.violation != nil else {
        return counterexample(at: patch.extent.sample, i)
      }
      return nil
    }
    var isSame = true
    for output in first.outputs.indices {
      if let f = first.outputs[output], let g = other.outputs[output] {
        if f != g { return counterexample(where: g - f, differs: patch.extent, i) }
      } else {
        isSame = false
      }
    }
    if isSame || haveOneForm(first, other, i) { return nil }
    if let refuted = try test(patch, i, &tally) { return refuted }
    if let bound = try DifferenceBound(subjects[0].program, subjects[i].program, path, work)
      .bound(on: patch.extent, first.pieces, other.pieces)
    {
      tally.bound = tally.bound.map { max($0, bound) }
    } else {
      tally.bound = nil
    }
    return nil
  }

  /// `true` iff the pieces on two cells have one normal form in every output.
  private func haveOneForm(
    _ first: Decomposition.Cell, _ other: Decomposition.Cell, _ i: Int
  ) -> Bool {
    let table = AtomTable(inputs: 1)
    let inputs = path.coordinates.map { $0.value(at: NormalForm(atom: 0, table)) }
    guard
      let f = try? subjects[0].program.evaluate(
        at: inputs, domain: .notANumber, frozen: first.pieces),
      let g = try? subjects[i].program.evaluate(
        at: inputs, domain: .notANumber, frozen: other.pieces)
    else { return false }
    return zip(f.outputs, g.outputs).allSatisfy(NormalForm.areSame)
  }

  // MARK: - Points

  /// Tries points of a patch; returns one at which the values are known to differ.
  private func test(_ patch: Overlay.Patch, _ i: Int, _ tally: inout Tally) throws(Stop)
    -> Counterexample?
  {
    tally.isProved = false
    if patch.cells[0] == nil || patch.cells[i] == nil { tally.bound = nil }
    for t in patch.extent.samples(Self.pointsPerPatch) {
      try work.charge()
      tally.points += 1
      var point = PointTally(subjects: subjects)
      if let refuted = point.compare(at: path(t), with: i, isIsolated: false) { return refuted }
      if !point.isExact { tally.isExact = false }
      if point.largest.isFinite { tally.largest = max(tally.largest, point.largest) }
    }
    return nil
  }

  /// Returns a point of the cell at which `difference`, which is not 0, is not 0.
  private func counterexample(
    where difference: RationalFunction, differs extent: OpenCell, _ i: Int
  ) -> Counterexample? {
    for t in [extent.sample] + extent.samples(difference.numerator.degree + 1)
    where difference(t) != .zero {
      return counterexample(at: t, i)
    }
    return nil
  }

  /// Returns the point at `t` where the values there are known to differ.
  private func counterexample(at t: Rational, _ i: Int) -> Counterexample? {
    var tally = PointTally(subjects: subjects)
    return tally.compare(at: path(t), with: i, isIsolated: false)
  }
}

extension OpenCell {
  /// Returns `count` rationals inside, spread over the cell.
  func samples(_ count: Int) -> [Rational] {
    guard let lower = lower?.bounds.upper, let upper = upper?.bounds.lower, lower < upper else {
      return (0..<count).map { i in
        let step = Rational(i * i + i + 1, 2)
        if self.lower != nil { return sample + step }
        return self.upper != nil ? sample - step : sample + (i % 2 == 0 ? step : -step)
      }
    }
    let width = (upper - lower) * Rational(1, 2 * count + 2)
    return (1...max(count, 1)).map { i in
      let middle = lower + width * Rational(2 * i)
      return Rational.simplest(
        between: middle - width * Rational(1, 2), and: middle + width * Rational(1, 2))
    }
  }
}
