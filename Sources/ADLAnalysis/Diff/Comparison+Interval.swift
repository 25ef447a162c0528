import ADLPrograms

extension Comparison {
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
    along path: Path = .identity, _ work: Work = Work()
  ) -> Comparison {
    IntervalComparison(subjects, along: path, from: lower, to: upper, work).comparison()
  }
}
