/// The elementary functions as solutions of differential equations, coefficient by coefficient
/// (Griewank and Walther, Evaluating Derivatives, table 13.2): O(K²) each.
extension Series {
  /// The derivative with respect to t, known to one order less.
  public var derivative: Self {
    guard let order else { return Self(constant: Base(0)) }
    return Self.make(order - 1) { Base($0 + 1) * self[$0 + 1] }
  }

  /// Returns the series with derivative `derivative` and value `constantTerm` at t = 0; a constant
  /// where `derivative` is one, as the derivative of a constant's function is 0.
  static func integral(_ constantTerm: Base, _ derivative: Self) -> Self {
    guard let order = derivative.order else { return Self(constant: constantTerm) }
    return make(order + 1) { power in
      power == 0 ? constantTerm : derivative[power - 1] / Base(power)
    }
  }

  /// Returns e with e_0 = `constantTerm` and e' = e x'.
  static func exponential(_ x: Self, _ constantTerm: Base) -> Self {
    guard let order = x.order else { return Self(constant: constantTerm) }
    guard order >= 0 else { return .unknown }
    return recur(constantTerm, order: order) { power, known in
      convolution(power, x) { known[$0] }
    }
  }

  /// Returns s and c with s' = c x' and c' = ∓ s x', minus for the circular functions.
  static func sineAndCosine(
    _ x: Self, _ sine: Base, _ cosine: Base, isCircular: Bool
  ) -> (sine: Self, cosine: Self) {
    guard let order = x.order else { return (Self(constant: sine), Self(constant: cosine)) }
    guard order >= 0 else { return (.unknown, .unknown) }
    Work.count(2 * Cost.recurrence(order))
    var sines = [sine]
    var cosines = [cosine]
    for power in 0..<order {
      let nextSine = convolution(power + 1, x) { cosines[$0] }
      let nextCosine = convolution(power + 1, x) { sines[$0] }
      sines.append(nextSine)
      cosines.append(isCircular ? -nextCosine : nextCosine)
    }
    return (Self(sines, order: order), Self(cosines, order: order))
  }

  /// Returns y with y_0 = `constantTerm` and y' = (1 ± y²) x', plus for the circular tangent.
  static func tangent(_ x: Self, _ constantTerm: Base, isCircular: Bool) -> Self {
    guard let order = x.order else { return Self(constant: constantTerm) }
    guard order >= 0 else { return .unknown }
    var slopes: [Base] = []
    return recur(constantTerm, order: order) { power, known in
      var square = known[0] * known[power - 1]
      for i in 1..<max(power, 1) { square = square + known[i] * known[power - 1 - i] }
      let change = isCircular ? square : -square
      slopes.append(power == 1 ? Base(1) + change : change)
      return convolution(power, x) { slopes[$0] }
    }
  }

  /// Returns the coefficient of t^power in the integral of s x': (1/k) Σ i x_i s_(k-i).
  private static func convolution(_ power: Int, _ x: Self, _ slope: (Int) -> Base) -> Base {
    var sum = x[1] * slope(power - 1)
    for i in 1..<power { sum = sum + Base(i + 1) * x[i + 1] * slope(power - i - 1) }
    return sum / Base(power)
  }
}
