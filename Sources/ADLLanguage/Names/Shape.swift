/// The shape of a value: a number, a vector or a matrix.
public enum Shape: Hashable, Sendable {
  case scalar
  case vector(Int)
  case matrix(rows: Int, columns: Int)

  /// The number of entries.
  public var count: Int {
    switch self {
    case .scalar: 1
    case .vector(let count): count
    case .matrix(let rows, let columns): rows * columns
    }
  }
}

extension Shape: CustomStringConvertible {
  /// The shape as a type is written: `R`, `R^3`, `R^(4, 2)`.
  public var description: String {
    switch self {
    case .scalar: "R"
    case .vector(let count): "R^\(count)"
    case .matrix(let rows, let columns): "R^(\(rows), \(columns))"
    }
  }
}
