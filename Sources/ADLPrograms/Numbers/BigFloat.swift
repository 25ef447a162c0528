import CGMP
import CMPFR

/// A binary floating-point number of any precision, an infinity, or not-a-number.
///
/// An operation states to how many binary digits its result is rounded, and to which side; MPFR
/// proves its bounds (Fousse et al., MPFR: A multiple-precision binary floating-point library with
/// correct rounding, 2007). The number itself is never changed, so that threads may share it.
public struct BigFloat: Sendable {
  /// The side to which a result is rounded.
  public enum Side: Sendable {
    case down, up

    var opposite: Side { self == .down ? .up : .down }
    fileprivate var mode: mpfr_rnd_t { self == .down ? MPFR_RNDD : MPFR_RNDU }
  }

  private final class Box: @unchecked Sendable {
    let number: __mpfr_struct

    init(_ number: __mpfr_struct) {
      self.number = number
    }

    deinit {
      var number = number
      mpfr_clear(&number)
    }
  }

  private let box: Box

  /// A function of MPFR's: result, argument, rounding.
  typealias Function = (
    UnsafeMutablePointer<__mpfr_struct>?, UnsafePointer<__mpfr_struct>?, mpfr_rnd_t
  ) -> CInt

  private init(bits: Int, _ set: (UnsafeMutablePointer<__mpfr_struct>) -> Void) {
    var number = __mpfr_struct()
    mpfr_init2(&number, bits)
    set(&number)
    box = Box(number)
  }

  private func read<Result>(_ body: (UnsafePointer<__mpfr_struct>) -> Result) -> Result {
    withExtendedLifetime(box) { withUnsafePointer(to: box.number, body) }
  }

  /// Creates the number equal to `value`.
  public init(_ value: Double) {
    self.init(bits: 53) { mpfr_set_d($0, value, MPFR_RNDN) }
  }

  /// Creates `value`, rounded; not-a-number for `undefined`.
  public init(_ value: Rational, bits: Int, _ side: Side) {
    self.init(bits: bits) { result in
      guard value.isDefined else { return }
      value.numerator.read { top in
        value.denominator.read { bottom in
          var quotient = __mpq_struct(_mp_num: top.pointee, _mp_den: bottom.pointee)
          _ = mpfr_set_q(result, &quotient, side.mode)
        }
      }
    }
  }

  /// Returns π, rounded.
  public static func pi(bits: Int, _ side: Side) -> BigFloat {
    Work.count(Cost.function(bits))
    return BigFloat(bits: bits) { mpfr_const_pi($0, side.mode) }
  }

  /// Returns `function` of this number, rounded.
  func applying(_ function: Function, bits: Int, _ side: Side) -> BigFloat {
    Work.count(Cost.function(bits))
    return BigFloat(bits: bits) { result in _ = read { function(result, $0, side.mode) } }
  }

  /// Returns the integer power, rounded.
  func power(_ n: Int, bits: Int, _ side: Side) -> BigFloat {
    Work.count(Cost.function(bits))
    return BigFloat(bits: bits) { result in _ = read { mpfr_pow_si(result, $0, n, side.mode) } }
  }

  /// Returns the operation on two numbers, rounded.
  static func apply(
    _ operation: BinaryOperation, _ x: BigFloat, _ y: BigFloat, bits: Int, _ side: Side
  ) -> BigFloat {
    Work.count(operation == .power ? Cost.function(bits) : Cost.float(bits))
    return BigFloat(bits: bits) { result in
      x.read { a in
        y.read { b in
          _ =
            switch operation {
            case .addition: mpfr_add(result, a, b, side.mode)
            case .subtraction: mpfr_sub(result, a, b, side.mode)
            case .multiplication: mpfr_mul(result, a, b, side.mode)
            case .division: mpfr_div(result, a, b, side.mode)
            case .power: mpfr_pow(result, a, b, side.mode)
            }
        }
      }
    }
  }

  /// Returns the double on the given side that is nearest; infinite where all are on the other.
  public func double(_ side: Side) -> Double { read { mpfr_get_d($0, side.mode) } }

  /// The largest absolute value of a binary exponent with which a number is written as a fraction.
  private static let fractionLimit = 1 << 18

  /// How a number is turned into a shorter one.
  enum Rounding {
    case down, nearest

