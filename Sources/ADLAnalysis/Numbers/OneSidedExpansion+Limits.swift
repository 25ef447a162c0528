import ADLPrograms

extension OneSidedExpansion {
  enum Limit {
    case finite(Base)
    case infinite(Sign)

    /// It is not known, or there is none.
    case unknown
  }

  /// The limit at s = 0.
  var limit: Limit {
    switch form {
    case .unknown: return .unknown
    case .huge(let sign): return .infinite(sign)
    case .terms(let list, let rest):
      if let first = list.first, first.scale > .one {
        guard case .known(let sign) = leading?.coefficient.sign else { return .unknown }
        return .infinite(sign)
      }
      if rest.absorbs(.one) { return .unknown }
      guard let first = list.first, first.scale == .one else { return .finite(Base(0)) }
      return .finite(first.coefficient)
    }
  }

  /// The derivative at s = 0 of the function that has its limit there, or the limit of the
  /// derivative where that limit is infinite.
  var slope: Limit {
    switch form {
    case .unknown: return .unknown
    // What grows as s decreases has a derivative of the other sign.
    case .huge(let sign): return isTame ? .infinite(sign.opposite) : .unknown
    case .terms(let list, let rest):
      if let first = list.first, first.scale > .one {
        guard isTame, case .known(let sign) = leading?.coefficient.sign else { return .unknown }
        return .infinite(sign.opposite)
      }
      // The limit of the difference quotient.
      let step = Scale(power: Rational(-1), logarithms: 0)
      let quotients = list.filter { $0.scale != .one }.map {
        Term(coefficient: $0.coefficient, scale: $0.scale * step)
      }
      return OneSidedExpansion(.terms(quotients, rest * step), isTame: isTame).limit
    }
  }
}

extension OneSidedExpansion: LiftedNumber {
  init(_ literal: Literal) { self.init(constant: Base(literal)) }
  init(_ value: Int) { self.init(constant: Base(value)) }

  static var notANumber: Self { Self(.unknown) }

  /// The sign for small positive s.
  var sign: KnownSign {
    switch form {
    case .unknown: return .notKnown
    case .huge(let sign): return .known(sign)
    case .terms(let list, let rest):
      if list.isEmpty { return rest == .none ? .known(.zero) : .notKnown }
      return leading?.coefficient.sign ?? .notKnown
    }
  }

  /// `true` iff the function is 0.
  var isZero: Bool { terms.map { $0.list.isEmpty && $0.rest == .none } ?? false }

  var double: Double {
    switch limit {
    case .finite(let value): value.double
    case .infinite(let sign): sign == .negative ? -.infinity : .infinity
    case .unknown: .nan
    }
  }
}
