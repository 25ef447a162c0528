/// An exact rational number of any size, or *undefined*.
///
/// Always in lowest terms with a positive denominator, so equality and hashing are by value.
/// `undefined` is what an operation without a rational result returns: `x / 0`, `log(2)`, and every
/// operation on `undefined` itself. It equals itself, and no order relation holds for it.
///
/// Numbers whose numerator and denominator fit a machine word are kept in two words; operations on
/// them fall back to `Integer` when a product overflows.
public struct Rational: Hashable, Sendable {
  /// The representation of a number; canonical, so that it can be compared and hashed as it stands.
  enum Storage: Hashable, Sendable {
    /// Lowest terms, the numerator not `Int.min`; the denominator is 0 for `undefined` only, whose
    /// numerator is then 0 too.
    case small(Int, Int)

    /// Lowest terms, where one of the two does not fit `small`.
    indirect case big(Integer, Integer)
  }

  let storage: Storage

  init(storage: Storage) {
    self.storage = storage
  }

  /// The result of an operation that has no rational result.
  public static let undefined = Rational(storage: .small(0, 0))

  /// The number 0.
  public static let zero = Rational(storage: .small(0, 1))

  /// The number 1.
  public static let one = Rational(storage: .small(1, 1))

  /// Creates the rational equal to `value`.
  public init(_ value: Int) {
    self.init(lowestTerms: value, 1)
  }

  /// Creates the rational equal to `value`.
  public init(_ value: Integer) {
    self.init(lowestTerms: value, 1)
  }

  /// Creates `numerator / denominator`; undefined when `denominator` is 0.
  public init(_ numerator: Int, _ denominator: Int) {
    guard numerator != .min && denominator != .min else {
      self.init(Integer(numerator), Integer(denominator))
      return
    }
    guard denominator != 0 else {
      self = .undefined
      return
    }
    let divisor = Int(greatestCommonDivisor(numerator.magnitude, denominator.magnitude))
    let signedDivisor = denominator < 0 ? -divisor : divisor
    self.init(lowestTerms: numerator / signedDivisor, denominator / signedDivisor)
  }

  /// Creates `numerator / denominator`; undefined when `denominator` is 0.
  public init(_ numerator: Integer, _ denominator: Integer) {
    guard numerator.isDefined && denominator.isDefined && !denominator.isZero else {
      self = .undefined
      return
    }
    let divisor = Integer.greatestCommonDivisor(numerator, denominator)
    let signedDivisor = denominator.signum < 0 ? -divisor : divisor
    self.init(
      lowestTerms: numerator.dividedExactly(by: signedDivisor),
      denominator.dividedExactly(by: signedDivisor))
  }

  /// The maximum number of binary digits of the numerator, and of the denominator; what would
  /// exceed it is undefined. It leaves room to round a quotient of the two.
  public static let partBitLimit = Integer.bitLimit - 128

  /// Creates `numerator / denominator`, given in lowest terms with a positive denominator;
  /// undefined where either exceeds `partBitLimit`.
  init(lowestTerms numerator: Integer, _ denominator: Integer) {
    if let a = numerator.int, let b = denominator.int, a != .min {
      storage = .small(a, b)
    } else {
      storage =
        numerator.isDefined && denominator.isDefined
          && max(numerator.bitWidth, denominator.bitWidth) <= Rational.partBitLimit
        ? .big(numerator, denominator) : Rational.undefined.storage
    }
  }

  /// Creates `numerator / denominator`, given in lowest terms with a positive denominator.
  init(lowestTerms numerator: Int, _ denominator: Int) {
    storage =
      numerator == .min
      ? .big(Integer(numerator), Integer(denominator)) : .small(numerator, denominator)
  }

  /// `true` iff this is a number.
  public var isDefined: Bool {
    if case .small(_, 0) = storage { return false }
    return true
  }

  /// `true` iff this is a whole number.
  public var isInteger: Bool {
    switch storage {
    case .small(_, let denominator): denominator == 1
    case .big(_, let denominator): denominator == 1
    }
  }

  /// The numerator in lowest terms, with the number's sign; 0 for `undefined`.
  public var numerator: Integer {
    switch storage {
    case .small(let numerator, _): Integer(numerator)
    case .big(let numerator, _): numerator
    }
  }

  /// The denominator in lowest terms, positive; 0 for `undefined`.
  public var denominator: Integer {
    switch storage {
    case .small(_, let denominator): Integer(denominator)
    case .big(_, let denominator): denominator
    }
  }

  /// The number of binary digits of numerator and denominator together.
  public var bitWidth: Int {
    switch storage {
    case .small(let numerator, let denominator):
      2 * Int.bitWidth - numerator.magnitude.leadingZeroBitCount
        - denominator.leadingZeroBitCount
    case .big(let numerator, let denominator):
      numerator.bitWidth + denominator.bitWidth
    }
  }

  /// The integer that this number is, where it is one and fits a machine word.
  public var int: Int? {
    if case .small(let numerator, 1) = storage { return numerator }
    return isInteger ? numerator.int : nil
  }
}

extension Rational: CustomStringConvertible {
  /// The number as an integer or a fraction in lowest terms, such as `-2` or `1/3`.
  public var description: String {
    guard isDefined else { return "undefined" }
    return isInteger ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
