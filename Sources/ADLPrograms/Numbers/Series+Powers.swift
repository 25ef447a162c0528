extension Series {
  /// Returns the square root, also of a series that starts with an even power of t.
  public static func sqrt(_ x: Self) -> Self {
    guard let order = x.order else { return Self(constant: Base.sqrt(x.constantTerm)) }
    guard let valuation = x.valuation else {
      // The root of O(t^(K+1)) is O(t^((K+1)/2)).
      return order < 0 ? .unknown : make(order / 2) { _ in Base(0) }
    }
    if valuation & 1 == 1 {
      return fractionalPower(
        Base.sqrt(x[valuation]), firstPower: valuation / 2 + 1, order: order)
    }
    let unit = x.shiftedDown(by: valuation)
    let root = recur(Base.sqrt(unit[0]), order: order - valuation) { power, root in
      var rest = unit[power]
      for i in 1..<power { rest = rest - root[i] * root[power - i] }
      return rest / (root[0] + root[0])
    }
    return root.shiftedUp(by: valuation / 2)
  }

  /// Returns `x^y` for a series that is positive for small positive t; with a constant exponent
  /// also where the series starts with a power of t.
  public static func power(_ x: Self, _ y: Self) -> Self {
    let value = Base.power(x.constantTerm, y.constantTerm)
    guard let order = commonOrder(x, y) else { return Self(constant: value) }
    guard order >= 0 else { return .unknown }
    guard y.order == nil else { return exponential(y * log(x), value) }
    let exponent = y.constantTerm
    guard let valuation = x.valuation else { return vanishingPower(exponent, order) }
    if valuation == 0 { return unitPower(x, exponent, value) }
    guard let (power, isExact) = ceiling(Base(valuation) * exponent, limit: order) else {
      return make(order) { $0 == 0 ? value : .notANumber }
    }
    let unit = x.shiftedDown(by: valuation)
    let leading = Base.power(unit.constantTerm, exponent)
    return isExact
      ? unitPower(unit, exponent, leading).shiftedUp(by: power)
      : fractionalPower(leading, firstPower: power, order: order)
  }

  /// Returns `x^exponent`, where x_0 is not zero, by x p' = exponent x' p.
  private static func unitPower(_ x: Self, _ exponent: Base, _ value: Base) -> Self {
    recur(value, order: x.order ?? 0) { power, known in
      var sum = Base(power) * exponent * x[power] * known[0]
      for i in 1..<power {
        let factor = Base(i) * exponent - Base(power - i)
        sum = sum + factor * x[i] * known[power - i]
      }
      return sum / (Base(power) * x[0])
    }
  }

  /// Returns a constant power of O(t^(order + 1)).
  private static func vanishingPower(_ exponent: Base, _ order: Int) -> Self {
    guard let (power, _) = ceiling(Base(order + 1) * exponent, limit: order + 1), power > 0 else {
      return .unknown
    }
    return make(power - 1) { _ in Base(0) }
  }

  /// Returns the series of a power of t that is not a whole number and less than `firstPower`: zero
  /// below, `leading` over zero at `firstPower`, and nothing known beyond.
  private static func fractionalPower(_ leading: Base, firstPower: Int, order: Int) -> Self {
    make(order) { power in
      power < firstPower ? Base(0) : power == firstPower ? leading / Base(0) : .notANumber
    }
  }

  /// Returns the smallest whole number from 0 to `limit` that is not less than `x`, and whether it
  /// equals `x`; `limit` for a greater `x`, `nil` for a negative or undecided one.
  private static func ceiling(_ x: Base, limit: Int) -> (power: Int, isExact: Bool)? {
    guard x.sign.isCertainlyNot(.negative) else { return nil }
    for power in 0...limit {
      switch (Base(power) - x).sign {
      case .known(.zero): return (power, true)
      case .known(.positive): return (power, false)
      case .known(.negative): continue
      case .notKnown: return nil
      }
    }
    return (limit, false)
  }
}
