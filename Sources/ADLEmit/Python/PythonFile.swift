import ADLFormats
import ADLPrograms

/// A file of Python: functions in a framework's own calls and, where points were asked about, a
/// check that the framework returns there what is expected.
package struct PythonFile {
  private let framework: PythonFramework
  private let programs: [EmittedProgram]

  /// Creates the file of functions that are asked about at the same points.
  package init(_ programs: [EmittedProgram], in framework: PythonFramework) {
    self.programs = programs
    self.framework = framework
  }

  /// How much a number may differ from what is expected, relative to the largest of 1 and it.
  private static let tolerance = "1e-12"

  /// What is written is proportional to the program; beyond this nobody reads it, nor does Python
  /// in reasonable time.
  private static let nodeLimit = 1_000_000

  /// The text of the file.
  package func text() throws(EmissionFailure) -> String {
    var definitions = PythonDefinitions(framework)
    var functions: [String] = []
    var names: [(function: String, entries: String)] = []
    for emitted in programs {
      if emitted.program.m > Self.nodeLimit {
        throw .tooLarge(nodes: emitted.program.m, limit: Self.nodeLimit)
      }
      names.append(try append(emitted, to: &functions, &definitions))
    }
    var lines = header + framework.imports
    let isAsked = programs.contains { !$0.points.isEmpty }
    if isAsked {
      lines.insert(contentsOf: ["import sys", "from math import inf, nan", ""], at: header.count)
    } else {
      lines.insert(contentsOf: ["from math import inf, nan", ""], at: header.count)
    }
    lines += definitions.lines + functions
    if isAsked { lines += check(names) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var header: [String] {
    let names = programs.map { Self.quoted($0.name) }.joined(separator: ", ")
    var lines = ["\"\"\"" + names + ", in \(framework.title)'s own calls.", ""]
    lines += [
      "Numbers are doubles. An `if` is Python's, which asks for the numbers at hand: the branch that"
    ]
    lines += ["is taken is differentiated, as adl has it, and nothing passes through the other."]
    if programs.contains(where: { !$0.points.isEmpty }) {
      let convention = programs[0].convention.name
      lines += [
        "", "Run as a script it prints values and derivatives beside those that adl states under",
        "\(convention), and ends with 1 where they differ.",
      ]
    }
    return lines + ["\"\"\"", ""]
  }

  /// A text within a string of Python.
  private static func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  // MARK: - Functions

  /// Appends the definition of a function; returns its name, and that of the function which has
  /// the outputs one by one.
  private func append(
    _ emitted: EmittedProgram, to lines: inout [String], _ definitions: inout PythonDefinitions
  ) throws(EmissionFailure) -> (String, String) {
    let name = definitions.free(emitted.identifier.pythonIdentifier ?? "f")
    // Parameters hide names of other functions, not of what the body calls.
    var own = definitions
    let parameters = emitted.parameters.enumerated().map { i, parameter in
      PythonParameter(
        name: own.free(parameter.name.pythonIdentifier ?? "p\(i + 1)"), sizes: parameter.sizes)
    }
    definitions.vectorCount = 0
    let body = try PythonBody(
      emitted.program, parameters, in: framework, definitions,
      cancellation: emitted.cancellation)
    definitions = body.definitions
    let list = parameters.map(\.name).joined(separator: ", ")
    let doc = "    \"\"\"\(Self.quoted(emitted.name))\(Self.shapes(parameters))\"\"\""
    let outputs = body.outputs
    if emitted.sizes.isEmpty, outputs.count == 1 {
      lines += ["", "", "def \(name)(\(list)):", doc] + body.lines
      lines += PythonText.wrapped("    return \(outputs[0])")
      return (name, "")
    }
    let entries = definitions.free("\(name)_entries")
    lines += ["", "", "def \(entries)(\(list)):"]
    lines += ["    \"\"\"The entries of the value, row by row.\"\"\""] + body.lines
    lines += PythonText.wrapped("    return [\(outputs.joined(separator: ", "))]")
    let stacked = "\(framework.stack)(\(entries)(\(list)))"
    let value = emitted.sizes.count > 1 ? framework.reshaped(stacked, emitted.sizes) : stacked
    lines += ["", "", "def \(name)(\(list)):", doc, "    return \(value)"]
    return (name, entries)
  }

  private static func shapes(_ parameters: [PythonParameter]) -> String {
    let shaped = parameters.filter { !$0.sizes.isEmpty }.map {
      "\($0.name) of shape \($0.sizes.count == 1 ? "(\($0.sizes[0]),)" : "(\($0.sizes.map(String.init).joined(separator: ", ")))")"
    }
    return shaped.isEmpty ? "" : ", with " + shaped.joined(separator: ", ")
  }

  // MARK: - The check

  private func check(_ names: [(function: String, entries: String)]) -> [String] {
    var lines = [
      "", "", "# Points, and at each the values of the functions and the rows of their Jacobians.",
      "POINTS = [",
    ]
    let points = programs[0].points
    for i in points.indices {
      var next = 0
      let parts = programs[0].parameters.map { parameter in
        defer { next += parameter.count }
        return PythonText.array(
          points[i].coordinates[next..<next + parameter.count], parameter.sizes)
      }
      let results = programs.map { emitted in
        let point = emitted.points[i]
        let rows = PythonText.array(point.jacobian, [emitted.program.q, emitted.program.p])
        return "(\(PythonText.array(point.values, [emitted.program.q])), \(rows))"
      }
      lines += PythonText.wrapped(
        "    ([\(parts.joined(separator: ", "))], [\(results.joined(separator: ", "))]),")
    }
    lines += ["]", "", "# The functions by name, with what lists their outputs.", "FUNCTIONS = ["]
    for (emitted, name) in zip(programs, names) {
      let entries =
        name.entries.isEmpty ? "lambda *inputs: [\(name.function)(*inputs)]" : name.entries
      lines.append("    (\"\(Self.quoted(emitted.name))\", \(entries)),")
    }
    lines += [
      "]", "", "# Relative to the largest of 1 and the number.", "TOLERANCE = \(Self.tolerance)",
      "", "",
    ]
    lines += framework.derivativeLines + PythonFramework.checkLines(framework)
    return lines
  }
}
