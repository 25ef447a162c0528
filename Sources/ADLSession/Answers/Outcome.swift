/// How something ended, from good to bad; the raw value is the tool's exit status.
public enum Outcome: Int32, Hashable, Comparable, Sendable {
  /// Everything was done, and every question has a positive answer.
  case success = 0

  /// An assertion does not hold, derivatives differ, a recorded result is another now.
  case negative = 1

  /// Something could not be done.
  case trouble = 2

  public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
