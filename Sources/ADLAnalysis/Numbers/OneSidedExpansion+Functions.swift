import ADLPrograms

/// Elementary functions of expansions: where the argument has a finite limit, by the Taylor series
/// there; at poles, branch points and infinity by identities.
extension OneSidedExpansion {
  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    switch operation {
    case .negation: return multiply(Self(-1), x)
    case .sqrt: return power(x, Rational(1, 2))
    case .log: return logarithm(x)
    default: break
    }
    if let (center, delta) = x.aroundLimit {
      if let result = atFinite(operation, center, delta) { return result }
      return Self(.unknown)
    }
    return atInfinity(operation, x)
  }

  private static func multiply(_ x: Self, _ y: Self) -> Self { x * y }

  /// The finite limit, and the rest, which tends to 0.
  private var aroundLimit: (center: Base, delta: Self)? {
    guard let terms, !terms.rest.absorbs(.one) else { return nil }
    guard let first = terms.list.first, first.scale >= .one else { return (Base(0), self) }
    guard first.scale == .one else { return nil }
    return (
      first.coefficient,
      Self(.terms(Array(terms.list.dropFirst()), terms.rest), isTame: isTame)
    )
  }

  private static func atFinite(_ operation: UnaryOperation, _ center: Base, _ delta: Self) -> Self?
  {
    let x = Self(constant: center) + delta
    switch operation {
    case .tan where Base.cos(center).sign.isCertainly(.zero): return sin(x) / cos(x)
    case .tan where !Base.cos(center).sign.isKnown: return nil
    case .asin, .acos:
      // asin x = π/2 - 2 asin √((1 - x)/2) near 1.
      let one = Base(1)
      if Base.order(center, one).isCertainly(.zero) {
        let half = Self(2) * asin(power((Self(1) - x) / Self(2), Rational(1, 2)))
        return operation == .acos ? half : Self(constant: Base.asin(one)) - half
      }
      if Base.order(center, -one).isCertainly(.zero) {
        let half = Self(2) * asin(power((Self(1) + x) / Self(2), Rational(1, 2)))
        let quarter = Self(constant: Base.asin(one))
        return operation == .acos ? Self(2) * quarter - half : half - quarter
      }
    case .logOnePlus where !Base.order(center, Base(-1)).isCertainly(.positive):
      return logarithm(Self(1) + x)
    default: break
    }
    let taylor = operation(Series(at: center, along: Base(1), order: termLimit))
    return series(delta) { k in
      (taylor.order ?? k) >= k && taylor[k].exists ? taylor[k] : nil
    }
  }

  private static func logarithm(_ x: Self) -> Self {
    guard let (leading, delta) = x.relativeRest, leading.coefficient.sign.isCertainly(.positive),
      leading.scale.logarithms == 0
    else { return Self(.unknown) }
    // log(c s^a (1 + δ)) = log c - a L + log(1 + δ).
    let power = -leading.scale.power
    let number = Base(Literal(double: power.double, exact: power))
    let front: [Term] =
      power == .zero
      ? [] : [Term(coefficient: number, scale: Scale(power: .zero, logarithms: 1))]
    return Self(.terms(front, .none)) + Self(constant: Base.log(leading.coefficient))
      + series(delta) { k in
        k == 0 ? Base(0) : Base(k % 2 == 0 ? -1 : 1) / Base(k)
      }
  }

  /// The function of an argument that tends to infinity, or of which no limit is known.
  private static func atInfinity(_ operation: UnaryOperation, _ x: Self) -> Self {
    if operation == .sin || operation == .cos {
      return Self(.terms([], .scale(.one)), isTame: false)
    }
    guard case .infinite(let side) = x.limit else { return Self(.unknown) }
    switch operation {
    case .exp: return exponential(x)
    case .expMinusOne: return exponential(x) - Self(1)
    case .logOnePlus: return logarithm(Self(1) + x)
    case .sinh: return (exponential(x) - exponential(-x)) / Self(2)
    case .cosh: return (exponential(x) + exponential(-x)) / Self(2)
    case .tanh:
      // 1 - 2/(e^2x + 1), for positive x.
      let size = Self(side.rawValue)
      return size * (Self(1) - Self(2) / (exponential(Self(2) * size * x) + Self(1)))
    case .atan:
      let quarter = Self(constant: Base.asin(Base(side.rawValue)))
      return quarter - atan(Self(1) / x)
    case .erf:
      // x exceeds a multiple of L, and exp(-L²) is less than every power of s.
      return Self(.terms([], .flat), isTame: x.isTame) + Self(side.rawValue)
    default: return Self(.unknown)
    }
  }

  private static func exponential(_ x: Self) -> Self {
    guard let terms = x.terms, let leading = x.leading else {
      if case .huge(let sign) = x.form {
        return sign == .positive ? x : Self(.terms([], .flat), isTame: x.isTame)
      }
      return Self(.unknown)
    }
    let logarithm = Scale(power: .zero, logarithms: 1)
    guard leading.scale == logarithm else {
      return leading.coefficient.sign.isCertainly(.positive)
        ? Self(.huge(.positive), isTame: x.isTame) : Self(.terms([], .flat), isTame: x.isTame)
    }
    // exp(r L + y) = s^-r exp(y).
    guard case .rational(let rate) = leading.coefficient.known else { return Self(.unknown) }
    let rest = Self(.terms(Array(terms.list.dropFirst()), terms.rest), isTame: x.isTame)
    guard case .terms(_, let remainder) = rest.form, !remainder.absorbs(.one) else {
      return Self(.unknown)
    }
    let front = Term(coefficient: Base(1), scale: Scale(power: -rate, logarithms: 0))
    return Self(.terms([front], .none)) * exp(rest)
  }
}
