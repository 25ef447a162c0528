import ADLPrograms

/// A bound on the degrees of a rational function of t: of its numerator and its denominator.
///
/// Along a curve of polynomials, a rational guard whose series vanishes up to the degree of its
/// numerator vanishes identically; so "vanishes" is decidable (semantics, section 5).
struct DegreeBound: LiftedNumber {
  /// The bounds; `nil` for what is not a rational function, or of too high a degree to matter.
  let degrees: (numerator: Int, denominator: Int)?

  static let limit = 1 << 10

  init(degree numerator: Int, over denominator: Int = 0) {
    degrees = max(numerator, denominator) <= Self.limit ? (numerator, denominator) : nil
  }

  private init(unknown: Void) { degrees = nil }
  init(_ literal: Literal) { self.init(degree: 0) }
  init(_ value: Int) { self.init(degree: 0) }

  var sign: KnownSign { .notKnown }
  var isZero: Bool { false }
  var double: Double { .nan }
  static var notANumber: DegreeBound { DegreeBound(unknown: ()) }
  static func order(_ x: DegreeBound, _ y: DegreeBound) -> KnownSign { .notKnown }

  /// The bound of a function that is constant in constants and not rational elsewhere.
  private static func bent(_ x: DegreeBound) -> DegreeBound {
    if let degrees = x.degrees, degrees == (0, 0) { return x }
    return .notANumber
  }

  static func lift(_ operation: UnaryOperation, _ x: DegreeBound) -> DegreeBound {
    operation == .negation ? x : bent(x)
  }

  static func lift(_ operation: BinaryOperation, _ x: DegreeBound, _ y: DegreeBound) -> DegreeBound
  {
    guard let a = x.degrees, let b = y.degrees else { return .notANumber }
    switch operation {
    case .addition, .subtraction:
      if a.denominator == 0 && b.denominator == 0 {
        return DegreeBound(degree: max(a.numerator, b.numerator))
      }
      return DegreeBound(
        degree: max(a.numerator + b.denominator, b.numerator + a.denominator),
        over: a.denominator + b.denominator)
    case .multiplication:
      return DegreeBound(
        degree: a.numerator + b.numerator, over: a.denominator + b.denominator)
    case .division:
      return DegreeBound(
        degree: a.numerator + b.denominator, over: a.denominator + b.numerator)
    case .power: return bent(lift(.addition, x, y))
    }
  }

  static func lift(power n: Int, _ x: DegreeBound) -> DegreeBound {
    guard let a = x.degrees, n.magnitude <= UInt(limit) else { return bent(x) }
    return n < 0
      ? DegreeBound(degree: a.denominator * -n, over: a.numerator * -n)
      : DegreeBound(degree: a.numerator * n, over: a.denominator * n)
  }
}
