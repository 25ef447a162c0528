/// By what means a comparison was decided or a number is known; of several, the weakest.
public enum Tier: Int, Hashable, Comparable, Sendable {
  /// In rational arithmetic.
  case exact

  /// By outward-rounded intervals: what is stated is certain.
  case interval

  /// By doubles, because intervals could not tell.
  case double

  /// By the tolerance that the caller set.
  case tolerance

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
