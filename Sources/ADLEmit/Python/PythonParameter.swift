/// A parameter of a function in Python: an array, or a number.
struct PythonParameter {
  let name: String
  let sizes: [Int]

  /// The number of its entries.
  var count: Int { sizes.reduce(1, *) }

  /// The texts of its entries, row by row.
  var entries: [String] {
    switch sizes.count {
    case 0: [name]
    case 1: (0..<sizes[0]).map { "\(name)[\($0)]" }
    default: (0..<count).map { "\(name)[\($0 / sizes[1]), \($0 % sizes[1])]" }
    }
  }

  /// Returns the inputs `nodes` as a parameter, a row or column of one, or entries of one that
  /// follow each other; `nil` if they are none.
  static func part(
    _ nodes: [Int], of parameters: [PythonParameter], _ framework: PythonFramework
  ) -> String? {
    guard nodes.count > 1 else { return nil }
    let step = nodes[1] - nodes[0]
    guard step > 0, zip(nodes, nodes.dropFirst()).allSatisfy({ $1 - $0 == step }) else {
      return nil
    }
    var start = 0
    for parameter in parameters {
      defer { start += parameter.count }
      let (first, last) = (nodes[0] - start, nodes[nodes.count - 1] - start)
      guard first >= 0, last < parameter.count else { continue }
      return parameter.part(first, last, step, framework)
    }
    return nil
  }

  /// Returns the matrix of which the inputs `nodes` are the rows, or the columns.
  static func matrix(
    _ nodes: [Int], rows: Int, of parameters: [PythonParameter]
  ) -> (name: String, isTransposed: Bool)? {
    var start = 0
    for parameter in parameters {
      defer { start += parameter.count }
      guard parameter.sizes.count == 2, parameter.count == nodes.count, nodes.contains(start) else {
        continue
      }
      let columns = parameter.sizes[1]
      let isWhole = nodes.indices.allSatisfy { nodes[$0] == start + $0 }
      if isWhole, parameter.sizes[0] == rows { return (parameter.name, false) }
      let height = parameter.sizes[0]
      let isTransposed = nodes.indices.allSatisfy {
        nodes[$0] == start + $0 % height * columns + $0 / height
      }
      if isTransposed, columns == rows { return (parameter.name, true) }
    }
    return nil
  }

  private func part(
    _ first: Int, _ last: Int, _ step: Int, _ framework: PythonFramework
  ) -> String? {
    let count = (last - first) / step + 1
    if sizes.count == 1 {
      if count == sizes[0] { return name }
      return step == 1
        ? "\(name)[\(first):\(last + 1)]" : "\(name)[\(first):\(last + 1):\(step)]"
    }
    guard sizes.count == 2 else { return nil }
    let columns = sizes[1]
    if step == 1, count == self.count { return framework.reshaped(name, [-1]) }
    if step == 1, first % columns == 0, count == columns { return "\(name)[\(first / columns)]" }
    if step == columns, first < columns, count == sizes[0] { return "\(name)[:, \(first)]" }
    return nil
  }
}
