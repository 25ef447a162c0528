/// How many operands a primitive takes.
public enum Arity: Hashable, Sendable {
  /// Exactly that many.
  case exactly(Int)

  /// At least that many.
  case atLeast(Int)

  /// `true` iff `count` operands are accepted.
  public func accepts(_ count: Int) -> Bool {
    switch self {
    case .exactly(let n): count == n
    case .atLeast(let n): count >= n
    }
  }
}
