import ADLAnalysis
import ADLFormats
import ADLPrograms

/// Where derivatives differ, in words: points as points, sets as sets with an example.
struct TieSetWords {
  private let rows: [ComparisonRow]
  private let inputs: [String]

  /// Creates the words for rows in which the derivatives differ.
  init(_ rows: [ComparisonRow], _ inputs: [String]) {
    self.rows = rows
    self.inputs = inputs
  }

  var text: String {
    let sets = rows.filter { $0.place.dimension(inputs.count) > 0 }
    guard let first = sets.first else { return points("derivatives differ at ", rows) }
    let others = rows.count - 1
    var text = "derivatives differ \(words(first)), for example at \(first.pointText)"
    if others > 0 { text += "; and at \(others) more place\(others == 1 ? "" : "s")" }
    return text
  }

  private func points(_ start: String, _ rows: [ComparisonRow]) -> String {
    let points = rows.prefix(4).map(\.pointText).joined(separator: ", ")
    return start + ComparisonAnswer.count(rows.count, "point")
      + (rows.count <= 4 && points.count <= 36 ? ": \(points)" : "")
  }

  /// What a row stands for.
  private func words(_ row: ComparisonRow) -> String {
    let noun = inputs.count == 2 ? "line" : inputs.count == 3 ? "plane" : "hyperplane"
    switch row.place {
    case .point: return "at a point"
    case .plane(let plane, let isWhole):
      return "on \(isWhole ? "" : "a part of ")the \(noun) \(equation(plane))"
    case .meeting(let planes, _): return "where \(planes) \(noun)s meet"
    case .crossed: return "on a set that lines cross"
    }
  }

  /// The plane as an equation, such as `x - 2*y = 1`.
  private func equation(_ plane: [Rational]) -> String {
    var text = ""
    for (name, coefficient) in zip(inputs, plane) where coefficient != .zero {
      let size = coefficient.magnitude
      let isNegative = coefficient.sign.isCertainly(.negative)
      text += text.isEmpty ? (isNegative ? "-" : "") : (isNegative ? " - " : " + ")
      text += size == .one ? name : "\(NumberText.text(.rational(size)))*\(name)"
    }
    return "\(text) = \(NumberText.text(.rational(-plane[plane.count - 1])))"
  }
}

extension TieSet {
  /// The dimension of the set in a space of so many dimensions, as far as is known.
  func dimension(_ inputs: Int) -> Int {
    switch self {
    case .point: 0
    case .plane, .crossed: inputs - 1
    case .meeting(_, let dimension): dimension
    }
  }

  /// The kind in JSON.
  var word: String {
    switch self {
    case .point: "point"
    case .plane: "plane"
    case .meeting: "meeting"
    case .crossed: "crossed"
    }
  }
}
