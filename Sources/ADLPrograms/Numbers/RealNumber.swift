/// A number system over which the rule of a primitive can run.
///
/// A primitive states its value, its pieces and its partial derivatives once, over any number
/// system; evaluation, exact evaluation, enclosure, series and the derivative program follow by
/// choosing the system. No operation traps or throws: where a result does not exist, the system
/// returns its own "not a number", whose `sign` is not known.
public protocol RealNumber: Sendable {
  /// Creates the number that a program's text names.
  init(_ literal: Literal)

  /// Creates the integer `value`.
  init(_ value: Int)

  /// What is known of the sign of the number; nothing where it is not a number.
  ///
  /// The sign of a truncated series is that of its germ for small positive t; -0.0 is zero.
  var sign: KnownSign { get }

  /// `true` iff the number is zero and nothing else: a dual whose derivative is zero too, a
  /// constant series, an interval without width. Such a number annihilates whatever it multiplies
  /// in a chain rule. By default, `true` iff `sign` is zero.
  var isZero: Bool { get }

  /// A double near the number, for messages; NaN for what is not a number.
  var double: Double { get }

  /// The result that stands for "undefined": its `sign` is not known.
  static var notANumber: Self { get }

  /// A number that may be any, or none: what an evaluation that is cut short leaves. By default
  /// what is not a number, for systems in which that tells nothing.
  static var anyNumber: Self { get }

  /// `true` iff evaluations in this system go on where the work has ended, as those in doubles,
  /// which are quick. By default they do not.
  static var outlivesWork: Bool { get }

  /// Returns what is known of the sign of `x - y`: whether x is less, equal, or greater. By default
  /// the sign of the difference; doubles compare, since ∞ - ∞ is not a number.
  static func order(_ x: Self, _ y: Self) -> KnownSign

  /// Returns a number that encloses both, where the system has sets for numbers; otherwise `nil`.
  static func hull(_ x: Self, _ y: Self) -> Self?

  /// Returns `zero` where `x` is zero, and `other` elsewhere. By default that is decided by `sign`;
  /// where that is not known, by what encloses both, or by `other` in a system without sets. A
  /// program under construction writes a branch.
  static func choose(
    whereZero x: Self, _ zero: @autoclosure () -> Self, otherwise other: @autoclosure () -> Self
  ) -> Self

  /// Returns the value of a formula at `x`; by default what it makes of the numbers. A system that
  /// rounds may round once.
  static func value(of formula: some NumberFormula, at x: [Self]) -> Self

  static prefix func - (x: Self) -> Self
  static func + (x: Self, y: Self) -> Self
  static func - (x: Self, y: Self) -> Self
  static func * (x: Self, y: Self) -> Self
  static func / (x: Self, y: Self) -> Self

  /// Returns the integer power `x^n`; `x^0` is 1 for every `x`.
  static func power(_ x: Self, _ n: Int) -> Self

  /// Returns `x^y` for a positive base (0 to a positive exponent is 0).
  static func power(_ x: Self, _ y: Self) -> Self

  static func exp(_ x: Self) -> Self
  static func log(_ x: Self) -> Self
  static func sqrt(_ x: Self) -> Self
  static func sin(_ x: Self) -> Self
  static func cos(_ x: Self) -> Self
  static func tan(_ x: Self) -> Self
  static func asin(_ x: Self) -> Self
  static func acos(_ x: Self) -> Self
  static func atan(_ x: Self) -> Self
  static func sinh(_ x: Self) -> Self
  static func cosh(_ x: Self) -> Self
  static func tanh(_ x: Self) -> Self

  /// Returns the logarithm to the base 2; by default a quotient of logarithms.
  static func log2(_ x: Self) -> Self

  /// Returns the logarithm to the base 10; by default a quotient of logarithms.
  static func log10(_ x: Self) -> Self

  /// Returns `1 - erf(x)`; doubles have it accurately for large `x`.
  static func erfc(_ x: Self) -> Self

  /// Returns `log(1 + x)`, accurately for small `x`.
  static func log(onePlus x: Self) -> Self

  /// Returns `exp(x) - 1`, accurately for small `x`.
  static func expMinusOne(_ x: Self) -> Self

  /// Returns the error function 2/√π ∫₀ˣ exp(-s²) ds.
  static func erf(_ x: Self) -> Self
}

extension RealNumber {
  public static func order(_ x: Self, _ y: Self) -> KnownSign { (x - y).sign }

  public static func choose(
    whereZero x: Self, _ zero: @autoclosure () -> Self, otherwise other: @autoclosure () -> Self
  ) -> Self {
    switch x.sign {
    case .known(.zero): return zero()
    case .known: return other()
    case .notKnown:
      let other = other()
      return hull(zero(), other) ?? other
    }
  }

  public static func hull(_ x: Self, _ y: Self) -> Self? { nil }

  public static func log2(_ x: Self) -> Self { log(x) / log(Self(2)) }
  public static func log10(_ x: Self) -> Self { log(x) / log(Self(10)) }
  public static func erfc(_ x: Self) -> Self { Self(1) - erf(x) }

  public static var anyNumber: Self { .notANumber }

  public static var outlivesWork: Bool { false }

  public static func value(of formula: some NumberFormula, at x: [Self]) -> Self { formula(x) }
}

/// A formula that can be evaluated over any number system.
public protocol NumberFormula {
  func callAsFunction<S: RealNumber>(_ x: [S]) -> S

  /// `true` iff the formula is made of + - * / alone, in an order that belongs to its meaning.
  var isRational: Bool { get }
}

extension RealNumber {
  /// `true` iff the work of this thread has ended, and evaluations in this system leave what is
  /// left of them unknown.
  static var knowsNothing: Bool { !outlivesWork && Work.hasEnded }
}
