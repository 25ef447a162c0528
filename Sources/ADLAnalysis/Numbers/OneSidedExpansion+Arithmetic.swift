import ADLPrograms

extension OneSidedExpansion {
  /// Returns the sum of the given terms and a remainder, with like terms collected.
  static func sum(_ parts: [Term], _ rest: Remainder, isTame: Bool) -> Self {
    var collected: [Scale: Base] = [:]
    for part in parts {
      collected[part.scale] =
        collected[part.scale].map { $0 + part.coefficient } ?? part.coefficient
    }
    var list: [Term] = []
    var rest = rest
    for (scale, coefficient) in collected.sorted(by: { $0.key > $1.key }) {
      if !coefficient.exists { return Self(.unknown) }
      if coefficient.sign.isCertainly(.zero) { continue }
      if list.count == termLimit {
        rest = rest + .scale(scale)
        break
      }
      if rest.absorbs(scale) { break }
      list.append(Term(coefficient: coefficient, scale: scale))
    }
    return Self(.terms(list, rest), isTame: isTame)
  }

  private static func add(_ x: Self, _ y: Self) -> Self {
    let isTame = x.isTame && y.isTame
    switch (x.form, y.form) {
    case (.terms(let a, let r), .terms(let b, let s)):
      return sum(a + b, r + s, isTame: isTame)
    case (.huge(let sign), .terms), (.terms, .huge(let sign)):
      return Self(.huge(sign), isTame: isTame)
    case (.huge(let a), .huge(let b)) where a == b: return Self(.huge(a), isTame: isTame)
    default: return Self(.unknown)
    }
  }

  private static func negate(_ x: Self) -> Self {
    switch x.form {
    case .unknown: x
    case .huge(let sign): Self(.huge(sign.opposite), isTame: x.isTame)
    case .terms(let list, let rest):
      Self(
        .terms(list.map { Term(coefficient: -$0.coefficient, scale: $0.scale) }, rest),
        isTame: x.isTame)
    }
  }

  private static func multiply(_ x: Self, _ y: Self) -> Self {
    if x.isZero { return x }
    if y.isZero { return y }
    let isTame = x.isTame && y.isTame
    switch (x.form, y.form) {
    case (.terms(let a, let r), .terms(let b, let s)):
      Work.count(Cost.application * a.count * b.count)
      if Work.hasEnded { return Self(.unknown) }
      var parts: [Term] = []
      for u in a {
        for v in b {
          parts.append(
            Term(coefficient: u.coefficient * v.coefficient, scale: u.scale * v.scale))
        }
      }
      var rest = r * s
      if let first = a.first { rest = rest + s * first.scale }
      if let first = b.first { rest = rest + r * first.scale }
      return sum(parts, rest, isTame: isTame)
    case (.huge, .unknown), (.unknown, _), (_, .unknown): return Self(.unknown)
    case (.huge, _), (_, .huge):
      // A known sign bounds the other factor from below by a power of s.
      guard case .known(let sign) = x.sign * y.sign else { return Self(.unknown) }
      return Self(.huge(sign), isTame: isTame)
    }
  }

  /// The function divided by its leading term, less 1: it tends to 0. `nil` without a leading term.
  var relativeRest: (leading: Term, rest: Self)? {
    guard let leading, let terms else { return nil }
    let inverse = leading.scale.reciprocal
    return (
      leading,
      Self(
        .terms(
          terms.list.dropFirst().map {
            Term(
              coefficient: $0.coefficient / leading.coefficient, scale: $0.scale * inverse)
          }, terms.rest * inverse), isTame: isTame)
    )
  }

  /// Returns Σ c_k δ^k for a δ that tends to 0, where c_k is `coefficient(k)`.
  static func series(_ delta: Self, _ coefficient: (Int) -> Base?) -> Self {
    var result = Self(constant: coefficient(0) ?? .notANumber)
    var power = Self(1)
    for k in 1...termLimit {
      power = multiply(power, delta)
      if power.isZero { return result }
      guard let c = coefficient(k) else {
        // What follows is of the order of this power.
        return add(result, power.bound)
      }
      result = add(result, multiply(Self(constant: c), power))
    }
    return add(result, multiply(power, delta).bound)
  }

