extension Rounded {
  /// Returns the value of `formula`, rounded once; but where it is made of + - * / alone, each of
  /// them is rounded.
  public static func value(of formula: some NumberFormula, at x: [Self]) -> Self {
    formula.isRational ? formula(x) : once(x, formula)
  }

  /// Returns the value of `formula` at `x`, rounded once; where an operand is not finite, or there
  /// is no real value, what doubles have, rounded.
  static func once(_ x: [Self], _ formula: some NumberFormula) -> Self {
    let doubles = x.map(\.double)
    guard doubles.allSatisfy(\.isFinite) else { return Self(nearest: formula(doubles)) }
    let interval = formula(doubles.map { Interval($0) })
    if let settled = format.settled(interval) { return Self(nearest: settled) }
    let number = formula(doubles.map { Certified(Rational($0)) })
    if number.isDefined, let settled = format.rounded(number) { return Self(nearest: settled) }
    return Self(nearest: formula(doubles))
  }
}

/// An operation of every number system, as a formula.
struct OperationFormula: NumberFormula {
  let operation: UnaryOperation
  let isRational = false
  func callAsFunction<S: RealNumber>(_ x: [S]) -> S { operation(x[0]) }
}

/// The power of a positive base.
struct PowerFormula: NumberFormula {
  let isRational = false
  func callAsFunction<S: RealNumber>(_ x: [S]) -> S { S.power(x[0], x[1]) }
}

/// The power with a whole exponent.
struct IntegerPowerFormula: NumberFormula {
  let n: Int
  let isRational = false
  func callAsFunction<S: RealNumber>(_ x: [S]) -> S { S.power(x[0], n) }
}
