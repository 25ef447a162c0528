/// The walk through earlier entries with Up and Down.
///
/// The walk stops only at entries that begin with what stood before the cursor when it began. It
/// lasts as long as the line is what the walk has shown last.
struct HistoryRecall {
  /// The line and the cursor (in scalars) that a step asks for.
  struct Step: Equatable {
    let line: String
    let cursor: Int
  }

  private var position = 0
  private var prefix = ""
  private var typed = ""
  private var shown: String?

  /// Returns the step up (`direction` -1) or down (+1) from `line`, or `nil` if there is none.
  ///
  /// Inside an entry of several lines that was typed or changed, the cursor moves by a line as long
  /// as there is one.
  mutating func step(
    _ direction: Int, from line: String, cursor: Int, in entries: [String]
  ) -> Step? {
    if line != shown {
      if let moved = Self.moved(direction, in: line, cursor: cursor) { return moved }
      position = entries.count
      prefix = String(line.unicodeScalars.prefix(cursor))
      typed = line
    }
    var next = position + direction
    while entries.indices.contains(next) {
      if entries[next].hasPrefix(prefix), entries[next] != line {
        return show(entries[next], at: next)
      }
      next += direction
    }
    return direction > 0 && position < entries.count ? show(typed, at: entries.count) : nil
  }

  private mutating func show(_ line: String, at index: Int) -> Step {
    position = index
    shown = line
    return Step(line: line, cursor: line.unicodeScalars.count)
  }

  /// Returns the step to the same column of the line above or below inside `text`, or `nil` at its
  /// edge.
  private static func moved(_ direction: Int, in text: String, cursor: Int) -> Step? {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map(\.count)
    var row = 0
    var start = 0
    while row + 1 < lines.count, start + lines[row] < cursor {
      start += lines[row] + 1
      row += 1
    }
    let target = row + direction
    guard lines.indices.contains(target) else { return nil }
    let column = min(cursor - start, lines[target])
    let targetStart = direction < 0 ? start - lines[target] - 1 : start + lines[row] + 1
    return Step(line: text, cursor: targetStart + column)
  }
}
