extension Certified: LiftedNumber {
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

  public static func lift(_ operation: UnaryOperation, _ x: Certified) -> Certified {
    if case .exact(let rational) = x {
      let result = operation(rational)
      if result.isDefined { return Certified(result) }
    }
    return Certified(operation(x.interval))
  }

  public static func lift(
    _ operation: BinaryOperation, _ x: Certified, _ y: Certified
  ) -> Certified {
    combine(x, y, { operation($0, $1) }, { operation($0, $1) })
  }

  public static func lift(power n: Int, _ x: Certified) -> Certified {
    if case .exact(let rational) = x {
      let result = Rational.power(rational, n)
      if result.isDefined { return Certified(result) }
    }
    return Certified(Interval.power(x.interval, n))
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
