/// The sign of a real number.
public enum Sign: Int, Hashable, Sendable {
  case negative = -1
  case zero = 0
  case positive = 1
}
