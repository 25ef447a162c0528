import ADLPrograms

extension Program {
  /// Returns every kink on [lower, upper], where `nil` is an infinite end: the points at which
  /// pieces meet or change (semantics, section 7).
  ///
  /// For programs of rational operations and selections the list is exact and complete; otherwise
  /// it says what was enclosed and what was left open. The ends belong to the interval.
  ///
  /// - Parameter path: the curve along which the program is looked at; the kinks are parameters of
  ///   it. By default the line itself, for programs of one input.
  /// - Requires: `path` has p coordinates, and `lower < upper`.
  /// - Complexity: about as many evaluations of the program as there are cells, each over rational
  ///   functions, and the isolation of every guard's roots.
  public func kinks(
    from lower: Rational?, to upper: Rational?, along path: Path = .identity,
    under convention: Convention = .paper, _ work: Work = .inherited
  ) -> KinkList {
    let survey = work.perform {
      Survey(Decomposer(self, along: path, work), convention, lower, upper)
    }
    return KinkList(
      lower: lower, upper: upper, kinks: survey.joints.map(\.kink), unresolved: survey.unresolved,
      stop: survey.stop,
      isEndless: hasEndlessPieces
        && survey.unresolved.contains { $0.lower == nil || $0.upper == nil },
      cells: survey.cells)
  }
}
