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
    let isWhole: Bool

    /// Creates a column; the cells of one that `isWhole` are never cut off.
    public init(
      _ heading: String, _ alignment: Alignment = .left, role: StyledText.Role = .plain,
      isWhole: Bool = false
    ) {
      self.heading = heading
      self.alignment = alignment
      self.role = role
      self.isWhole = isWhole
    }
  }

  /// The widest that a column is made for its cells.
  private static let widthLimit = 100

  private let columns: [Column]
  private var rows: [[String]] = []

  /// Creates a table without rows.
  public init(_ columns: [Column]) { self.columns = columns }

  /// Adds a row.
  /// - Requires: one cell per column.
  public mutating func append(_ cells: [String]) { rows.append(cells) }

  /// The table, each line indented by two spaces; columns without any cell are left out.
  public var text: StyledText { text(rows, widths) }

  /// The columns that the table takes.
  public var width: Int { text.plain.split(separator: "\n").map(\.displayWidth).max() ?? 0 }

  /// Returns the table in at most `width` columns where that is possible: the ends of cells of the
  /// widest columns are cut off.
  public func text(width: Int) -> StyledText {
    if self.width <= width { return text }
    var limits = columns.indices.map { i in
      rows.reduce(columns[i].heading.displayWidth) { max($0, $1[i].displayWidth) }
    }
    let used = limits.count { $0 > 0 }
    while limits.reduce(0, +) + 2 * used > width,
      let widest = limits.indices.filter({ !columns[$0].isWhole })
        .max(by: { limits[$0] < limits[$1] }), limits[widest] > Self.narrowest
    { limits[widest] -= 1 }
    let cut = rows.map { row in
      row.indices.map { Self.cut(row[$0], to: limits[$0], atEnd: columns[$0].role != .dimmed) }
    }
    return text(cut, limits)
  }

  /// The least that a column is cut to.
  private static let narrowest = 8

  /// Returns the cell without its end, or its beginning, where it is wider than `width`.
  private static func cut(_ cell: String, to width: Int, atEnd: Bool) -> String {
    guard cell.displayWidth > width else { return cell }
    guard atEnd else { return "…" + cell.suffix(max(width - 1, 0)) }
    var part = cell.prefix(max(width - 1, 0))
    while let last = part.last, " …|".contains(last) { part.removeLast() }
    return part + "…"
  }

  private var widths: [Int] {
    // A cell wider than the limit stands out of line, rather than make every row as wide.
    columns.indices.map { i in
      rows.reduce(columns[i].heading.displayWidth) { width, row in
        let own = row[i].displayWidth
        return own <= Self.widthLimit ? max(width, own) : width
      }
    }
  }

  private func text(_ rows: [[String]], _ widths: [Int]) -> StyledText {
    let used = columns.indices.filter { i in rows.contains { !$0[i].isEmpty } }
    let usedWidths = used.map { widths[$0] }
    var text = StyledText()
    if used.contains(where: { !columns[$0].heading.isEmpty }) {
      append(used.map { columns[$0].heading }, used, usedWidths, to: &text, heading: true)
    }
    for row in rows { append(used.map { row[$0] }, used, usedWidths, to: &text, heading: false) }
    return text
  }

  private func append(
    _ cells: [String], _ used: [Int], _ widths: [Int], to text: inout StyledText, heading: Bool
  ) {
    let last = cells.lastIndex { !$0.isEmpty } ?? -1
    for (position, cell) in cells.enumerated() where position <= last {
      let column = columns[used[position]]
      // Nothing fills up the last cell of a line.
      let isOpen = column.alignment == .left && position == last
      text.append("  ")
      text.append(
        cell: cell, width: isOpen ? 0 : widths[position], column.alignment,
        heading ? .dimmed : column.role)
    }
    text.append("\n")
  }
}
