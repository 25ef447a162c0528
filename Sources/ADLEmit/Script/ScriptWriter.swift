import ADLFormats
import ADLPrograms

/// The program as a script of the language, which reads back as the same program.
struct ScriptWriter: FormWriter {
  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String {
    let program = emitted.program
    if let node = (program.p..<program.m).first(where: { !ScriptText.canWrite(program, $0) }) {
      throw .unwritable(node: node, reason: reason(program.application(node)))
    }
    let name = emitted.identifier
    let line = emitted.name.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard
      let script = ScriptText.script(
        program, name: name,
        documentation: "\(line == name ? "The function \(name)" : line), node by node.",
        parameters: emitted.parameters, sizes: emitted.sizes, place: emitted.place)
    else { throw .unwritable(node: program.m - 1, reason: "is of a shape without a definition") }
    let convention =
      emitted.points.isEmpty ? "" : "# At ties as the convention \(emitted.convention.name).\n"
    return convention + script + checks(emitted, name)
  }

  private static func reason(_ application: Application) -> String {
    if application.isDerived || application.primitive == .derivedEntry {
      return "is part of a derivative, which the language writes as a prime"
    }
    if case .stated(let rule) = application.parameter {
      return "applies the rule `\(rule.name)`, whose backward is no longer a formula"
    }
    return "(\(application.name)) has no word in the language"
  }

  /// What the function returns at the points that were asked about, as expressions.
  private static func checks(_ emitted: EmittedProgram, _ name: String) -> String {
    emitted.points.map { point in
      var next = 0
      let arguments = emitted.parameters.map { parameter -> String in
        let own = point.coordinates[next..<next + parameter.count]
        next += parameter.count
        switch parameter.sizes.count {
        case 0: return NumberText.text(own[own.startIndex])
        case 1: return NumberText.vector(own)
        default:
          let columns = parameter.sizes[1]
          return NumberText.matrix(
            stride(from: own.startIndex, to: own.endIndex, by: columns).map {
              Array(own[$0..<$0 + columns])
            })
        }
      }
      let list = arguments.joined(separator: ", ")
      let values = point.values.map(NumberText.text).joined(separator: ", ")
      let derivative = point.jacobian.map(NumberText.text).joined(separator: ", ")
      return "\(name)(\(list))  # \(values)\n\(name)'(\(list))  # \(derivative)\n"
    }.joined()
  }
}