  /// 0, up to something at most as large as the function.
  private var bound: Self {
    guard let terms else { return Self(.unknown) }
    let rest = terms.list.first.map { terms.rest + .scale($0.scale) } ?? terms.rest
    return Self(.terms([], rest), isTame: isTame)
  }

  private static func reciprocal(_ y: Self) -> Self {
    if case .huge = y.form { return Self(.terms([], .flat), isTame: y.isTame) }
    guard let (leading, delta) = y.relativeRest else { return Self(.unknown) }
    let front = Term(
      coefficient: Base(1) / leading.coefficient, scale: leading.scale.reciprocal)
    return multiply(
      Self(.terms([front], .none)), series(delta) { Base($0 % 2 == 0 ? 1 : -1) })
  }

  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    switch operation {
    case .addition: add(x, y)
    case .subtraction: add(x, negate(y))
    case .multiplication: multiply(x, y)
    case .division: multiply(x, reciprocal(y))
    case .power: power(x, exponent: y)
    }
  }

  static func lift(power n: Int, _ x: Self) -> Self {
    if case .huge(let sign) = x.form, n != 0 {
      if n < 0 { return Self(.terms([], .flat), isTame: x.isTame) }
      return Self(.huge(n % 2 == 0 ? .positive : sign), isTame: x.isTame)
    }
    if n.magnitude <= 64 {
      let power = powerByProducts(x, Int(n.magnitude))
      return n < 0 ? reciprocal(power) : power
    }
    guard let (leading, delta) = x.relativeRest else { return Self(.unknown) }
    let front = Term(
      coefficient: Base.power(leading.coefficient, n),
      scale: Scale(
        power: leading.scale.power * Rational(n), logarithms: leading.scale.logarithms * n))
    return multiply(Self(.terms([front], .none)), binomial(Base(n), delta))
  }

  /// Returns (1 + δ)^exponent.
  private static func binomial(_ exponent: Base, _ delta: Self) -> Self {
    var coefficients = [Base(1)]
    return series(delta) { k in
      while coefficients.count <= k {
        let n = coefficients.count
        coefficients.append(coefficients[n - 1] * (exponent - Base(n - 1)) / Base(n))
      }
      return coefficients[k]
    }
  }

  private static func power(_ x: Self, exponent y: Self) -> Self {
    guard let terms = y.terms, terms.rest == .none, terms.list.allSatisfy({ $0.scale == .one })
    else { return exp(multiply(y, log(x))) }
    let constant = terms.list.first?.coefficient ?? Base(0)
    guard case .rational(let exponent) = constant.known else {
      return exp(multiply(y, log(x)))
    }
    return power(x, exponent)
  }

  static func power(_ x: Self, _ exponent: Rational) -> Self {
    if exponent == .zero { return Self(1) }
    if case .huge(.positive) = x.form {
      return exponent > .zero ? x : Self(.terms([], .flat), isTame: x.isTame)
    }
    guard let (leading, delta) = x.relativeRest else {
      // A power of something that vanishes.
      guard exponent > .zero, let terms = x.terms, terms.list.isEmpty else {
        return Self(.unknown)
      }
      guard case .scale(let scale) = terms.rest else { return x }
      guard scale.logarithms == 0 else { return Self(.unknown) }
      return Self(
        .terms([], .scale(Scale(power: scale.power * exponent, logarithms: 0))), isTame: x.isTame)
    }
    let logarithms = Rational(leading.scale.logarithms) * exponent
    guard leading.coefficient.sign.isCertainly(.positive), let count = logarithms.int else {
      return Self(.unknown)
    }
    let number = Base(Literal(double: exponent.double, exact: exponent))
    let front = Term(
      coefficient: Base.power(leading.coefficient, number),
      scale: Scale(power: leading.scale.power * exponent, logarithms: count))
    return multiply(Self(.terms([front], .none)), binomial(number, delta))
  }
}
