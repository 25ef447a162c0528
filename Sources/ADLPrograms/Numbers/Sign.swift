/// The sign of a real number.
public enum Sign: Int, Hashable, Sendable {
  case negative = -1
  case zero = 0
  case positive = 1

  /// The sign of the negative.
  public var opposite: Sign {
    switch self {
    case .negative: .positive
    case .zero: .zero
    case .positive: .negative
    }
  }

  /// The sign of a product.
  public static func * (a: Sign, b: Sign) -> Sign {
    a == .zero || b == .zero ? .zero : a == b ? .positive : .negative
  }
}
