import RealModule

/// Elementary functions: monotone pieces of the C library's functions, widened.
///
/// The largest error known of these functions in double precision is less than 2.3 units in the
/// last place, for `tanh`, over the C libraries in use (Zimmermann, Accuracy of Mathematical
/// Functions in Single, Double, Extended Double and Quadruple Precision). `libraryUlps` leaves room
/// beyond that. No proof exists: this is the one place where an enclosure rests on measurement.
extension Interval: RealNumber {
  /// By how many units in the last place a result of the C library is widened to each side.
  public static let libraryUlps = 4.0

  /// Creates the narrowest known enclosure of the number that the literal names.
  public init(_ literal: Literal) {
    self = literal.number.interval
  }

  /// Creates the narrowest interval that contains `value`.
  public init(_ value: Int) {
    let double = Double(value)
    self = value.magnitude <= 1 << 53 ? Interval(double) : Interval(Rational(value))
  }

  /// The middle of a bounded interval; not-a-number for others.
  public var double: Double { isBounded ? midpoint : .nan }

  public static var notANumber: Interval { .undefined }

  /// The narrowest interval that contains both; the other one where one is undefined.
  public static func hull(_ x: Interval, _ y: Interval) -> Interval? { x.hull(y) }

  /// The sign of all points; not known where they differ, and for `undefined`.
  public var sign: KnownSign {
    if lower > 0 { return .known(.positive) }
    if upper < 0 { return .known(.negative) }
    return isZero ? .known(.zero) : .notKnown
  }

  /// `true` iff the interval is the number 0.
  public var isZero: Bool { lower == 0 && upper == 0 }

  public static func exp(_ x: Interval) -> Interval {
    increasing(x, fixed: (0, 1), range: Interval(0, .infinity)) { Double.exp($0) }
  }

  public static func log(_ x: Interval) -> Interval {
    guard x.upper > 0 else { return .undefined }
    return increasing(Interval(Swift.max(x.lower, 0), x.upper), fixed: (1, 0)) { Double.log($0) }
  }

  public static func log(onePlus x: Interval) -> Interval {
    guard x.upper > -1 else { return .undefined }
    return increasing(Interval(Swift.max(x.lower, -1), x.upper), fixed: (0, 0)) {
      Double.log(onePlus: $0)
    }
  }

  public static func expMinusOne(_ x: Interval) -> Interval {
    increasing(x, fixed: (0, 0), range: Interval(-1, .infinity)) { Double.expMinusOne($0) }
  }

  public static func asin(_ x: Interval) -> Interval {
    increasing(x.intersection(unit), fixed: (0, 0), range: Interval(-halfPi.upper, halfPi.upper)) {
      Double.asin($0)
    }
  }

  public static func acos(_ x: Interval) -> Interval {
    // acos(-y) is increasing in y.
    increasing(-x.intersection(unit), fixed: (-1, 0), range: Interval(0, 2 * halfPi.upper)) {
      Double.acos(-$0)
    }
  }

  public static func atan(_ x: Interval) -> Interval {
    increasing(x, fixed: (0, 0), range: Interval(-halfPi.upper, halfPi.upper)) { Double.atan($0) }
  }

  public static func sinh(_ x: Interval) -> Interval {
    increasing(x, fixed: (0, 0)) { Double.sinh($0) }
  }

  public static func cosh(_ x: Interval) -> Interval {
    // cosh of the absolute value, which is increasing.
    let least = x.contains(0) ? 0 : Swift.min(x.lower.magnitude, x.upper.magnitude)
    let magnitude = Interval(least, Swift.max(x.lower.magnitude, x.upper.magnitude))
    return increasing(magnitude, fixed: (0, 1), range: Interval(1, .infinity)) { Double.cosh($0) }
  }

  public static func tanh(_ x: Interval) -> Interval {
    increasing(x, fixed: (0, 0), range: unit) { Double.tanh($0) }
  }

  public static func erf(_ x: Interval) -> Interval {
    increasing(x, fixed: (0, 0), range: unit) { Double.erf($0) }
  }

  // MARK: - Widening

  static let unit = Interval(-1, 1)

  /// π/2.
  static let halfPi = Interval(Double.pi / 2, (Double.pi / 2).nextUp)

  /// Returns the range of the increasing `function` on `x`, within `range`; `fixed` is an argument
  /// at which the function has an exact value, and that value.
  private static func increasing(
    _ x: Interval, fixed: (argument: Double, value: Double), range: Interval = .line,
    _ function: (Double) -> Double
  ) -> Interval {
    guard x.isDefined else { return .undefined }
    func bounds(_ argument: Double) -> Interval {
      argument == fixed.argument
        ? Interval(fixed.value, fixed.value) : widened(function(argument))
    }
    return Interval(bounds(x.lower).lower, bounds(x.upper).upper).intersection(range)
  }

  /// Returns what the exact value may be where the C library gives `value`.
  static func widened(_ value: Double) -> Interval {
    let finite = Swift.max(-.greatestFiniteMagnitude, Swift.min(value, .greatestFiniteMagnitude))
    let margin = libraryUlps * finite.ulp
    return value.isNaN
      ? .undefined
      : Interval(
        value == -.infinity ? value : finite - margin, value == .infinity ? value : finite + margin)
  }
}
