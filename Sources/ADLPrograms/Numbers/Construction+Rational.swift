extension Construction {
  /// The rational that the number is by its normal form, where it is known to exist.
  package var rational: Rational? {
    guard isSmall else { return nil }
    let form = NormalForm(self)
    if form.isZeroOverDenominators(limit: NormalForm.comparedLimit) { return exists ? .zero : nil }
    return form.constant.flatMap { exists ? $0 : nil }
  }

  /// `true` iff all operands certainly lie in the domains.
  private var exists: Bool {
    guard form.operands.allSatisfy(\.exists) else { return false }
    return switch form {
    case .rational, .other: true
    case .unary(let operation, let x): x.isInside(operation)
    case .binary(let operation, let x, let y):
      switch operation {
      case .addition, .subtraction, .multiplication: true
      case .division: y.sign.isCertainlyNot(.zero)
      case .power: x.sign.isCertainly(.positive)
      }
    case .power(let x, let n): n >= 0 || x.sign.isCertainlyNot(.zero)
    }
  }

  /// `true` iff the number certainly lies in the domain of an operation.
  private func isInside(_ operation: UnaryOperation) -> Bool {
    switch operation {
    case .negation, .exp, .sin, .cos, .atan, .sinh, .cosh, .tanh, .expMinusOne, .erf: true
    case .tan: Construction(.cos, self)?.sign.isCertainlyNot(.zero) ?? false
    case .log: sign.isCertainly(.positive)
    case .sqrt: sign.isCertainlyNot(.negative)
    case .logOnePlus: distance(from: -1).isCertainly(.positive)
    case .asin, .acos:
      distance(from: -1).isCertainlyNot(.negative) && distance(from: 1).isCertainlyNot(.positive)
    }
  }

  /// The sign of what the number exceeds `bound` by.
  private func distance(from bound: Int) -> KnownSign {
    Construction(.subtraction, self, Construction(Rational(bound)))?.sign ?? .notKnown
  }
}
