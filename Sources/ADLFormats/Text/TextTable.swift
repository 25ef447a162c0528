import ADLText

/// Rows of cells under headings, for a terminal.
public struct TextTable: Sendable {
  /// Where a cell stands in its column.
  public enum Alignment: Sendable {
    case left, right
  }

  /// A column: its heading, and how its cells stand.
  public struct Column: Sendable {
    let heading: String
    let alignment: Alignment
    let role: StyledText.Role

    /// Creates a column.
    public init(
      _ heading: String, _ alignment: Alignment = .left, role: StyledText.Role = .plain
    ) {
      self.heading = heading
      self.alignment = alignment
      self.role = role
    }
  }

  /// The widest that a column is made for its cells.
  private static let widthLimit = 100

  private let columns: [Column]
  private var rows: [[String]] = []

  /// Creates a table without rows.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row.
  /// - Requires: one cell a column.
  public mutating func append(_ cells: [String]) { rows.append(cells) }

  /// The table, each line indented by two spaces; columns without any cell are left out.
  public var text: StyledText {
    let used = columns.indices.filter { i in rows.contains { !$0[i].isEmpty } }
    // A cell wider than the limit stands out of line, rather than make every row as wide.
    let widths = used.map { i in
      rows.reduce(columns[i].heading.displayWidth) { width, row in
        let own = row[i].displayWidth
        return own <= Self.widthLimit ? max(width, own) : width
      }
    }
    var text = StyledText()
    if used.contains(where: { !columns[$0].heading.isEmpty }) {
      append(used.map { columns[$0].heading }, used, widths, to: &text, heading: true)
    }
    for row in rows { append(used.map { row[$0] }, used, widths, to: &text, heading: false) }
    return text
  }

  private func append(
    _ cells: [String], _ used: [Int], _ widths: [Int], to text: inout StyledText, heading: Bool
  ) {
    let last = cells.lastIndex { !$0.isEmpty } ?? -1
    for (position, cell) in cells.enumerated() where position <= last {
      let column = columns[used[position]]
      let space = String(repeating: " ", count: max(0, widths[position] - cell.displayWidth))
      text.append("  ")
      if column.alignment == .right { text.append(space) }
      text.append(cell, heading ? .dimmed : column.role)
      if column.alignment == .left, position < last { text.append(space) }
    }
    text.append("\n")
  }
}
