/// The smallest class of functions that the pieces and guards of a primitive belong to.
///
/// The first two are inside Definition 1 of the paper; the theorems on elementary selections need
/// them. The third is usable everywhere, and the analyses say once that the theorems then hold on
/// bounded boxes only, or not at all (semantics, section 10).
public enum FunctionClass: Int, Hashable, Comparable, Sendable {
  /// Quotients of polynomials with rational coefficients.
  case rational

  /// Compositions of rational functions, `exp` and `log` (Definition 1).
  case logExp

  /// Analytic, but not log-exp: `sin`, `atan`, `erf`, …
  case analytic

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
