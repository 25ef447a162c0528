/// Field arithmetic. Lowest terms are kept by dividing common factors out *before* the products
/// (Knuth, The Art of Computer Programming 2, section 4.5.1): first in machine words, and in
/// `Integer` where those overflow.
extension Rational {
  public static prefix func - (x: Rational) -> Rational {
    switch x.storage {
    case .small(let numerator, let denominator):
      Rational(storage: .small(-numerator, denominator))
    case .big(let numerator, let denominator):
      // -(2^63) leaves the machine words and 2^63 does not enter them: `Int.min` is never small.
      Rational(storage: .big(-numerator, denominator))
    }
  }

  public static func + (x: Rational, y: Rational) -> Rational {
    if case .small(let a, let b) = x.storage, case .small(let c, let d) = y.storage {
      if b == 1 && d == 1 {
        let (sum, overflow) = a.addingReportingOverflow(c)
        if !overflow { return Rational(lowestTerms: sum, 1) }
      } else if let sum = smallSum(a, b, c, d) {
        return sum
      }
    }
    guard x.isDefined && y.isDefined else { return .undefined }
    let (a, b) = (x.numerator, x.denominator)
    let (c, d) = (y.numerator, y.denominator)
    let common = Integer.greatestCommonDivisor(b, d)
    if common == 1 { return Rational(lowestTerms: a * d + c * b, b * d) }
    let left = b.dividedExactly(by: common)
    let sum = a * d.dividedExactly(by: common) + c * left
    let shared = Integer.greatestCommonDivisor(sum, common)
    return Rational(
      lowestTerms: sum.dividedExactly(by: shared), left * d.dividedExactly(by: shared))
  }

  public static func - (x: Rational, y: Rational) -> Rational {
    x + -y
  }

  public static func * (x: Rational, y: Rational) -> Rational {
    if case .small(let a, let b) = x.storage, case .small(let c, let d) = y.storage,
      let product = smallProduct(a, b, c, d)
    {
      return product
    }
    guard x.isDefined && y.isDefined else { return .undefined }
    let (a, b) = (x.numerator, x.denominator)
    let (c, d) = (y.numerator, y.denominator)
    let left = Integer.greatestCommonDivisor(a, d)
    let right = Integer.greatestCommonDivisor(c, b)
    return Rational(
      lowestTerms: a.dividedExactly(by: left) * c.dividedExactly(by: right),
      b.dividedExactly(by: right) * d.dividedExactly(by: left))
  }

  public static func / (x: Rational, y: Rational) -> Rational {
    x * y.reciprocal
  }

  /// The number 1 / x; undefined for 0.
  public var reciprocal: Rational {
    switch storage {
    case .small(0, _): .undefined
    case .small(let numerator, let denominator):
      Rational(
        storage: .small(
          numerator < 0 ? -denominator : denominator, Int(numerator.magnitude)))
    case .big(let numerator, let denominator):
      Rational(
        lowestTerms: numerator.signum < 0 ? -denominator : denominator, numerator.magnitude)
    }
  }

  /// Returns a/b + c/d in lowest terms, or `nil` where a step overflows; the operands are not both
  /// integers.
  private static func smallSum(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Rational? {
    guard b != 0 && d != 0 else { return .undefined }
    let common = Int(greatestCommonDivisor(UInt(b), UInt(d)))
    let (left, overflow1) = a.multipliedReportingOverflow(by: d / common)
    let (right, overflow2) = c.multipliedReportingOverflow(by: b / common)
    let (sum, overflow3) = left.addingReportingOverflow(right)
    if overflow1 || overflow2 || overflow3 || sum == .min { return nil }
    // Any factor that sum and denominator share divides `common`.
    let shared = Int(greatestCommonDivisor(sum.magnitude, UInt(common)))
    let (denominator, overflow4) = (b / common).multipliedReportingOverflow(by: d / shared)
    return overflow4 ? nil : Rational(storage: .small(sum / shared, denominator))
  }

  /// Returns (a/b)(c/d) in lowest terms, or `nil` where a step overflows.
  private static func smallProduct(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Rational? {
    guard b != 0 && d != 0 else { return .undefined }
    let left = d == 1 ? 1 : Int(greatestCommonDivisor(a.magnitude, UInt(d)))
    let right = b == 1 ? 1 : Int(greatestCommonDivisor(c.magnitude, UInt(b)))
    let (numerator, overflow1) = (a / left).multipliedReportingOverflow(by: c / right)
    let (denominator, overflow2) = (b / right).multipliedReportingOverflow(by: d / left)
    if overflow1 || overflow2 { return nil }
    return Rational(lowestTerms: numerator, denominator)
  }
}
