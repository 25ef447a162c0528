extension StyledText {
  /// Returns the text with no line wider than `width` columns: longer ones are broken at a space,
  /// or anywhere where there is none, and go on indented by two columns more.
  ///
  /// - Requires: `width` is at least 8.
  public func folded(to width: Int) -> StyledText {
    var folded = StyledText()
    for line in lines {
      if line.width <= width {
        folded.append(line.text)
      } else {
        folded.append(Self.folded(line.text, to: width))
      }
    }
    return folded
  }

  /// The lines, each with its newline, and their widths without.
  private var lines: [(text: StyledText, width: Int)] {
    var lines: [(text: StyledText, width: Int)] = [(StyledText(), 0)]
    for run in runs {
      for (i, part) in run.text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        if i > 0 {
          lines[lines.count - 1].text.append("\n", run.role)
          lines.append((StyledText(), 0))
        }
        lines[lines.count - 1].text.append(String(part), run.role)
        lines[lines.count - 1].width += part.displayWidth
      }
    }
    return lines
  }

  private static func folded(_ line: StyledText, to width: Int) -> StyledText {
    let characters = line.runs.flatMap { run in run.text.map { (character: $0, role: run.role) } }
    let leading = characters.prefix { $0.character == " " }.count
    let indent = String(repeating: " ", count: min(leading + 2, width / 2))
    var folded = StyledText()
    var start = 0
    while start < characters.count {
      // The part that fits, and the last space in it.
      var (end, used) = (start, start > 0 ? indent.count : 0)
      var space: Int?
      while end < characters.count, characters[end].character != "\n" {
        used += characters[end].character.displayWidth
        guard used <= width else { break }
        if characters[end].character == " ", end > start + (start == 0 ? leading : 0) {
          space = end
        }
        end += 1
      }
      if start > 0 { folded.append(indent) }
      let isLast = end >= characters.count || characters[end].character == "\n"
      if !isLast, let space { end = space }
      if end == start { end = start + 1 }
      for place in start..<end {
        folded.append(String(characters[place].character), characters[place].role)
      }
      start = end
      if isLast {
        if start < characters.count { folded.append("\n", characters[start].role) }
        break
      }
      folded.append("\n")
      while start < characters.count, characters[start].character == " " { start += 1 }
    }
    return folded
  }
}
