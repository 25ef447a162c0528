extension Series {
  public static prefix func - (x: Self) -> Self {
    Self(x.coefficients.map { -$0 }, order: x.order)
  }

  public static func + (x: Self, y: Self) -> Self {
    make(commonOrder(x, y)) { x[$0] + y[$0] }
  }

  public static func - (x: Self, y: Self) -> Self {
    make(commonOrder(x, y)) { x[$0] - y[$0] }
  }

  /// The product, by Cauchy's formula.
  ///
  /// - Complexity: O(K²); O(K) when one of them is a constant.
  public static func * (x: Self, y: Self) -> Self {
    if x.order == nil { return make(y.order) { x.constantTerm * y[$0] } }
    if y.order == nil { return make(x.order) { x[$0] * y.constantTerm } }
    let order = commonOrder(x, y)
    Work.count(Cost.recurrence(order ?? 0))
    return make(order) { power in
      var sum = x[0] * y[power]
      for i in 0..<power { sum = sum + x[i + 1] * y[power - i - 1] }
      return sum
    }
  }

  /// The quotient; a power of t that divides both is cancelled, and its exponent is lost from the
  /// order.
  public static func / (x: Self, y: Self) -> Self {
    if y.order == nil { return make(x.order) { x[$0] / y.constantTerm } }
    if x.isZero { return x }
    guard let valuation = y.valuation else { return .unknown }
    if let leading = x.valuation, leading < valuation {
      // A pole: its sign for small positive t, where the base divides by zero, and nothing beyond.
      let pole = x[leading] / y[valuation] / Base(0)
      return make(commonOrder(x, y)) { $0 == 0 ? pole : .notANumber }
    }
    return divide(x.shiftedDown(by: valuation), y.shiftedDown(by: valuation))
  }

  /// Returns the quotient by the recurrence y_0 q_k = x_k - Σ q_i y_(k-i).
  private static func divide(_ x: Self, _ y: Self) -> Self {
    guard let order = commonOrder(x, y) else { return x }
    guard order >= 0 else { return .unknown }
    return recur(x[0] / y[0], order: order) { power, quotient in
      var rest = x[power]
      for i in 0..<power { rest = rest - quotient[i] * y[power - i] }
      return rest / y[0]
    }
  }
}
