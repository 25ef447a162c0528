import ADLPrograms

extension Polynomial {
  /// The multiple of this polynomial by a positive number that has whole coefficients without a
  /// common divisor.
  public var primitivePart: Polynomial {
    guard !isZero else { return self }
    var denominator = Integer(1)
    for coefficient in coefficients where !coefficient.isInteger {
      let next = coefficient.denominator
      denominator = denominator * (next / Integer.greatestCommonDivisor(denominator, next))
    }
    let whole = denominator == 1 ? self : scaled(by: Rational(denominator))
    var common: Integer = 0
    for coefficient in whole.coefficients {
      common = Integer.greatestCommonDivisor(common, coefficient.numerator)
      if common == 1 { return whole }
    }
    return whole.scaled(by: Rational(Integer(1), common))
  }

  /// This polynomial as its primitive part with a positive leading coefficient: one representative
  /// for all that have the same roots with the same multiplicities.
  var normalized: Polynomial {
    let part = primitivePart
    return part.leadingCoefficient.sign.isCertainly(.negative) ? -part : part
  }

  /// Returns the greatest common divisor, normalized; that of 0 and b is b.
  ///
  /// Euclid's algorithm on primitive parts, after a test modulo a prime that finds most coprime
  /// pairs. Where the work ends before, 1 is returned.
  /// - Complexity: O(deg²) operations on coefficients, whose size may grow with the degree.
  public static func greatestCommonDivisor(_ a: Polynomial, _ b: Polynomial) -> Polynomial {
    if a.isZero { return b.normalized }
    if b.isZero { return a.normalized }
    if a.isConstant || b.isConstant { return .one }
    var (u, v) = (a.primitivePart, b.primitivePart)
    if u.degree < v.degree { swap(&u, &v) }
    if ResiduePolynomial.areCoprime(u, v) { return .one }
    while !v.isZero {
      if v.isConstant || Work.hasEnded { return .one }
      (u, v) = (v, u.quotientAndRemainder(dividingBy: v).1.primitivePart)
    }
    return u.normalized
  }

  /// The normalized polynomial with the same complex roots, each simple.
  var squareFreePart: Polynomial {
    guard degree > 1 else { return normalized }
    let common = Polynomial.greatestCommonDivisor(self, derivative)
    return common.isConstant ? normalized : quotient(dividingBy: common).normalized
  }
}

/// A polynomial with whole coefficients, modulo a prime below 2^31.
private struct ResiduePolynomial {
  static let prime: UInt64 = 2_147_483_629

  var coefficients: [UInt64]

  init?(_ polynomial: Polynomial) {
    let prime = Integer(Int(Self.prime))
    coefficients = polynomial.coefficients.map { coefficient in
      if let small = coefficient.int {
        let residue = small % Int(Self.prime)
        return UInt64(residue < 0 ? residue + Int(Self.prime) : residue)
      }
      let residue = coefficient.numerator % prime
      return UInt64((residue < 0 ? residue + prime : residue).lowWord)
    }
    if coefficients.last == 0 { return nil }
  }

  /// `true` only if the two polynomials, with whole coefficients, have no common divisor: where the
  /// leading coefficients survive, a common divisor survives modulo the prime.
  static func areCoprime(_ a: Polynomial, _ b: Polynomial) -> Bool {
    guard var u = ResiduePolynomial(a)?.coefficients, var v = ResiduePolynomial(b)?.coefficients
    else { return false }
    Work.count(4 * u.count * v.count)
    while v.count > 1 {
      let inverse = power(v[v.count - 1], prime - 2)
      while u.count >= v.count {
        let factor = u[u.count - 1] * inverse % prime
        let shift = u.count - v.count
        if factor != 0 {
          for (i, c) in v.enumerated() {
            u[shift + i] = (u[shift + i] + prime - factor * c % prime) % prime
          }
        }
        u.removeLast()
      }
      while u.last == 0 { u.removeLast() }
      swap(&u, &v)
    }
    return v.count == 1
  }

  private static func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, rest): (UInt64, UInt64, UInt64) = (1, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result * square % prime }
      square = square * square % prime
      rest >>= 1
    }
    return result
  }
}
