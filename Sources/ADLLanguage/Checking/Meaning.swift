/// What a defined name means.
public enum Meaning: Sendable {
  case function(CheckedFunction)
  case value(ConstantValue)

  /// Nothing that is known, since its definition has an error.
  case unknown

  /// A value that was checked and not computed. What refers to it can be checked, and not run.
  case unevaluated
}
