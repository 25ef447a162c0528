/// What says to which format a number system rounds.
public protocol RoundingRule: Sendable {
  static var format: FloatingFormat { get }
}

/// Rounding to each of the formats that are narrower than doubles.
public enum ToF16: RoundingRule { public static let format = FloatingFormat.f16 }
public enum ToBF16: RoundingRule { public static let format = FloatingFormat.bf16 }
public enum ToF32: RoundingRule { public static let format = FloatingFormat.f32 }

/// A number system whose numbers are those of a floating-point format, kept as doubles.
public protocol FloatingNumber: RealNumber {
  static var format: FloatingFormat { get }

  /// Creates the number nearest to `double`.
  init(nearest double: Double)
}

extension FloatingNumber {
  public static var outlivesWork: Bool { true }
}

extension FloatingFormat {
  /// The number system of the format.
  public var numbers: any FloatingNumber.Type {
    switch self {
    case .f16: Rounded<ToF16>.self
    case .bf16: Rounded<ToBF16>.self
    case .f32: Rounded<ToF32>.self
    case .f64: Double.self
    }
  }
}

extension Double: FloatingNumber {
  public static let format = FloatingFormat.f64

  public init(nearest double: Double) { self = double }
}

/// The numbers of a format: every operation is rounded to nearest, ties to even.
///
/// Sums, differences, products, quotients and roots of doubles that are rounded once more are those
/// of IEEE 754 in the format: double rounding does no harm where the wider format has at least
/// 2p + 2 digits (Figueroa, When is double rounding innocuous?, 1995), and 53 is 2 · 24 + 5; it
/// does none to subnormal results either (Roux, Innocuous double rounding of basic arithmetic
/// operations, 2014). Other functions are correctly rounded, by enclosures of ever more digits.
public struct Rounded<Rule: RoundingRule>: FloatingNumber, LiftedNumber, Hashable {
  public static var format: FloatingFormat { Rule.format }

  /// The number.
  public let double: Double

  public init(nearest double: Double) { self.double = Rule.format.rounded(double) }

  public init(_ literal: Literal) { double = Rule.format.rounded(literal) }

  public init(_ value: Int) {
    // Every whole number of at most 53 digits is a double.
    double =
      value.magnitude <= 1 << 53
      ? Rule.format.rounded(Double(value)) : Rule.format.rounded(Rational(value))
  }

  public var sign: KnownSign { double.sign }
  public static var notANumber: Self { Self(nearest: .nan) }
  public static func order(_ x: Self, _ y: Self) -> KnownSign { Double.order(x.double, y.double) }

  public static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    switch operation {
    case .negation: Self(nearest: -x.double)
    case .sqrt: Self(nearest: x.double.squareRoot())
    default: once([x], OperationFormula(operation: operation))
    }
  }

  public static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    switch operation {
    case .addition: Self(nearest: x.double + y.double)
    case .subtraction: Self(nearest: x.double - y.double)
    case .multiplication: Self(nearest: x.double * y.double)
    case .division: Self(nearest: x.double / y.double)
    case .power:
      // What is exact, and what has no enclosure.
      x.double == 0 || y.double == 0
        ? Self(nearest: .power(x.double, y.double)) : once([x, y], PowerFormula())
    }
  }

  public static func lift(power n: Int, _ x: Self) -> Self {
    x.double == 0 ? Self(nearest: .power(x.double, n)) : once([x], IntegerPowerFormula(n: n))
  }
}
