import ADLPrograms

/// A bound on the degrees of a rational function of t: of its numerator and its denominator.
///
/// Along a curve of polynomials, a rational guard whose series vanishes up to the degree of its
/// numerator vanishes identically; so "vanishes" is decidable (semantics, section 5).
struct DegreeBound: Sendable {
  /// The bounds; `nil` for what is no rational function, or of too high a degree to matter.
  let degrees: (numerator: Int, denominator: Int)?

  static let limit = 1 << 10

  init(degree numerator: Int, over denominator: Int = 0) {
    degrees = max(numerator, denominator) <= Self.limit ? (numerator, denominator) : nil
  }

  private init(unknown: Void) { degrees = nil }

  /// No bound.
  static let unknown = DegreeBound(unknown: ())

  private static func sum(_ x: DegreeBound, _ y: DegreeBound) -> DegreeBound {
    guard let a = x.degrees, let b = y.degrees else { return .unknown }
    if a.denominator == 0 && b.denominator == 0 {
      return DegreeBound(degree: max(a.numerator, b.numerator))
    }
    return DegreeBound(
      degree: max(a.numerator + b.denominator, b.numerator + a.denominator),
      over: a.denominator + b.denominator)
  }

  /// The bound of a function that is constant in constants and not rational elsewhere.
  private static func bent(_ x: DegreeBound) -> DegreeBound {
    if let degrees = x.degrees, degrees == (0, 0) { return x }
    return .unknown
  }
}

extension DegreeBound: RealNumber {
  init(_ literal: Literal) { self.init(degree: 0) }
  init(_ value: Int) { self.init(degree: 0) }
  var sign: Sign? { nil }
  var isZero: Bool { false }
  var double: Double { .nan }
  static var notANumber: DegreeBound { .unknown }
  static func order(_ x: DegreeBound, _ y: DegreeBound) -> Sign? { nil }

  static prefix func - (x: DegreeBound) -> DegreeBound { x }
  static func + (x: DegreeBound, y: DegreeBound) -> DegreeBound { sum(x, y) }
  static func - (x: DegreeBound, y: DegreeBound) -> DegreeBound { sum(x, y) }

  static func * (x: DegreeBound, y: DegreeBound) -> DegreeBound {
    guard let a = x.degrees, let b = y.degrees else { return .unknown }
    return DegreeBound(
      degree: a.numerator + b.numerator, over: a.denominator + b.denominator)
  }

  static func / (x: DegreeBound, y: DegreeBound) -> DegreeBound {
    guard let a = x.degrees, let b = y.degrees else { return .unknown }
    return DegreeBound(
      degree: a.numerator + b.denominator, over: a.denominator + b.numerator)
  }

  static func power(_ x: DegreeBound, _ n: Int) -> DegreeBound {
    guard let a = x.degrees, n.magnitude <= UInt(limit) else { return bent(x) }
    return n < 0
      ? DegreeBound(degree: a.denominator * -n, over: a.numerator * -n)
      : DegreeBound(degree: a.numerator * n, over: a.denominator * n)
  }

  static func power(_ x: DegreeBound, _ y: DegreeBound) -> DegreeBound { bent(x + y) }
  static func exp(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func log(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func sqrt(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func sin(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func cos(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func tan(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func asin(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func acos(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func atan(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func sinh(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func cosh(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func tanh(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func log(onePlus x: DegreeBound) -> DegreeBound { bent(x) }
  static func expMinusOne(_ x: DegreeBound) -> DegreeBound { bent(x) }
  static func erf(_ x: DegreeBound) -> DegreeBound { bent(x) }
}
