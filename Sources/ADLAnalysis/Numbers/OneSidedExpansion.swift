import ADLPrograms

/// The expansion of a function of s just to the right of s = 0 in powers of s and of L = -log s,
/// which tends to infinity: c_1 s^a_1 L^b_1 + c_2 s^a_2 L^b_2 + …, up to a remainder.
///
/// As a number system it evaluates a program beside a point where it may have no power series: the
/// expansion tells a limit, finite or infinite, and the limit of the derivative. The exponents of s
/// are rational, those of L whole; what grows or vanishes in other ways is unknown, or known to be
/// beyond all powers.
struct OneSidedExpansion<Base: KnowableNumber>: Sendable {
  /// What is known of the function.
  enum Form: Sendable {
    /// A sum of terms, from the greatest, and what is left.
    case terms([Term], Remainder)

    /// It exceeds every power of 1/s, with this sign.
    case huge(Sign)
    case unknown
  }

  struct Term: Sendable {
    var coefficient: Base
    var scale: Scale
  }

  /// s^power L^logarithms; the greater function is the greater scale.
  struct Scale: Hashable, Sendable, Comparable {
    var power: Rational
    var logarithms: Int

    static var one: Scale { Scale(power: .zero, logarithms: 0) }

    static func * (a: Scale, b: Scale) -> Scale {
      Scale(power: a.power + b.power, logarithms: a.logarithms + b.logarithms)
    }

    var reciprocal: Scale { Scale(power: -power, logarithms: -logarithms) }

    static func < (a: Scale, b: Scale) -> Bool {
      a.power != b.power ? a.power > b.power : a.logarithms < b.logarithms
    }
  }

  /// What the terms leave out.
  enum Remainder: Hashable, Sendable {
    /// Nothing.
    case none

    /// Less than every power of s.
    case flat

    /// At most a multiple of the scale.
    case scale(Scale)
  }

  let form: Form

  /// `true` iff the function belongs to a field that is closed under differentiation and whose
  /// elements have signs near s = 0 (a Hardy field): it does not oscillate, so that a derivative of
  /// its expansion is one of its derivative.
  let isTame: Bool

  /// The maximum number of terms that are kept.
  static var termLimit: Int { 8 }

  init(_ form: Form, isTame: Bool = true) {
    self.form = form
    self.isTame = isTame
  }

  /// Creates the constant `value`.
  init(constant value: Base) {
    if !value.exists {
      self.init(.unknown)
    } else if value.sign.isCertainly(.zero) {
      self.init(.terms([], .none))
    } else {
      self.init(.terms([Term(coefficient: value, scale: .one)], .none))
    }
  }

  /// Creates x + s d.
  init(at x: Base, along d: Base) {
    let step = Term(coefficient: d, scale: Scale(power: .one, logarithms: 0))
    self.init(
      .terms(Self(constant: x).terms.map { $0.list + [step] } ?? [], .none))
  }

  /// Creates the function with the given Taylor series.
  init(_ series: Series<Base>) {
    func scale(_ power: Int) -> Scale { Scale(power: Rational(power), logarithms: 0) }
    self = Self.sum(
      series.coefficients.enumerated().map { Term(coefficient: $1, scale: scale($0)) },
      series.order.map { .scale(scale($0 + 1)) } ?? .none, isTame: true)
  }

  /// The terms and the remainder, where the function is known by such.
  var terms: (list: [Term], rest: Remainder)? {
    if case .terms(let list, let rest) = form { (list, rest) } else { nil }
  }

  /// The greatest term, where its coefficient is known not to be 0.
  var leading: Term? {
    terms?.list.first.flatMap { $0.coefficient.sign.isCertainlyNot(.zero) ? $0 : nil }
  }
}

extension OneSidedExpansion.Remainder {
  /// The greater of two remainders.
  static func + (a: Self, b: Self) -> Self {
    switch (a, b) {
    case (.scale(let x), .scale(let y)): .scale(max(x, y))
    case (.scale, _): a
    case (_, .scale): b
    case (.none, .none): .none
    default: .flat
    }
  }

  /// The remainder of a product with something at most `scale`.
  static func * (a: Self, scale: OneSidedExpansion.Scale) -> Self {
    if case .scale(let own) = a { .scale(own * scale) } else { a }
  }

  static func * (a: Self, b: Self) -> Self {
    switch (a, b) {
    case (.none, _), (_, .none): .none
    case (.scale(let x), .scale(let y)): .scale(x * y)
    default: .flat
    }
  }

  /// `true` iff something of the given scale is lost in the remainder.
  func absorbs(_ scale: OneSidedExpansion.Scale) -> Bool {
    if case .scale(let own) = self { scale <= own } else { false }
  }
}
