import ADLPrograms

extension Comparison {
  /// Compares subjects at one point: values, AD by both modes, node closures, Clarke
  /// subdifferentials. The functions are compared at the point alone.
  ///
  /// - Requires: there is a subject, and all have as many inputs as `point` has entries and as many
  ///   outputs as each other.
  public static func of(_ subjects: [Subject], at point: [Rational], _ work: Work = .inherited)
    -> Comparison
  {
    work.perform { PointComparison(subjects, at: point, work).comparison() }
  }

  /// Compares subjects of one input on [lower, upper], where `nil` is an infinite end (semantics,
  /// section 9).
  ///
  /// Programs of rational operations and selections are proved equal or refuted exactly, and all
  /// points where their derivatives can differ are among the rows. The ends belong to the interval.
  ///
  /// - Requires: there is a subject, all have as many inputs as `path` has coordinates and as many
  ///   outputs as each other, and `lower < upper`.
  public static func of(
    _ subjects: [Subject], from lower: Rational?, to upper: Rational?,
    along path: Path = .identity, _ work: Work = .inherited
  ) -> Comparison {
    work.perform {
      let comparison = IntervalComparison(
        subjects, along: path, from: lower, to: upper, work
      ).comparison()
      guard path == .identity else { return comparison }
      return comparison.comparingStatedDerivatives(on: Box(lower, upper, count: 1), seed: 1, work)
    }
  }

  /// Compares subjects of several inputs on a box.
  ///
  /// Programs whose guards are affine and whose pieces are polynomials are proved equal or refuted
  /// exactly; others are tried at points and along lines. The rows are points of the planes of
  /// affine guards and kinks on the lines; the coverage says how many, and the comparison is never
  /// complete.
  ///
  /// - Requires: there is a subject, all have as many inputs as `box` has sides, and as many
  ///   outputs
  ///   as each other.
  /// - Parameter seed: of the points and lines, which repeat with it.
  /// - Complexity: proportional to the number of cells, each the evaluation of all programs and a
  ///   search for a point for every sign that is asked for.
  public static func of(
    _ subjects: [Subject], on box: Box, seed: UInt64 = 1, _ work: Work = .inherited
  ) -> Comparison {
    if box.sides.count == 1 {
      return of(subjects, from: box.sides[0].lower, to: box.sides[0].upper, work)
    }
    return work.perform {
      ofWhatIsComputed(subjects, on: box, seed: seed, work)
        .comparingStatedDerivatives(on: box, seed: seed, work)
    }
  }

  /// Compares the subjects with derivatives that differ from the functions' at kinks alone.
  static func ofWhatIsComputed(
    _ subjects: [Subject], on box: Box, seed: UInt64, _ work: Work
  ) -> Comparison {
    if box.sides.count == 1 {
      let (lower, upper) = (box.sides[0].lower, box.sides[0].upper)
      return IntervalComparison(
        subjects, along: .identity, from: lower, to: upper, work
      ).comparison()
    }
    var comparison = BoxComparison(subjects, on: box, seed: seed, work)
    return comparison.comparison()
  }
}
