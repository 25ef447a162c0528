/// A number and its derivative in one direction: the first two coefficients along a line.
///
/// Duals over duals carry second derivatives. The sign is that of the value, so a selection of
/// pieces is differentiated with the pieces held fixed.
///
/// A derivative that is identically zero is a *strong zero*: what does not depend on the direction
/// has derivative 0 even where a partial derivative is infinite, as `sqrt(y)` has at y = 0 when
/// only x moves.
public struct Dual<Base: RealNumber>: Sendable {
  public var value: Base
  public var derivative: Base

  /// Creates the number `value` that moves with speed `derivative`.
  @inlinable
  public init(_ value: Base, derivative: Base) {
    self.value = value
    self.derivative = derivative
  }

  /// Creates the constant `value`.
  @inlinable
  public init(constant value: Base) {
    self.init(value, derivative: Base(0))
  }

  /// Returns `value` with the derivative that the chain rule gives: `slope` times that of `x`.
  @inlinable
  static func chain(_ x: Self, _ value: Base, slope: @autoclosure () -> Base) -> Self {
    Self(value, derivative: strongProduct(x.derivative, slope()))
  }

  /// Returns `derivative * factor`, where a derivative that is identically zero annihilates.
  @inlinable
  static func strongProduct(_ derivative: Base, _ factor: @autoclosure () -> Base) -> Base {
    derivative.isZero ? derivative : derivative * factor()
  }
}

extension Dual: Equatable where Base: Equatable {}
extension Dual: Hashable where Base: Hashable {}

extension Dual {
  /// A double near the value.
  public var double: Double { value.double }

  public static var notANumber: Self { Self(.notANumber, derivative: .notANumber) }
  public static var anyNumber: Self { Self(.anyNumber, derivative: .anyNumber) }

  /// The order of the values.
  public static func order(_ x: Self, _ y: Self) -> KnownSign { Base.order(x.value, y.value) }

  /// The hulls of the values and of the derivatives, where the base has sets.
  public static func hull(_ x: Self, _ y: Self) -> Self? {
    guard let value = Base.hull(x.value, y.value),
      let derivative = Base.hull(x.derivative, y.derivative)
    else { return nil }
    return Self(value, derivative: derivative)
  }
}
