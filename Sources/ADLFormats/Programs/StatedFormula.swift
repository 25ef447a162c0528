import ADLPrograms

extension Application {
  /// The arguments of a call of a function with a derivative of its own, in their shapes; long ones
  /// as `elided` has them.
  func shown(
    _ operands: [Formula], elided: ([Formula]) -> [Formula] = { $0 }
  ) -> [Formula] {
    guard case .stated(let rule) = parameter else {
      return elided(Array(operands.prefix((operands.count - 1) / 2)))
    }
    var next = 0
    func row(_ count: Int) -> String {
      defer { next += count }
      return elided(Array(operands[next..<next + count])).map(\.text).joined(separator: ", ")
    }
    return rule.arguments.map { argument in
      switch argument {
      case .number:
        next += 1
        return operands[next - 1]
      case .vector(let count): return Formula(name: "[\(row(count))]")
      case .matrix(let rows, let columns):
        let text = (0..<rows).map { _ in row(columns) }.joined(separator: "; ")
        return Formula(name: "[\(text)]")
      }
    }
  }
}
