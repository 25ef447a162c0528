import ADLPrograms

/// The entries of a matrix, row by row.
final class MatrixValue {
  let entries: [Operand]
  let rows: Int
  let columns: Int
  private let meter: EntryMeter

  /// Creates a matrix, whose memory `meter` counts.
  /// - Requires: `entries.count == rows * columns`.
  init(_ entries: [Operand], rows: Int, columns: Int, _ meter: EntryMeter) {
    self.entries = entries
    self.rows = rows
    self.columns = columns
    self.meter = meter
    meter.add(entries.count)
  }

  deinit { meter.add(-entries.count) }

  /// The entry in `row` and `column`, from 0.
  subscript(row: Int, column: Int) -> Operand { entries[row * columns + column] }

  /// The entries of a row, from 0.
  func row(_ row: Int) -> ArraySlice<Operand> { entries[row * columns..<(row + 1) * columns] }

  /// The entries of a column, from 0.
  func column(_ column: Int) -> [Operand] {
    stride(from: column, to: entries.count, by: columns).map { entries[$0] }
  }
}
