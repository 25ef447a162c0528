/// A formula of comparisons: the index of an `if`.
///
/// Comparison i relates operands 2i and 2i + 1 of the node; its guard is their difference.
public indirect enum Condition: Hashable, Sendable {
  case comparison(Int, Relation)
  case and([Condition])
  case or([Condition])
  case not(Condition)

  /// How two numbers compare.
  public enum Relation: String, Hashable, Sendable, CaseIterable {
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case equal = "=="
    case unequal = "!="

    /// `true` iff the relation holds between a and b, where `sign` is that of a - b.
    public func holds(_ sign: Sign) -> Bool {
      switch self {
      case .less: sign == .negative
      case .atMost: sign != .positive
      case .greater: sign == .positive
      case .atLeast: sign != .negative
      case .equal: sign == .zero
      case .unequal: sign != .zero
      }
    }

    /// Whether the relation holds between a and b, as far as the sign of a - b is known; else
    /// `nil`.
    public func holds(_ sign: KnownSign) -> Bool? {
      if case .known(let sign) = sign { holds(sign) } else { nil }
    }
  }

  /// The number of comparisons.
  public var comparisonCount: Int {
    switch self {
    case .comparison: 1
    case .and(let parts), .or(let parts): parts.reduce(0) { $0 + $1.comparisonCount }
    case .not(let part): part.comparisonCount
    }
  }

  /// Returns the truth of the condition, asking for the signs of guards from left to right and for
  /// none that cannot matter; `nil` where a sign asked for is undecided.
  public func truth(_ sign: (Int) throws -> KnownSign) rethrows -> Bool? {
    switch self {
    case .comparison(let i, let relation):
      return relation.holds(try sign(i))
    case .and(let parts):
      for part in parts {
        guard let truth = try part.truth(sign) else { return nil }
        if !truth { return false }
      }
      return true
    case .or(let parts):
      for part in parts {
        guard let truth = try part.truth(sign) else { return nil }
        if truth { return true }
      }
      return false
    case .not(let part):
      return try part.truth(sign).map { !$0 }
    }
  }

  /// Which truth values are possible when each guard may have any of its given signs.
  public func possibleTruths(_ signs: (Int) throws -> [Sign]) rethrows -> (true: Bool, false: Bool)
  {
    switch self {
    case .comparison(let i, let relation):
      let truths = try signs(i).map(relation.holds)
      return (truths.contains(true), truths.contains(false))
    case .and(let parts):
      var possible = (true: true, false: false)
      for part in parts where possible.true {
        let p = try part.possibleTruths(signs)
        possible = (p.true, possible.false || p.false)
      }
      return possible
    case .or(let parts):
      var possible = (true: false, false: true)
      for part in parts where possible.false {
        let p = try part.possibleTruths(signs)
        possible = (possible.true || p.true, p.false)
      }
      return possible
    case .not(let part):
      let p = try part.possibleTruths(signs)
      return (p.false, p.true)
    }
  }

  /// Returns the branches that meet where the guards have the given signs: 0 is `then`, 1 `else`.
  /// The standing one is the one taken; a guard that is 0 may turn either way.
  public func activeBranches(_ sign: (Int) throws -> KnownSign) rethrows -> ActiveSet {
    let possible = try possibleTruths { i in
      switch try sign(i) {
      case .known(.negative): [.negative]
      case .known(.positive): [.positive]
      case .known(.zero), .notKnown: [.negative, .zero, .positive]
      }
    }
    guard let taken = try truth(sign) else { return ActiveSet([0, 1], isDecided: false) }
    if possible.true && possible.false {
      return ActiveSet([ActiveSet.Site([0, 1], standing: taken ? 0 : 1)])
    }
    return ActiveSet([taken ? 0 : 1])
  }
}
