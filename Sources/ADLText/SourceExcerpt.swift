/// One line of a source as it is shown, with what stands under it.
///
/// Tabs become spaces up to the next multiple of four columns, control characters escapes, and of a
/// long line only a window around the label is shown.
struct SourceExcerpt {
  static let tabWidth = 4

  /// The largest number of columns shown of a line.
  static let windowWidth = 100

  let lineNumber: Int
  let text: String

  /// The columns, from 0, of `text` that lie under the label; never empty.
  let marked: Range<Int>

  /// Creates the excerpt of the first line of `span`.
  ///
  /// - Complexity: O(1) in the length of the line.
  init(_ span: SourceSpan) {
    let file = span.file
    lineNumber = file.lineNumber(at: span.range.lowerBound)
    let line = file.line(lineNumber)
    let start = min(max(span.range.lowerBound, line.lowerBound), line.upperBound)
    let end = max(start, min(span.range.upperBound, line.upperBound))
    // A character takes at most about thirty bytes, a column at least a quarter of one.
    let reach = 4 * Self.windowWidth
    // Where bytes are no UTF-8, the next boundary may lie past the label.
    let from = min(start, file.boundary(atOrAfter: max(line.lowerBound, start - reach), in: line))
    let to = file.boundary(
      atOrAfter: min(line.upperBound, min(end, start + reach) + reach), in: line)

    var cells = Cells()
    cells.append(file.text(in: min(from, start)..<start))
    let markStart = cells.columns.count
    cells.append(file.text(in: start..<min(end, to)))
    let markEnd = max(cells.columns.count, markStart + 1)
    if end < to { cells.append(file.text(in: end..<to)) }

    if from == line.lowerBound && to == line.upperBound
      && cells.columns.count <= Self.windowWidth
    {
      text = cells.columns.joined()
      marked = markStart..<markEnd
      return
    }
    let context = Self.windowWidth / 2
    let first = max(0, min(markStart - context / 2, cells.columns.count - Self.windowWidth))
    let last = min(cells.columns.count, first + Self.windowWidth)
    let before = first > 0 || from > line.lowerBound ? "…" : ""
    let after = last < cells.columns.count || to < line.upperBound ? "…" : ""
    text = before + cells.columns[first..<last].joined() + after
    let shift = before.count - first
    marked = markStart + shift..<max(markStart + 1, min(markEnd, last)) + shift
  }

  /// What each column of a terminal shows; the second column of a wide character is empty.
  private struct Cells {
    var columns: [String] = []

    mutating func append(_ text: String) {
      for character in text {
        if character == "\t" {
          let width = SourceExcerpt.tabWidth - columns.count % SourceExcerpt.tabWidth
          columns.append(contentsOf: repeatElement(" ", count: width))
        } else if character.unicodeScalars.contains(where: \.isControl) {
          columns += String(character).escapingControls.map { String($0) }
        } else {
          let width = character.displayWidth
          if width == 0 {
            if columns.isEmpty { columns.append("") }
            columns[columns.count - 1] += String(character)
          } else {
            columns.append(String(character))
            if width == 2 { columns.append("") }
          }
        }
      }
    }
  }
}

extension SourceFile {
  /// Returns the first place in `line` at or after `offset` that is not inside a UTF-8 sequence.
  fileprivate func boundary(atOrAfter offset: Int, in line: Range<Int>) -> Int {
    var place = offset
    while place < line.upperBound && bytes[place] & 0xC0 == 0x80 { place += 1 }
    return place
  }
}
