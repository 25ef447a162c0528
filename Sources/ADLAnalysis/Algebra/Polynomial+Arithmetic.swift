import ADLPrograms

extension Polynomial {
  public static prefix func - (a: Polynomial) -> Polynomial {
    Polynomial(a.coefficients.map { -$0 })
  }

  public static func + (a: Polynomial, b: Polynomial) -> Polynomial {
    let (long, short) = a.degree >= b.degree ? (a, b) : (b, a)
    var sum = long.coefficients
    for (power, coefficient) in short.coefficients.enumerated() {
      sum[power] = sum[power] + coefficient
    }
    return Polynomial(sum)
  }

  public static func - (a: Polynomial, b: Polynomial) -> Polynomial { a + -b }

  /// - Complexity: O(deg a · deg b).
  public static func * (a: Polynomial, b: Polynomial) -> Polynomial {
    if a.isConstant || b.isConstant {
      return a.isConstant ? b.scaled(by: a.constantTerm) : a.scaled(by: b.constantTerm)
    }
    Work.count(Cost.rational * a.coefficients.count * b.coefficients.count)
    var product = [Rational](repeating: .zero, count: a.degree + b.degree + 1)
    for (i, left) in a.coefficients.enumerated() where left != .zero {
      for (j, right) in b.coefficients.enumerated() where right != .zero {
        product[i + j] = product[i + j] + left * right
      }
    }
    return Polynomial(product)
  }

  /// Returns this polynomial times the number `factor`.
  public func scaled(by factor: Rational) -> Polynomial {
    if factor == .one { return self }
    return factor == .zero ? .zero : Polynomial(coefficients.map { $0 * factor })
  }

  /// Returns quotient and remainder of the division by `divisor`.
  /// - Requires: `divisor` is not 0.
  public func quotientAndRemainder(dividingBy divisor: Polynomial) -> (Polynomial, Polynomial) {
    guard degree >= divisor.degree else { return (.zero, self) }
    let steps = degree - divisor.degree + 1
    Work.count(Cost.rational * steps * divisor.coefficients.count)
    var remainder = coefficients
    var quotient = [Rational](repeating: .zero, count: degree - divisor.degree + 1)
    let inverse = divisor.leadingCoefficient.reciprocal
    for shift in stride(from: degree - divisor.degree, through: 0, by: -1) {
      let factor = remainder[shift + divisor.degree] * inverse
      quotient[shift] = factor
      if factor == .zero { continue }
      for (power, coefficient) in divisor.coefficients.enumerated() {
        remainder[shift + power] = remainder[shift + power] - factor * coefficient
      }
    }
    return (Polynomial(quotient), Polynomial(remainder))
  }

  /// Returns the quotient of the division by `divisor`, which is not 0.
  func quotient(dividingBy divisor: Polynomial) -> Polynomial {
    quotientAndRemainder(dividingBy: divisor).0
  }

  /// The derivative.
  public var derivative: Polynomial {
    Polynomial(coefficients.enumerated().dropFirst().map { Rational($0) * $1 })
  }

  /// Returns the polynomial y ↦ self(scale y + shift).
  /// - Complexity: O(deg²).
  func composed(scale: Rational, shift: Rational) -> Polynomial {
    var c = coefficients
    Work.count(Cost.rational * (c.count + (shift == .zero ? 0 : c.count * c.count / 2)))
    if shift != .zero {
      for i in c.indices {
        for j in stride(from: c.count - 2, through: i, by: -1) { c[j] = c[j] + shift * c[j + 1] }
      }
    }
    guard scale != .one else { return Polynomial(c) }
    var factor = Rational.one
    for i in c.indices {
      c[i] = c[i] * factor
      factor = factor * scale
    }
    return Polynomial(c)
  }
}
