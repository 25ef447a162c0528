import ADLPrograms

/// The selections declared by the user that a listing names, each listed once.
struct DeclaredSelections {
  private var names: [SelectionDefinition: String] = [:]
  private(set) var texts: [String] = []

  /// Returns the name under which `definition` is listed: its own, numbered where two share one.
  mutating func name(of definition: SelectionDefinition) -> String {
    if let known = names[definition] { return known }
    var name = "@" + definition.name
    var number = 2
    while names.values.contains(name) {
      name = "@\(definition.name)_\(number)"
      number += 1
    }
    names[definition] = name
    texts.append(text(definition, name))
    return name
  }

  /// The definition as a block of listings: the pieces, the sides of the comparisons, the index.
  private func text(_ definition: SelectionDefinition, _ name: String) -> String {
    var lines = ["selection \(name)"]
    let sides = (0..<(definition.sides?.q ?? 0)).map { "s\($0 + 1)" }
    for condition in definition.conditions {
      lines.append("  when " + condition.text(sides))
    }
    let inputs = (0..<(definition.pieces.first?.p ?? 0)).map { "t\($0 + 1)" }
    for piece in definition.pieces {
      lines.append(ProgramListing(piece, name: "piece", inputNames: inputs).text.plain)
    }
    if let sides = definition.sides {
      lines.append(ProgramListing(sides, name: "sides", inputNames: inputs).text.plain)
    }
    return (lines + ["end"]).joined(separator: "\n")
  }
}
