import ADLPrograms

/// A value that depends on no input: what a name is defined as, or an expression comes to.
public enum ConstantValue: Sendable {
  /// A whole number, which may index, bound a loop and count.
  case integer(Int)

  case number(Literal)

  case vector([Literal])

  /// The entries row by row.
  case matrix([Literal], rows: Int, columns: Int)

  /// The entries of a file.
  case table(DataTable)

  case function(FunctionReference)

  /// The shape; `nil` for a function.
  public var shape: Shape? {
    switch self {
    case .integer, .number: .scalar
    case .vector(let entries): .vector(entries.count)
    case .matrix(_, let rows, let columns): .matrix(rows: rows, columns: columns)
    case .table(let table): table.shape
    case .function: nil
    }
  }

  /// The entries, row by row; none for a function.
  public var entries: [Literal] {
    switch self {
    case .integer(let value): [Literal(value)]
    case .number(let literal): [literal]
    case .vector(let entries), .matrix(let entries, _, _): entries
    case .table(let table): table.entries
    case .function: []
    }
  }
}