    fileprivate var mode: mpfr_rnd_t { self == .down ? MPFR_RNDD : MPFR_RNDN }
  }

  /// Returns a rational number with the digits of a double; `nil` where it is very long.
  func rational(_ rounding: Rounding) -> Rational? {
    var exponent = 0
    let factor = read { mpfr_get_d_2exp(&exponent, $0, rounding.mode) }
    guard factor.isFinite, abs(exponent) <= Self.fractionLimit || factor == 0 else { return nil }
    let power = Rational(Integer(1).shiftedLeft(by: abs(exponent)))
    return Rational(factor) * (exponent < 0 ? power.reciprocal : power)
  }

  /// The nearest double, ties to even.
  var nearestDouble: Double { read { mpfr_get_d($0, MPFR_RNDN) } }

  /// `true` iff this is not a number.
  public var isNaN: Bool { read { mpfr_nan_p($0) } != 0 }

  /// `true` iff this is an infinity.
  public var isInfinite: Bool { read { mpfr_inf_p($0) } != 0 }

  /// `true` iff this is 0.
  public var isZero: Bool { read { mpfr_zero_p($0) } != 0 }

  /// -1, 0 or 1, as the number is; 0 for not-a-number.
  public var signum: Int { isNaN ? 0 : Int(read { mpfr_sgn($0) }).signum() }

  /// `true` iff the absolute value is less than 2^`exponent`.
  func isBelow(powerOfTwo exponent: Int) -> Bool {
    isZero || !isNaN && !isInfinite && box.number._mpfr_exp <= exponent
  }
}

extension BigFloat: Comparable {
  public static func == (x: BigFloat, y: BigFloat) -> Bool {
    x.read { a in y.read { b in mpfr_equal_p(a, b) } } != 0
  }

  public static func < (x: BigFloat, y: BigFloat) -> Bool {
    x.read { a in y.read { b in mpfr_less_p(a, b) } } != 0
  }

  public static func <= (x: BigFloat, y: BigFloat) -> Bool {
    x.read { a in y.read { b in mpfr_lessequal_p(a, b) } } != 0
  }

  public static func > (x: BigFloat, y: BigFloat) -> Bool { y < x }
  public static func >= (x: BigFloat, y: BigFloat) -> Bool { y <= x }
}

// MARK: - Doubles

extension Interval {
  /// Returns the narrowest interval of doubles that contains `function` of a number.
  static func enclosing(_ function: BigFloat.Function, _ x: Double) -> Interval {
    Work.count(Cost.function(53))
    return enclosing { result in
      var argument = __mpfr_struct()
      mpfr_init2(&argument, 53)
      mpfr_set_d(&argument, x, MPFR_RNDN)
      defer { mpfr_clear(&argument) }
      return function(result, &argument, MPFR_RNDD)
    }
  }

  /// Returns the narrowest interval of doubles that contains the power of a positive number.
  static func enclosingPower(_ base: Double, _ exponent: Double) -> Interval {
    Work.count(Cost.function(53))
    return enclosing { result in
      var arguments = (__mpfr_struct(), __mpfr_struct())
      mpfr_init2(&arguments.0, 53)
      mpfr_init2(&arguments.1, 53)
      mpfr_set_d(&arguments.0, base, MPFR_RNDN)
      mpfr_set_d(&arguments.1, exponent, MPFR_RNDN)
      defer {
        mpfr_clear(&arguments.0)
        mpfr_clear(&arguments.1)
      }
      return mpfr_pow(result, &arguments.0, &arguments.1, MPFR_RNDD)
    }
  }

  /// Returns the interval of what `set`, which rounds down and says whether it did, stands for.
  private static func enclosing(
    _ set: (UnsafeMutablePointer<__mpfr_struct>) -> CInt
  ) -> Interval {
    var number = __mpfr_struct()
    mpfr_init2(&number, 53)
    defer { mpfr_clear(&number) }
    let error = set(&number)
    let lower = mpfr_get_d(&number, MPFR_RNDD)
    // Of 53 digits, or fewer where doubles have fewer, the exact value lies below the next double.
    let isExact = error == 0 && mpfr_get_d(&number, MPFR_RNDU) == lower
    return Interval(lower, isExact ? lower : lower.nextUp)
  }
}
