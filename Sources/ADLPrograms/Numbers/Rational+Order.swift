extension Rational: Comparable {
  /// The sign of the number; not known for `undefined`.
  public var sign: KnownSign {
    switch storage {
    case .small(_, 0): .notKnown
    case .small(let numerator, _):
      .known(numerator > 0 ? .positive : numerator < 0 ? .negative : .zero)
    case .big(let numerator, _): .known(numerator.signum < 0 ? .negative : .positive)
    }
  }

  /// `true` iff both are numbers and `x` is less than `y`.
  public static func < (x: Rational, y: Rational) -> Bool {
    guard x.isDefined && y.isDefined else { return false }
    guard case .small(let a, let b) = x.storage, case .small(let c, let d) = y.storage else {
      return Integer.isLess((x.numerator, y.denominator), than: (y.numerator, x.denominator))
    }
    let left = a.multipliedFullWidth(by: d)
    let right = c.multipliedFullWidth(by: b)
    return (left.high, left.low) < (right.high, right.low)
  }

  // The defaults of `Comparable` negate `<`, which would make them hold for `undefined`.
  public static func <= (x: Rational, y: Rational) -> Bool {
    x < y || (x == y && x.isDefined)
  }

  public static func > (x: Rational, y: Rational) -> Bool {
    y < x
  }

  public static func >= (x: Rational, y: Rational) -> Bool {
    y <= x
  }

  /// The absolute value.
  public var magnitude: Rational {
    sign.isCertainly(.negative) ? -self : self
  }

  /// The largest whole number that is not greater.
  public var floor: Rational {
    guard isDefined && !isInteger else { return self }
    return Rational(numerator.floor(dividingBy: denominator))
  }

  /// The smallest whole number that is not less.
  public var ceiling: Rational {
    -(-self).floor
  }
}
