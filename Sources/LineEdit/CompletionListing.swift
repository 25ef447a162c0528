import CLineEdit

/// Lays candidates out in columns below the line.
enum CompletionListing {
  /// The maximum number of rows shown before the rest is only counted.
  static let rowLimit = 8

  /// Returns `labels` in columns, read downwards, for a terminal of the given width.
  /// What does not fit into `rowLimit` rows is counted in a last row, "… 12 more".
  static func text(_ labels: [String], columns: Int) -> String {
    guard !labels.isEmpty else { return "" }
    let width = 2 + (labels.map(displayWidth).max() ?? 0)
    let across = max(1, columns / width)
    let shown = Array(labels.prefix(across * rowLimit))
    let rows = (shown.count + across - 1) / across
    var lines = (0..<rows).map { row in
      let cells = stride(from: row, to: shown.count, by: rows).map { shown[$0] }
      return cells.dropLast().map { padded($0, to: width) }.joined() + (cells.last ?? "")
    }
    if shown.count < labels.count { lines.append("… \(labels.count - shown.count) more") }
    return lines.joined(separator: "\n")
  }

  private static func padded(_ label: String, to width: Int) -> String {
    label + String(repeating: " ", count: max(0, width - displayWidth(label)))
  }

  /// Returns how many columns of a terminal `text` takes.
  static func displayWidth(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + max(0, Int(adl_character_columns($1.value))) }
  }
}
