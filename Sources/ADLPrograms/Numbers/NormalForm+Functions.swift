/// Functions of one form, in few atoms: exp, log and powers, sin and cos, arctan, arcsin and erf.
extension NormalForm {
  package static func lift(_ operation: UnaryOperation, _ x: NormalForm) -> NormalForm {
    guard x.isKnown else { return .notANumber }
    if operation == .negation { return x.scaled(by: Rational(-1)) }
    if let constant = x.constant {
      let value = operation(constant)
      if value.isDefined { return NormalForm(constant: value, x.table) }
    }
    switch operation {
    case .negation: return x.scaled(by: Rational(-1))
    case .exp: return exponential(x)
    case .log: return logarithm(x)
    case .sqrt: return power(x, toForm: NormalForm(constant: Rational(1, 2)))
    case .expMinusOne: return exponential(x) - NormalForm(1)
    case .logOnePlus: return logarithm(NormalForm(1) + x)
    case .sinh: return halfOfExponentials(x, Rational(-1))
    case .cosh: return halfOfExponentials(x, .one)
    case .tanh: return halfOfExponentials(x, Rational(-1)) / halfOfExponentials(x, .one)
    case .sin: return sine(x)
    case .cos: return cosine(x)
    case .tan: return sine(x) / cosine(x)
    case .acos: return quarterOfPi.scaled(by: Rational(2)) - arc(.asin, x)
    case .asin, .atan: return arc(operation, x)
    case .erf: return odd(x) { form(of: .unary(.erf, $0.terms), $0.table) }
    }
  }

  /// (exp(x) ± exp(-x))/2.
  private static func halfOfExponentials(_ x: NormalForm, _ sign: Rational) -> NormalForm {
    (exponential(x) + exponential(-x).scaled(by: sign)).scaled(by: Rational(1, 2))
  }

  /// An odd function, written with one sign of the argument.
  private static func odd(_ x: NormalForm, _ function: (NormalForm) -> NormalForm) -> NormalForm {
    guard let leading = x.leadingTerm, leading.value < .zero else { return function(x) }
    return function(-x).scaled(by: Rational(-1))
  }

  // MARK: - Angles

  /// π/4, the atom arctan 1.
  private static let quarterOfPi = NormalForm(
    constant: AtomTable.Atom.unary(.atan, [.one: .one]))

  private static func arc(_ operation: UnaryOperation, _ x: NormalForm) -> NormalForm {
    odd(x) { x in
      let quarters: Rational? =
        switch (operation, x.constant) {
        case (.atan, Rational(1)): .one
        case (.asin, Rational(1)): Rational(2)
        case (.asin, Rational(1, 2)): Rational(2, 3)
        default: nil
        }
      if let quarters { return quarterOfPi.scaled(by: quarters) }
      return form(of: .unary(operation, x.terms), x.table)
    }
  }

  /// How many quarters of π an argument holds, and the rest of it.
  private static func turned(_ x: NormalForm) -> (quarters: Rational, rest: NormalForm) {
    let key = quarterOfPi.terms.keys.first!
    guard let quarters = x.terms[key] else { return (.zero, x) }
    return (quarters, x - quarterOfPi.scaled(by: quarters))
  }

  static func sine(_ x: NormalForm) -> NormalForm {
    let (quarters, rest) = turned(x)
    if let leading = rest.leadingTerm, leading.value < .zero {
      return sine(-x).scaled(by: Rational(-1))
    }
    let turns = (quarters / Rational(2)).floor
    let left = quarters - turns * Rational(2)
    let angle = rest + quarterOfPi.scaled(by: left)
    switch turns.modulo(4) {
    case 0: return principalSine(rest, left, angle)
    case 1: return principalCosine(rest, left, angle)
    case 2: return principalSine(rest, left, angle).scaled(by: Rational(-1))
    default: return principalCosine(rest, left, angle).scaled(by: Rational(-1))
    }
  }

  static func cosine(_ x: NormalForm) -> NormalForm {
    sine(x + quarterOfPi.scaled(by: Rational(2)))
  }

  /// The sine of an angle that holds less than two quarters of π.
  private static func principalSine(_ rest: NormalForm, _ quarters: Rational, _ angle: NormalForm)
    -> NormalForm
  {
    if rest.constant == .zero, let square = squareOfSine(quarters) {
      return .sqrt(NormalForm(constant: square))
    }
    return form(of: .unary(.sin, angle.terms), angle.table)
  }

  /// The cosine of such an angle.
  private static func principalCosine(
    _ rest: NormalForm, _ quarters: Rational, _ angle: NormalForm
  ) -> NormalForm {
    if rest.constant == .zero, let square = squareOfSine(quarters) {
      return .sqrt(NormalForm(constant: .one - square))
    }
    return power(.cosine(angle.terms), .one, angle.table)
  }

  /// sin² at some multiples of π/4 between 0 and 2 of them.
  private static func squareOfSine(_ quarters: Rational) -> Rational? {
    switch quarters {
    case .zero: .zero
    case Rational(2, 3): Rational(1, 4)
    case .one: Rational(1, 2)
    case Rational(4, 3): Rational(3, 4)
    default: nil
    }
  }

  /// 1 - sin².
  static func squareOfCosine(_ x: NormalForm) -> NormalForm {
    let sine = form(of: .unary(.sin, x.terms), x.table)
    return NormalForm(1) - sine * sine
  }
}

extension Rational {
  /// The remainder of an integer after division by `n`, from 0 to n - 1.
  fileprivate func modulo(_ n: Int) -> Int {
    let divisor = Rational(n)
    let rest = self - (self / divisor).floor * divisor
    return rest.int ?? 0
  }
}
