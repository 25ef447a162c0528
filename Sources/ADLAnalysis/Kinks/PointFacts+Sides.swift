import ADLPrograms

extension PointFacts {
  /// A program just beside the point.
  struct Side {
    /// The direction from the point.
    let direction: Sign

    /// The outputs as power series in the path's parameter, less the point.
    let series: [Series<S>]

    /// Their expansions in the distance from the point, where some series does not tell all.
    let expansions: [OneSidedExpansion<S>]?
  }

  /// The limit of a function from one side.
  enum Limit {
    case finite(S)
    case infinite(Sign)
    case unknown
  }

  /// The highest powers of the one-sided series that are compared where pieces are not rational:
  /// first, and where all of these agree.
  static var seriesOrders: (first: Int, last: Int) { (8, 24) }

  /// Returns the outputs of the pieces that a cell takes, beside the point; `nil` where the program
  /// has no value there.
  func side(_ cell: Decomposition.Cell?, _ direction: Sign, _ edges: [Int]) -> Side? {
    guard let cell, cell.violation == nil else { return nil }
    // Rational functions are compared as such; their series only tell limits and slopes.
    let isRational = ![left, right].contains { $0?.outputs.contains(nil) ?? false }
    let order = isRational ? 1 : Self.seriesOrders.first
    let series = self.series(cell, direction, order: order)
    let tellsAll =
      edges.isEmpty && violation == nil
      && series.allSatisfy { series in
        (series.order ?? order) >= 1 && series.coefficients.allSatisfy { $0.exists }
      }
    return Side(
      direction: direction, series: series,
      expansions: tellsAll ? nil : expansions(cell, direction))
  }

  /// The Taylor series in the path's parameter of the pieces that a cell takes, valid in the given
  /// direction from the point.
  func series(_ cell: Decomposition.Cell, _ direction: Sign, order: Int) -> [Series<S>] {
    let inputs = decomposition.path.coordinates.map {
      $0.value(at: Series(at: t, along: S(direction.rawValue), order: order))
    }
    let series =
      (try? program.evaluate(at: inputs, domain: .notANumber, frozen: cell.pieces).outputs)
      ?? [Series<S>](repeating: .notANumber, count: program.q)
    return direction == .negative ? series.map(\.reversed) : series
  }

  private func expansions(_ cell: Decomposition.Cell, _ direction: Sign) -> [OneSidedExpansion<S>]?
  {
    let inputs = decomposition.path.coordinates.map {
      $0.value(at: OneSidedExpansion(at: t, along: S(direction.rawValue)))
    }
    return try? program.evaluate(at: inputs, domain: .notANumber, frozen: cell.pieces).outputs
  }

  /// The expansion of output `i` on a side, from its series where that tells all.
  func expansion(_ side: Side, _ i: Int) -> OneSidedExpansion<S>? {
    if let expansions = side.expansions { return expansions[i] }
    let series = side.direction == .negative ? side.series[i].reversed : side.series[i]
    return OneSidedExpansion(series)
  }

  // MARK: - Limits

  func limit(_ side: Side, _ i: Int) -> Limit {
    let value = side.series[i].constantTerm
    if value.exists { return .finite(value) }
    guard let expansion = side.expansions?[i] else { return .unknown }
    switch expansion.limit {
    case .infinite(let sign): return .infinite(sign)
    case .finite(let value): return .finite(value)
    case .unknown: return .unknown
    }
  }

  /// The derivative from one side, in the direction of the path.
  func slope(_ side: Side, _ i: Int) -> Limit {
    if let slope = side.series[i].slope { return .finite(slope) }
    guard let expansion = side.expansions?[i] else { return .unknown }
    switch expansion.slope {
    case .infinite(let sign): return .infinite(sign * side.direction)
    case .finite(let slope): return .finite(side.direction == .negative ? -slope : slope)
    case .unknown: return .unknown
    }
  }

  /// Both, as they are stated.
  func statement(_ side: Side?, _ i: Int) -> OneSidedLimit? {
    side.map { OneSidedLimit(value: limit($0, i).known, derivative: slope($0, i).known) }
  }
}

extension PointFacts.Limit {
  var known: KnownNumber {
    switch self {
    case .finite(let value): value.known
    case .infinite(let sign): .infinite(sign)
    case .unknown: .undefined
    }
  }

  var isInfinite: Bool { if case .infinite = self { true } else { false } }
}

extension Series where Base: KnowableNumber {
  /// The series in -t.
  var reversed: Self {
    order == nil
      ? self : Self(coefficients.enumerated().map { $0 % 2 == 0 ? $1 : -$1 })
  }

  /// The derivative at t = 0, where it is known.
  var slope: Base? {
    guard constantTerm.exists, (order ?? 1) >= 1, self[1].exists
    else { return nil }
    return self[1]
  }
}
