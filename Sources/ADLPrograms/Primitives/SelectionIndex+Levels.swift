extension SelectionIndex {
  /// The index of a whole number near operand 0: the line is cut at every whole number, or at every
  /// half, and each piece is numbered by its value.
  public enum Levels: Hashable, Sendable {
    /// The largest whole number that is not above the operand.
    case below

    /// The smallest one that is not below it.
    case above

    /// The nearest one, halves to the even.
    case nearest

    /// The pieces of numbers so large that they are whole themselves.
    static let itself = (lower: Int.min, upper: Int.max)

    /// The pieces that stand for all that may lie below, or above, where no bound was found: at most
    /// 1 away from the operand.
    static let open = (lower: Int.min + 1, upper: Int.max - 1)

    /// Doubles from here on are whole numbers.
    private static let limit = 1 << 52

    /// How far beyond a knot that cannot be told bounds are looked for.
    private static let reach = 16

    /// The most pieces that are listed one by one.
    private static let pieceLimit = 256

    /// The guard at knot j, which is where the stretch j begins.
    private func knot(_ j: Int) -> Guard {
      Guard(.operand(0), self == .nearest ? .half(2 * j - 1) : .literal(j))
    }

    /// The value on the stretch between the knots j and j + 1.
    private func value(_ j: Int) -> Int { self == .above ? j + 1 : j }

    /// Returns the pieces that meet where the guards have the signs that `sign` returns.
    func pieces(_ sign: (Guard) throws -> KnownSign) rethrows -> ActiveSet {
      let first = try sign(knot(0))
      guard case .known(let side) = first else { return try undecided(at: 0, nil, nil, sign) }
      if side == .zero { return tie(0) }
      // The knots 0, ±1, ±2, ±4, … until one lies on the other side, then the middle between two.
      var (near, far) = (0, side == .positive ? 1 : -1)
      while true {
        if far.magnitude > Self.limit {
          return ActiveSet([side == .positive ? Self.itself.upper : Self.itself.lower])
        }
        guard case .known(let next) = try sign(knot(far)) else {
          return try undecided(
            at: far, side == .positive ? near : nil, side == .positive ? nil : near, sign)
        }
        if next == .zero { return tie(far) }
        if next != side { break }
        (near, far) = (far, 2 * far)
      }
      var (low, high) = (min(near, far), max(near, far))
      while high - low > 1 {
        let middle = low + (high - low) / 2
        switch try sign(knot(middle)) {
        case .known(.positive): low = middle
        case .known(.negative): high = middle
        case .known(.zero): return tie(middle)
        case .notKnown: return try undecided(at: middle, low, high, sign)
        }
      }
      return ActiveSet([value(low)])
    }

    /// The pieces that meet at knot j; one has the value there.
    private func tie(_ j: Int) -> ActiveSet {
      let standing =
        switch self {
        case .below: 1
        case .above: 0
        case .nearest: j % 2 == 0 ? 1 : 0
        }
      return ActiveSet([.init([value(j - 1), value(j)], standing: standing)])
    }

    /// The pieces that may be taken where the sign at `knot` is not known.
    ///
    /// - Parameters:
    ///   - low: a knot that is known to lie below, if one is.
    ///   - high: a knot that is known to lie above, if one is.
    private func undecided(
      at knot: Int, _ low: Int?, _ high: Int?, _ sign: (Guard) throws -> KnownSign
    ) rethrows -> ActiveSet {
      let low = try bound(from: knot, low, -1, .positive, sign)
      let high = try bound(from: knot, high, 1, .negative, sign)
      let (first, last) = (low.map(value), high.map { value($0 - 1) })
      if let first, let last, last - first < Self.pieceLimit {
        return ActiveSet(Array(first...last), isDecided: false)
      }
      return ActiveSet(
        [first ?? Self.open.lower, last ?? Self.open.upper], isDecided: false)
    }

    /// Returns the knot next to the undecided one at which the operand is known to lie on the side
    /// `wanted`, in the direction of `step`; `nil` where there is none within reach.
    private func bound(
      from knot: Int, _ known: Int?, _ step: Int, _ wanted: Sign,
      _ sign: (Guard) throws -> KnownSign
    ) rethrows -> Int? {
      var (open, end) = (knot, known)
      var distance = 1
      while end == nil, distance <= Self.reach {
        let next = knot + step * distance
        if try sign(self.knot(next)).isCertainlyNot(wanted.opposite) {
          end = next
        } else {
          open = next
        }
        distance *= 2
      }
      guard var end else { return nil }
      while (end - open).magnitude > 1 {
        let middle = open + (end - open) / 2
        if try sign(self.knot(middle)).isCertainlyNot(wanted.opposite) {
          end = middle
        } else {
          open = middle
        }
      }
      // A knot that the operand may touch from above belongs to the piece below it, too.
      return try sign(self.knot(end)).isCertainly(.zero) ? end + step : end
    }
  }
}

extension SelectionIndex {
  /// The positions of the guards of a whole number that imply the others: the last knot below, the
  /// first above, and one that is met.
  package static func nearest(_ guards: [Guard], _ signs: [Sign]) -> Set<Int> {
    func place(_ i: Int) -> Int {
      switch guards[i].right {
      case .literal(let value): 2 * value
      case .half(let value): value
      case .operand, .opposite: 0
      }
    }
    let positions = guards.indices
    if let met = positions.first(where: { signs[$0] == .zero }) { return [met] }
    let below = positions.filter { signs[$0] == .positive }.max { place($0) < place($1) }
    let above = positions.filter { signs[$0] == .negative }.min { place($0) < place($1) }
    return Set([below, above].compactMap(\.self))
  }
}
