/// A number written in a program, or folded from numbers written in it.
///
/// A literal is no node: it is part of the elementary function that it is an operand of. Plain
/// evaluation uses `double`; the exact analyses use `exact`, so that `0.1` means one tenth.
public struct Literal: Hashable, Sendable {
  /// The nearest double, or what folding in doubles gave.
  public let double: Double

  /// The rational that the literal names; `nil` for irrational or non-finite ones (`pi`, `exp(1)`).
  public let exact: Rational?

  /// Creates the literal with value `double`, naming the rational `exact` where it is not `nil`.
  public init(double: Double, exact: Rational?) {
    self.double = double
    self.exact = exact
  }

  /// Creates the literal that names `double` itself.
  public init(_ double: Double) {
    self.init(double: double, exact: double.isFinite ? Rational(double) : nil)
  }

  /// Creates the literal that names the integer `value`.
  public init(_ value: Int) {
    self.init(double: Double(value), exact: Rational(value))
  }
}

extension Literal {
  /// 2/√π, the derivative of the error function at 0.
  public static let twoOverRootPi = Literal(double: 1.128_379_167_095_512_6, exact: nil)
}
