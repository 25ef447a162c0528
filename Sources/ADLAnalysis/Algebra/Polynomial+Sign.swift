import ADLPrograms

extension Polynomial {
  /// Returns the sign of the value at `x`: by doubles where they suffice, else exactly.
  func sign(at x: Rational) -> Sign {
    if isConstant { return constantTerm.exactSign }
    Work.count(Cost.rational * coefficients.count)
    return approximateSign(at: x.double, margin: 0) ?? exactSign(at: x)
  }

  /// Returns the sign that the polynomial has within `margin` of `x` and of the real number next to
  /// which `x` lies; `nil` where evaluation in doubles with an error bound does not show it.
  func approximateSign(at x: Double, margin: Double) -> Sign? {
    var (value, size, slope) = (0.0, 0.0, 0.0)
    let reach = x.magnitude.nextUp + margin
    for coefficient in coefficients.reversed() {
      let c = coefficient.double
      value = value * x + c
      slope = slope * reach + size
      size = size * reach + c.magnitude
    }
    // Horner's rule errs by at most 2 (n + 1) units in the last place of `size`, the coefficients
    // and `x` by one each; doubled, the bound covers its own rounding.
    let units = Double(4 * (coefficients.count + 2)) * Double.ulpOfOne
    let bound = size * units + slope * (margin * 1.01 + x.magnitude * Double.ulpOfOne * 2)
    guard bound.isFinite, value.magnitude > bound + Double.leastNormalMagnitude * 1e10
    else { return nil }
    return value > 0 ? .positive : .negative
  }

  /// The sign of Σ c_i a^i b^(n-i) for x = a/b, in whole numbers without common divisors.
  private func exactSign(at x: Rational) -> Sign {
    let part = coefficients.allSatisfy(\.isInteger) ? self : primitivePart
    let (a, b) = (x.numerator, x.denominator)
    var value = Integer(0)
    var power = Integer(1)
    for coefficient in part.coefficients.reversed() {
      value = value * a + coefficient.numerator * power
      power = power * b
    }
    return value == 0 ? .zero : value > 0 ? .positive : .negative
  }

  /// An upper bound of the derivative's absolute value on |x| <= `reach`.
  func slopeBound(reach exact: Rational) -> Rational {
    // A short number above keeps the products short.
    let reach = ((exact * Rational(8)).floor + .one) * Rational(1, 8)
    var (slope, size) = (Rational.zero, Rational.zero)
    for coefficient in coefficients.reversed() {
      slope = slope * reach + size
      size = size * reach + coefficient.magnitude
    }
    return slope
  }
}

extension Rational {
  /// The sign of a number that exists; zero for `undefined`.
  var exactSign: Sign { if case .known(let sign) = sign { sign } else { .zero } }
}
