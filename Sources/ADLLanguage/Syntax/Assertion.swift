/// What an `assert` holds to be true.
public enum Assertion: Sendable {
  /// `assert condition`.
  case condition(ExpressionID)

  /// `assert left ≈ right within tolerance`.
  case approximation(left: ExpressionID, right: ExpressionID, tolerance: ExpressionID?)
}
