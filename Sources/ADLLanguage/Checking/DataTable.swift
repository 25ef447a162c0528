import ADLPrograms
import ADLText

/// Numbers in rows and columns, as a file has them: constants of the functions that use them.
public final class DataTable: Sendable {
  /// A column: its numbers from the first row on, or the place of an entry that is none.
  public enum Column: Sendable {
    case numbers([Literal])
    case text(SourceSpan)
  }

  /// The names of the columns; `nil` where the file has none.
  public let names: [String]?

  /// The columns, in order; all have as many entries.
  public let columns: [Column]

  /// The number of rows.
  public let rowCount: Int

  /// Creates a table of `rowCount` rows.
  public init(names: [String]?, columns: [Column], rowCount: Int) {
    self.names = names
    self.columns = columns
    self.rowCount = rowCount
  }

  /// The shape of all entries together.
  public var shape: Shape { .matrix(rows: rowCount, columns: columns.count) }

  /// The first column that holds text, with the place of an entry that does.
  var textColumn: (name: String, place: SourceSpan)? {
    for (i, column) in columns.enumerated() {
      if case .text(let place) = column { return (names?[i] ?? "\(i + 1)", place) }
    }
    return nil
  }

  /// The entries row by row; not-a-number where a column holds text.
  var entries: [Literal] {
    (0..<rowCount).flatMap { row in
      columns.map { column in
        if case .numbers(let numbers) = column { numbers[row] } else { Literal(.nan) }
      }
    }
  }
}
