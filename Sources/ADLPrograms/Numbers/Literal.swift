/// A number written in a program, or folded from numbers written in it.
///
/// A literal is not a node: it is part of the elementary function that it is an operand of. Plain
/// evaluation uses `double`; the exact analyses use `number`, so that `0.1` means one tenth.
public struct Literal: Hashable, Sendable {
  /// The nearest double, or what folding in doubles gave.
  public let double: Double

  /// The real number that the literal names, exactly or enclosed.
  public let number: Certified

  /// Creates the literal with value `double`, naming `number`.
  ///
  /// What is folded from literals is folded twice, in doubles and in certified numbers, so that the
  /// enclosure of an irrational one (`sin(pi / 4)`) holds whatever folding in doubles lost.
  public init(double: Double, number: Certified) {
    self.double = double
    self.number = number
  }

  /// Creates the literal with value `double`, naming the rational `exact`; where that is `nil`, a
  /// number that `double` is within one unit in the last place of, and of which no more is known.
  public init(double: Double, exact: Rational?) {
    self.init(
      double: double, number: exact.map(Certified.init) ?? Certified(Interval(around: double)))
  }

  /// Creates the literal that names `double` itself.
  public init(_ double: Double) {
    self.init(double: double, exact: double.isFinite ? Rational(double) : nil)
  }

  /// Creates the literal that names the integer `value`.
  public init(_ value: Int) {
    self.init(double: Double(value), exact: Rational(value))
  }

  /// The rational that the literal names; `nil` for irrational or non-finite ones (`pi`, `exp(1)`).
  public var exact: Rational? { number.rational }
}
