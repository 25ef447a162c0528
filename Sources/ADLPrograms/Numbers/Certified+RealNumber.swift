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
    case .enclosed(let interval, let construction):
      interval.sign.or(construction?.sign ?? .notKnown)
    }
  }

  public static var notANumber: Certified { .undefined }
  public static var anyNumber: Certified { Certified(.line) }

  /// A number that may be either one.
  public static func hull(_ x: Certified, _ y: Certified) -> Certified? {
    x == y ? x : Certified(x.interval.hull(y.interval))
  }

  public static func + (x: Certified, y: Certified) -> Certified {
    combine(.addition, x, y)
  }

  public static func - (x: Certified, y: Certified) -> Certified {
    combine(.subtraction, x, y)
  }

  /// The product; 0 times a number that exists is 0, exactly, as it is in intervals.
  public static func * (x: Certified, y: Certified) -> Certified {
    combine(.multiplication, x, y)
  }

  public static func / (x: Certified, y: Certified) -> Certified {
    combine(.division, x, y)
  }

  public static func lift(_ operation: UnaryOperation, _ x: Certified) -> Certified {
    if case .exact(let rational) = x {
      let result = operation(rational)
      if result.isDefined { return Certified(result) }
    }
    return Certified(operation(x.interval), Construction(operation, x.construction))
  }

  public static func lift(
    _ operation: BinaryOperation, _ x: Certified, _ y: Certified
  ) -> Certified {
    combine(operation, x, y)
  }

  public static func lift(power n: Int, _ x: Certified) -> Certified {
    if case .exact(let rational) = x,
      Work.affords(Cost.power(rational.bitWidth, n, limit: Integer.bitLimit))
    {
      let result = Rational.power(rational, n)
      if result.isDefined { return Certified(result) }
    }
    return Certified(Interval.power(x.interval, n), Construction(power: n, x.construction))
  }

  /// Returns the exact result where there is one, and the enclosing one otherwise.
  private static func combine(
    _ operation: BinaryOperation, _ x: Certified, _ y: Certified
  ) -> Certified {
    if case .exact(let left) = x, case .exact(let right) = y {
      let result = operation(left, right)
      if result.isDefined { return Certified(result) }
    }
    return Certified(
      operation(x.interval, y.interval), Construction(operation, x.construction, y.construction))
  }
}
