extension Certified: RealNumber {
  public init(_ literal: Literal) {
    self = literal.number
  }

  public init(_ value: Int) {
    self = .exact(Rational(value))
  }

  public var sign: KnownSign {
    switch self {
    case .exact(let rational): rational.sign
    case .enclosed(let interval): interval.sign
    }
  }

  public static var notANumber: Certified { .undefined }

  /// A number that may be either one.
  public static func hull(_ x: Certified, _ y: Certified) -> Certified? {
    x == y ? x : Certified(x.interval.hull(y.interval))
  }

  public static prefix func - (x: Certified) -> Certified {
    switch x {
    case .exact(let rational): .exact(-rational)
    case .enclosed(let interval): .enclosed(-interval)
    }
  }

  public static func + (x: Certified, y: Certified) -> Certified {
    combine(x, y, +, +)
  }

  public static func - (x: Certified, y: Certified) -> Certified {
    combine(x, y, -, -)
  }

  /// The product; 0 times a number that exists is 0, exactly, as it is in intervals.
  public static func * (x: Certified, y: Certified) -> Certified {
    return combine(x, y, *, *)
  }

  public static func / (x: Certified, y: Certified) -> Certified {
    return combine(x, y, /, /)
  }

  public static func power(_ x: Certified, _ n: Int) -> Certified {
    apply(x, { Rational.power($0, n) }, { Interval.power($0, n) })
  }

  public static func power(_ x: Certified, _ y: Certified) -> Certified {
    combine(x, y, Rational.power, Interval.power)
  }

  public static func exp(_ x: Certified) -> Certified { apply(x, Rational.exp, Interval.exp) }

  public static func log(_ x: Certified) -> Certified {
    apply(x, { Rational.log($0) }, { Interval.log($0) })
  }

  public static func sqrt(_ x: Certified) -> Certified { apply(x, Rational.sqrt, Interval.sqrt) }

  public static func sin(_ x: Certified) -> Certified { apply(x, Rational.sin, Interval.sin) }

  public static func cos(_ x: Certified) -> Certified { apply(x, Rational.cos, Interval.cos) }

  public static func tan(_ x: Certified) -> Certified { apply(x, Rational.tan, Interval.tan) }

  public static func asin(_ x: Certified) -> Certified { apply(x, Rational.asin, Interval.asin) }

  public static func acos(_ x: Certified) -> Certified { apply(x, Rational.acos, Interval.acos) }

  public static func atan(_ x: Certified) -> Certified { apply(x, Rational.atan, Interval.atan) }

  public static func sinh(_ x: Certified) -> Certified { apply(x, Rational.sinh, Interval.sinh) }

  public static func cosh(_ x: Certified) -> Certified { apply(x, Rational.cosh, Interval.cosh) }

  public static func tanh(_ x: Certified) -> Certified { apply(x, Rational.tanh, Interval.tanh) }

  public static func log(onePlus x: Certified) -> Certified {
    apply(x, Rational.log(onePlus:), Interval.log(onePlus:))
  }

  public static func expMinusOne(_ x: Certified) -> Certified {
    apply(x, Rational.expMinusOne, Interval.expMinusOne)
  }

  public static func erf(_ x: Certified) -> Certified { apply(x, Rational.erf, Interval.erf) }

  /// Returns the exact result where there is one, and the enclosing one otherwise.
  private static func apply(
    _ x: Certified, _ exact: (Rational) -> Rational, _ enclosing: (Interval) -> Interval
  ) -> Certified {
    if case .exact(let rational) = x {
      let result = exact(rational)
      if result.isDefined { return Certified(result) }
    }
    return Certified(enclosing(x.interval))
  }

  /// Returns the exact result where there is one, and the enclosing one otherwise.
  private static func combine(
    _ x: Certified, _ y: Certified, _ exact: (Rational, Rational) -> Rational,
    _ enclosing: (Interval, Interval) -> Interval
  ) -> Certified {
    if case .exact(let left) = x, case .exact(let right) = y {
      let result = exact(left, right)
      if result.isDefined { return Certified(result) }
    }
    return Certified(enclosing(x.interval, y.interval))
  }
}
