import ADLText

extension Figure {
  /// The roles in which graphs are drawn, one after the other.
  private static let roles: [StyledText.Role] = [
    .name, .error, .hint, .warning, .operation, .number,
  ]

  /// Returns the figure as characters, at most `width` columns wide: braille dots for the graphs, a
  /// letter on each of several, a ● for a value at a jump, a ○ for a limit that is not the value,
  /// and a ^ below each kink.
  package func terminalText(width: Int, height: Int = 16) -> StyledText {
    let ends = [
      NumberText.text(NumberText.rounded(top, digits: 3)),
      NumberText.text(NumberText.rounded(bottom, digits: 3)),
    ]
    let margin = max(ends[0].count, ends[1].count, 1) + 1
    var canvas = BrailleCanvas(columns: max(width - margin - 3, 8), rows: height)
    for (number, graph) in graphs.enumerated() {
      for stroke in graph.strokes {
        for (a, b) in zip(stroke, stroke.dropFirst()) { draw(a, b, number, on: &canvas) }
        if stroke.count == 1 { draw(stroke[0], stroke[0], number, on: &canvas) }
      }
    }
    for (number, _) in graphs.enumerated() {
      if let letter = letter(of: number), let place = place(ofLetter: number) {
        mark(place, letter, number, on: &canvas)
      }
    }
    for (number, graph) in graphs.enumerated() {
      for point in graph.limits { mark(point, "○", number, on: &canvas) }
    }
    // Values cover the limits of other graphs.
    for (number, graph) in graphs.enumerated() {
      for point in graph.dots { mark(point, "●", number, on: &canvas) }
    }
    for label in labels {
      for character in label.text.prefix(1) { mark(label.point, character, nil, on: &canvas) }
    }
    var text = StyledText()
    for row in 0..<height {
      let label = row == 0 ? ends[0] : row == height - 1 ? ends[1] : ""
      text.append(String(repeating: " ", count: margin - label.count) + label + " │", .dimmed)
      for column in 0..<canvas.end(ofRow: row) {
        let (character, graph) = canvas[row, column]
        text.append(String(character), graph.map { Self.roles[$0 % Self.roles.count] } ?? .plain)
      }
      text.append("\n")
    }
    text += foot(margin, canvas.columns)
    return text
  }

  /// The axis with a mark below every kink, its ends, and the legend.
  private func foot(_ margin: Int, _ columns: Int) -> StyledText {
    var axis = [Character](repeating: "─", count: columns)
    for point in graphs.flatMap({ $0.kinks + $0.dots }) {
      let column = Int(((point.x - lower) / (upper - lower) * Double(columns - 1)).rounded())
      if axis.indices.contains(column) { axis[column] = "^" }
    }
    let space = String(repeating: " ", count: margin)
    var text = StyledText("\(space) └\(String(axis))\n", .dimmed)
    let (left, right) = (NumberText.text(lower), NumberText.text(upper))
    let gap = max(columns - left.count - right.count, 1)
    text.append("\(space)  \(left)\(String(repeating: " ", count: gap))\(right)\n", .dimmed)
    // What a ground is stands in a table of its own.
    for (number, graph) in graphs.enumerated() where grounds.isEmpty {
      text.append("\(space)  ")
      let line = letter(of: number).map { "─\($0)─" } ?? "──"
      text.append(line, Self.roles[number % Self.roles.count])
      text.append(" \(graph.name)\n")
    }
    return text.folded(to: max(margin + columns + 3, 8))
  }

  /// The letter that tells a graph from the others where there is no colour.
  private func letter(of number: Int) -> Character? {
    guard graphs.count > 1, grounds.isEmpty, number < 26 else { return nil }
    return Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(number)))
  }

  /// Where the letter of a graph stands: on it, each in another part of the interval.
  private func place(ofLetter number: Int) -> Point? {
    // Not in the middle, where what is worth a look often is.
    let part = (2 * Double(number) + 1) / (2 * Double(graphs.count) + 1)
    let x = lower + (upper - lower) * part
    let points = graphs[number].strokes.joined().filter {
      $0.y.isFinite && $0.y >= bottom && $0.y <= top
    }
    return points.min { abs($0.x - x) < abs($1.x - x) }
  }

  private func draw(_ a: Point, _ b: Point, _ graph: Int, on canvas: inout BrailleCanvas) {
    guard let p = dot(a, canvas), let q = dot(b, canvas) else { return }
    let steps = max(abs(q.x - p.x), abs(q.y - p.y), 1)
    for step in 0...steps {
      canvas.set(
        x: p.x + (q.x - p.x) * step / steps, y: p.y + (q.y - p.y) * step / steps, graph: graph)
    }
  }

  private func mark(
    _ point: Point, _ character: Character, _ graph: Int?, on canvas: inout BrailleCanvas
  ) {
    guard let place = dot(point, canvas) else { return }
    canvas.put(character, x: place.x, y: place.y, graph: graph)
  }

  private func dot(_ point: Point, _ canvas: BrailleCanvas) -> (x: Int, y: Int)? {
    guard point.y.isFinite, point.y >= bottom, point.y <= top else { return nil }
    let x = (point.x - lower) / (upper - lower) * Double(canvas.columns * 2 - 1)
    let y = (top - point.y) / (top - bottom) * Double(canvas.rows * 4 - 1)
    // What lies between two dots, up to rounding, goes to one of them throughout.
    return (Int((x + 1e-6).rounded()), Int((y + 1e-6).rounded()))
  }
}
