import ADLText

extension StyledText {
  /// Adds a cell of a table, with spaces that fill it up to `width` columns on the other side than
  /// `alignment`.
  package mutating func append(
    cell: String, width: Int, _ alignment: TextTable.Alignment = .left, _ role: Role = .plain
  ) {
    let space = String(repeating: " ", count: max(0, width - cell.displayWidth))
    if alignment == .right { append(space) }
    append(cell, role)
    if alignment == .left { append(space) }
  }
}
