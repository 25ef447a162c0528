import ADLPrograms

/// The formula of every node of a program, over earlier nodes where it would be long.
package enum NodeFormulas {
  /// Returns the formulas, in the names of the inputs.
  /// - Requires: one name an input.
  package static func texts(_ program: Program, inputNames: [String]) -> [String] {
    let formulas = ProgramFormulas(program, inputNames: inputNames)
    return (0..<program.m).map(formulas.text)
  }
}
