import ADLFormats
import ADLPrograms

/// The program as a graph for Graphviz: an edge from every operand to what applies to it.
///
/// Of a large program nodes of one kind that were written at one place are drawn as one. At a point, nodes have their values, the pieces chosen and their adjoints.
struct DotWriter: FormWriter {
  /// From this many nodes on, those of one kind are drawn as one.
  static let foldingLimit = 60

  /// The most that is drawn: Graphviz does not end on graphs much larger.
  static let limit = 5_000

  /// What is drawn as one: nodes of one kind.
  private struct Group {
    var nodes: [Int]
    var label: String
  }

  /// What nodes that are drawn as one have in common.
  private struct Kind: Hashable {
    let primitive: Primitive
    let parameter: Parameter
    let anchor: Anchor
  }

  private let emitted: EmittedProgram
  private let program: Program
  private let formulas: [String]
  private var groups: [Group] = []
  private var groupOf: [Int32] = []
  private let sweeps: [Sweep]

  /// What is known at the point: values, and adjoints an output.
  private struct Sweep {
    let evaluation: Evaluation<Double>
    let adjoints: [[Double?]]
  }

  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String {
    var writer = try DotWriter(emitted)
    writer.fold()
    if writer.groups.count > limit {
      throw .tooLarge(nodes: writer.groups.count, limit: limit)
    }
    return try writer.text
  }

  private init(_ emitted: EmittedProgram) throws(EmissionFailure) {
    self.emitted = emitted
    program = emitted.program
    formulas = NodeFormulas.texts(program, inputNames: emitted.inputNames)
    var sweeps: [Sweep] = []
    for point in emitted.points {
      guard
        let evaluation = try? program.evaluate(at: point.coordinates, domain: .notANumber)
      else { continue }
      let adjoints = (0..<program.q).map {
        evaluation.adjoints(output: $0, under: emitted.convention)
      }
      sweeps.append(Sweep(evaluation: evaluation, adjoints: adjoints))
    }
    self.sweeps = sweeps
    if emitted.cancellation.isRequested { throw .interrupted }
  }

  // MARK: - Groups

  private mutating func fold() {
    let folds = program.m > Self.foldingLimit
    var first = 0
    for parameter in emitted.parameters where parameter.count > 0 {
      let whole = first..<first + parameter.count
      if folds, parameter.count > 1 {
        add(Group(nodes: Array(whole), label: parameter.text))
      } else {
        for k in whole { add(Group(nodes: [k], label: formulas[k])) }
      }
      first += parameter.count
    }
    var known: [Kind: Int] = [:]
    for k in program.p..<program.m {
      let application = program.application(k)
      let kind = Kind(
        primitive: application.primitive, parameter: application.parameter,
        anchor: application.anchor)
      // Outputs are drawn by themselves.
      let isOutput = k >= program.outputs.lowerBound
      if folds, !isOutput, application.anchor != .none, let group = known[kind] {
        groups[group].nodes.append(k)
        groups[group].label = "\(application.name) × \(groups[group].nodes.count)"
        groupOf.append(Int32(group))
        continue
      }
      if !isOutput { known[kind] = groups.count }
      add(Group(nodes: [k], label: "x_\(k + 1) = \(formulas[k])"))
    }
  }

  private mutating func add(_ group: Group) {
    groupOf += [Int32](repeating: Int32(groups.count), count: group.nodes.count)
    groups.append(group)
  }

  // MARK: - Text

  private var text: String {
    get throws(EmissionFailure) {
      var lines = [
        "// \(Self.comment(emitted.name)): p = \(program.p), q = \(program.q), m = \(program.m)",
        "// convention \(Self.comment(emitted.convention.name))",
        "digraph \(Self.quoted(emitted.name)) {",
        "  rankdir = LR;",
        "  node [shape = box, fontname = \"monospace\"];",
      ]
      for (number, group) in groups.enumerated() {
        if number & 0xFF == 0, emitted.cancellation.isRequested { throw .interrupted }
        var attributes = ["label = \(Self.quoted(label(group)))"]
        if group.nodes[0] < program.p { attributes.append("shape = ellipse") }
        if group.nodes[0] >= program.outputs.lowerBound {
          attributes.append("peripheries = 2")
        }
        if ties(group) { attributes.append("style = bold") }
        lines.append("  n\(group.nodes[0] + 1) [\(attributes.joined(separator: ", "))];")
      }
      for (number, group) in groups.enumerated() {
        if number & 0xFF == 0, emitted.cancellation.isRequested { throw .interrupted }
        lines += edges(into: group)
      }
      return lines.joined(separator: "\n") + "\n}\n"
    }
  }

  /// The label: a formula, and what is known of it at each point.
  private func label(_ group: Group) -> String {
    var lines = [group.label]
    if let place = group.nodes.first.flatMap({
      $0 < program.p ? nil : emitted.place(program.application($0).anchor)
    }) {
      lines.append(place)
    }
    for sweep in sweeps { lines += facts(group, sweep) }
    return lines.joined(separator: "\n")
  }

  private func facts(_ group: Group, _ sweep: Sweep) -> [String] {
    guard group.nodes.count == 1, let k = group.nodes.first else {
      let tied = group.nodes.count { sweep.evaluation.active[$0]?.ties == true }
      return tied > 0 ? ["\(tied) at a tie"] : []
    }
    guard let value = sweep.evaluation.values[k] else { return ["not needed"] }
    var lines = ["value \(NumberText.text(value))"]
    if let active = sweep.evaluation.active[k] {
      lines.append(active.isDecided ? "piece \(Self.piece(active))" : "undecided")
    }
    let adjoints = sweep.adjoints.map { $0[k].map(NumberText.text) ?? "–" }
    lines.append("adjoint \(adjoints.joined(separator: ", "))")
    return lines
  }

  /// The piece chosen, from 1, and those that tie with it.
  private static func piece(_ active: ActiveSet) -> String {
    active.sites.prefix(8).map { site in
      site.ties
        ? "tie " + site.pieces.prefix(8).map { "\($0 + 1)" }.joined(separator: ", ")
        : "\(site.pieces[site.standing] &+ 1)"
    }.joined(separator: "; ")
  }

  private func ties(_ group: Group) -> Bool {
    sweeps.contains { sweep in
      group.nodes.contains { sweep.evaluation.active[$0]?.ties == true }
    }
  }

  /// The edges, with how many operands each stands for.
  private func edges(into group: Group) -> [String] {
    var counts: [Int32: Int] = [:]
    var order: [Int32] = []
    for k in group.nodes where k >= program.p {
      for operand in program.application(k).operands {
        guard let j = operand.node else { continue }
        if counts[groupOf[j]] == nil { order.append(groupOf[j]) }
        counts[groupOf[j], default: 0] += 1
      }
    }
    let own = group.nodes[0] + 1
    return order.map { from in
      let count = counts[from] ?? 1
      let source = groups[Int(from)].nodes[0] + 1
      return "  n\(source) -> n\(own)" + (count > 1 ? " [label = \"× \(count)\"];" : ";")
    }
  }

  /// The text in quotation marks, with its line breaks.
  static func quoted(_ text: String) -> String {
    let escaped = text.map { character in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// The text on the line of a comment.
  private static func comment(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
