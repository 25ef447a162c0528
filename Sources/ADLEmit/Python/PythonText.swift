import ADLPrograms

/// The text of a value in Python, and how it binds.
struct PythonText {
  let text: String
  let level: PythonCall.Level

  /// A name or a call.
  init(_ text: String, _ level: PythonCall.Level = .atom) {
    self.text = text
    self.level = level
  }

  /// The text with brackets around it where it binds less than `level`.
  func bound(_ level: PythonCall.Level) -> String { self.level < level ? "(\(text))" : text }

  /// Returns the number as Python reads it.
  static func number(_ x: Double) -> PythonText {
    if x.isNaN { return PythonText("nan") }
    if x.isInfinite { return x < 0 ? PythonText("-inf", .sign) : PythonText("inf") }
    return PythonText("\(x == 0 ? 0 : x)", x < 0 ? .sign : .atom)
  }

  /// Returns numbers, written in brackets; the rows of an array of several axes.
  static func array(_ numbers: some Collection<Double>, _ sizes: [Int]) -> String {
    guard let first = sizes.first else { return number(numbers.first ?? .nan).text }
    let numbers = Array(numbers)
    let step = first == 0 ? 0 : numbers.count / first
    let rows = (0..<first).map { i in
      array(numbers[i * step..<(i + 1) * step], Array(sizes.dropFirst()))
    }
    return "[\(rows.joined(separator: ", "))]"
  }

  /// Breaks a line of Python that is too long at the commas within its brackets, as far as it can
  /// be.
  static func wrapped(_ line: String, width: Int = 96) -> [String] {
    guard line.utf8.count > width else { return [line] }
    let indent = String(line.prefix { $0 == " " }) + "    "
    var lines: [String] = []
    var current = Substring(line)
    var depth = 0
    while current.utf8.count > width {
      // Where the line may end: behind the last of the outermost commas within brackets.
      var place: (end: String.Index, depth: Int)?
      var inner = depth
      var count = 0
      for i in current.indices {
        count += 1
        let character = current[i]
        if "([{".contains(character) { inner += 1 }
        if ")]}".contains(character) { inner -= 1 }
        if count > width, place != nil { break }
        if character == ",", inner > 0, inner <= place?.depth ?? .max {
          place = (current.index(after: i), inner)
        }
      }
      guard let place else { break }
      lines.append(String(current[..<place.end]))
      depth = place.depth
      let rest = current[place.end...].drop { $0 == " " }
      if rest.isEmpty { return lines }
      current = Substring(indent + rest)
    }
    return lines + [String(current)]
  }
}
