import ADLPrograms

/// What a file defines before its functions: primitives that the framework lacks, and selections
/// that the user declared.
struct PythonDefinitions {
  let framework: PythonFramework
  private(set) var lines: [String] = []
  private var helpers: Set<PythonHelper> = []
  private var selections: [SelectionDefinition: String] = [:]

  /// The names that are taken.
  var names: Set<String> = PythonFramework.reservedNames

  /// How many vectors have got a name.
  var vectorCount = 0

  init(_ framework: PythonFramework) { self.framework = framework }

  /// Adds the definition of `helper`, once.
  mutating func need(_ helper: PythonHelper) {
    guard helpers.insert(helper).inserted else { return }
    lines += ["", ""] + helper.lines(framework)
  }

  /// Returns a name like `wanted` that is free, and takes it.
  mutating func free(_ wanted: String) -> String {
    var name = wanted.isNodeName ? wanted + "_" : wanted
    var number = 2
    while names.contains(name) {
      // A word of Python's with a line behind it, and the second of two functions with a number.
      let isOurs = PythonFramework.reservedNames.contains(wanted)
      name = isOurs && number == 2 ? wanted + "_" : "\(wanted)_\(number)"
      number += 1
    }
    names.insert(name)
    return name
  }

  /// Returns the name of the function that a declared selection is, which is defined once.
  mutating func name(
    of definition: SelectionDefinition
  ) throws(EmissionFailure) -> String {
    if let known = selections[definition] { return known }
    let name = free(definition.name.pythonIdentifier ?? "selection")
    selections[definition] = name
    let count = definition.pieces[0].p
    let parameters = (0..<count).map {
      PythonParameter(name: count == 1 ? "t" : "t\($0 + 1)", sizes: [])
    }
    var body: [String] = []
    func write(
      _ program: Program, indent: Int, isCompared: Bool = false
    ) throws(EmissionFailure) -> [String] {
      let part = try PythonBody(program, parameters, in: framework, self, isCompared: isCompared)
      let own = part.definitions
      self = own
      body += part.lines.map { String(repeating: "    ", count: indent) + $0 }
      return part.outputs
    }
    let sides =
      try definition.sides.map { (program) throws(EmissionFailure) in
        try write(program, indent: 0, isCompared: true)
      } ?? []
    var first = 0
    for (condition, piece) in zip(definition.conditions, definition.pieces) {
      body.append("    if \(condition.python(sides, &first)):")
      let result = try write(piece, indent: 1)[0]
      body.append("        return \(result)")
    }
    let last = try write(definition.pieces[definition.pieces.count - 1], indent: 0)[0]
    body.append("    return \(last)")
    let list = parameters.map(\.name).joined(separator: ", ")
    lines +=
      [
        "", "", "def \(name)(\(list)):",
        "    \"\"\"A selection: its derivative is that of the piece which is taken.\"\"\"",
      ] + body
    return name
  }
}

extension Condition {
  /// The condition in Python, with the texts of both sides of each comparison.
  fileprivate func python(_ sides: [String], _ first: inout Int) -> String {
    switch self {
    case .comparison(let i, let relation):
      return "\(sides[2 * i]) \(relation.rawValue) \(sides[2 * i + 1])"
    case .and(let parts):
      return parts.map { "(\($0.python(sides, &first)))" }.joined(separator: " and ")
    case .or(let parts):
      return parts.map { "(\($0.python(sides, &first)))" }.joined(separator: " or ")
    case .not(let part): return "not (\(part.python(sides, &first)))"
    }
  }
}

extension String {
  /// The text where Python takes it for a name of its own; names in other letters have none.
  var pythonIdentifier: String? {
    guard let first = unicodeScalars.first, first != "_" || unicodeScalars.count > 1 else {
      return nil
    }
    let isName = unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_")
    }
    return isName && !("0"..."9").contains(first) ? self : nil
  }

  /// `true` iff nodes and vectors have such names: `x7`, `v2`.
  fileprivate var isNodeName: Bool {
    guard let first, first == "x" || first == "v" else { return false }
    return count > 1 && dropFirst().allSatisfy(\.isNumber)
  }
}
