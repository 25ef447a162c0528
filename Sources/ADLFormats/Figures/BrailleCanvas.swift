/// Characters of which each is 2 by 4 dots.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var marks: [Character?]
  private var graphs: [Int?]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    dots = [UInt8](repeating: 0, count: columns * rows)
    marks = [Character?](repeating: nil, count: columns * rows)
    graphs = [Int?](repeating: nil, count: columns * rows)
  }

  /// The bits of a character's dots, row by row.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// Sets a dot, which then belongs to `graph`.
  mutating func set(x: Int, y: Int, graph: Int) {
    guard let index = index(x, y) else { return }
    dots[index] |= Self.bits[y % 4][x % 2]
    graphs[index] = graph
  }

  /// Puts a character where a dot is.
  mutating func put(_ character: Character, x: Int, y: Int, graph: Int?) {
    guard let index = index(x, y) else { return }
    marks[index] = character
    graphs[index] = graph
  }

  private func index(_ x: Int, _ y: Int) -> Int? {
    guard x >= 0, y >= 0, x < columns * 2, y < rows * 4 else { return nil }
    return y / 4 * columns + x / 2
  }

  /// Returns the column after the last that is not empty.
  func end(ofRow row: Int) -> Int {
    let last = (0..<columns).last { column in
      dots[row * columns + column] != 0 || marks[row * columns + column] != nil
    }
    return last.map { $0 + 1 } ?? 0
  }

  /// The character in a row and a column, and the graph that it belongs to.
  subscript(row: Int, column: Int) -> (character: Character, graph: Int?) {
    let index = row * columns + column
    if let mark = marks[index] { return (mark, graphs[index]) }
    guard dots[index] != 0 else { return (" ", nil) }
    // Every value of a byte is a braille pattern.
    return (Character(Unicode.Scalar(0x2800 + UInt32(dots[index])) ?? " "), graphs[index])
  }
}
