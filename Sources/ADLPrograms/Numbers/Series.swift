/// A power series in t, known up to a power of t: c_0 + c_1 t + … + c_K t^K + O(t^(K+1)).
///
/// A constant is known to every order, so it never limits what it is combined with; a binary
/// operation is known to the smaller order of its operands, less what a division by a multiple of
/// t^k takes off. The sign is that of the series for small positive t.
///
/// Where no power series exists (a pole, a root of t), the coefficients from there on are what the
/// base makes of a division by zero.
public struct Series<Base: RealNumber>: Sendable {
  /// c_0, …, c_K; one coefficient for a constant. Never empty.
  public let coefficients: [Base]

  /// K: the highest power whose coefficient is known; `nil` for a constant, of which all are known.
  ///
  /// -1 when none is: both sides of a division vanished as far as they were known. Then c_0 is not
  /// a number, and a higher order at the start may decide.
  public let order: Int?

  /// Creates the series with the given coefficients, known up to the last of them.
  public init(_ coefficients: [Base]) {
    self = coefficients.isEmpty ? .unknown : Self(coefficients, order: coefficients.count - 1)
  }

  /// Creates the constant `value`.
  public init(constant value: Base) {
    self.init([value], order: nil)
  }

  /// Creates x + t d + O(t^(order + 1)); `order` is at least 0.
  public init(at x: Base, along d: Base, order: Int) {
    self.init(
      (0...max(order, 0)).map { power in power == 0 ? x : power == 1 ? d : Base(0) })
  }

  init(_ coefficients: [Base], order: Int?) {
    self.coefficients = coefficients
    self.order = order
  }

  /// The series of which no coefficient is known.
  static var unknown: Self { Self([.notANumber], order: -1) }

  /// The coefficient of t^power; for a constant it is zero from the first power on.
  ///
  /// - Requires: `power` is at most `order`.
  public subscript(power: Int) -> Base {
    order == nil && power > 0 ? Base(0) : coefficients[power]
  }

  /// The value at t = 0.
  public var constantTerm: Base { coefficients[0] }

  /// The lowest power whose coefficient is not identically zero; `nil` where all known ones are.
  public var valuation: Int? {
    coefficients.firstIndex { !$0.isZero }
  }

  /// Returns the smaller of two orders, where `nil` is not a limit.
  static func commonOrder(_ x: Self, _ y: Self) -> Int? {
    guard let a = x.order else { return y.order }
    guard let b = y.order else { return a }
    return min(a, b)
  }

  /// Returns the series whose coefficient of t^k is `coefficient(k)`, up to `order`; a constant for
  /// `nil`.
  static func make(_ order: Int?, _ coefficient: (Int) -> Base) -> Self {
    guard let order else { return Self(constant: coefficient(0)) }
    return order < 0 ? .unknown : Self((0...order).map(coefficient), order: order)
  }

  /// Returns the series whose coefficient of t^k is `next(k, c_0, …, c_(k-1))`, up to `order`.
  ///
  /// - Requires: `order >= 0`.
  static func recur(
    _ constantTerm: Base, order: Int, _ next: (_ power: Int, _ known: [Base]) -> Base
  ) -> Self {
    Work.count(Cost.recurrence(order))
    var coefficients = [constantTerm]
    coefficients.reserveCapacity(order + 1)
    for power in 0..<order {
      coefficients.append(next(power + 1, coefficients))
    }
    return Self(coefficients, order: order)
  }

  /// Returns this series divided by t^power, whose coefficients below it are zero.
  func shiftedDown(by power: Int) -> Self {
    guard power > 0, let order else { return self }
    return order < power ? .unknown : Self(Array(coefficients[power...]), order: order - power)
  }

  /// Returns this series times t^power.
  func shiftedUp(by power: Int) -> Self {
    guard power > 0, let order else { return self }
    return order < 0
      ? .unknown
      : Self(Array(repeating: Base(0), count: power) + coefficients, order: order + power)
  }
}

extension Series: Equatable where Base: Equatable {}
extension Series: Hashable where Base: Hashable {}

extension Series {
  /// A double near the constant term.
  public var double: Double { coefficients[0].double }

  public static var notANumber: Self { Self(constant: .notANumber) }

  /// The order for small positive t: that of the first coefficients that differ.
  public static func order(_ x: Self, _ y: Self) -> KnownSign {
    let order = commonOrder(x, y) ?? 0
    guard order >= 0 else { return .notKnown }
    for power in 0...order {
      let sign = Base.order(x[power], y[power])
      if !sign.isCertainly(.zero) { return sign }
    }
    return .known(.zero)
  }

  /// The hulls of the coefficients, where the base has sets.
  public static func hull(_ x: Self, _ y: Self) -> Self? {
    guard Base.hull(Base(0), Base(0)) != nil else { return nil }
    return make(commonOrder(x, y)) { Base.hull(x[$0], y[$0]) ?? .notANumber }
  }
}
