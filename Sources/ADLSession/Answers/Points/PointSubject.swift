import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// A function at a point as the answers speak of it: with the places of its nodes in the source.
struct PointSubject: Sendable {
  /// A node with its place.
  struct PlacedNode: Sendable {
    /// The node, from 0.
    let node: Int

    /// The primitive's name.
    let name: String

    /// Where it is written; `nil` for a node that no text stands for.
    let span: SourceSpan?
  }

  let analysis: PointAnalysis
  let name: String

  let anchors: AnchorMap
  let gradientText: GradientText

  /// The parameters by which gradients are written, where there are several that are not all
  /// numbers; none elsewhere.
  let gradientParts: [NumberAnswer.Part]

  private let inputs: [String]

  init(_ analysis: PointAnalysis, _ instance: Instance) {
    self.analysis = analysis
    name = instance.name
    anchors = instance.anchors
    gradientText = GradientText(q: analysis.program.q, inputNames: instance.inputs)
    inputs = instance.inputs
    let parts = instance.parts.filter { $0.count > 0 }
    let isInSeveral =
      analysis.program.q == 1 && parts.count > 1 && parts.contains { !$0.shape.isEmpty }
      && parts.reduce(0) { $0 + $1.count } == analysis.program.p
    gradientParts = isInSeveral ? parts : []
  }

  /// The program.
  var program: Program { analysis.program }

  /// `true` iff sets are sets of numbers.
  var isScalar: Bool { program.p == 1 && program.q == 1 }

  // MARK: - Gradients

  /// Returns a gradient as it is written: on one line, or by parameters in their shapes.
  func lines(_ entries: [KnownNumber]) -> [String] {
    if gradientParts.isEmpty { return [gradientText.text(entries)] }
    return byParameters { range, columns in
      let part = Array(entries[range])
      guard let columns else { return NumberText.entry(part[0]) }
      let text = GradientText(q: 1, inputNames: Array(inputs[range])).text(part)
      guard columns < part.count else { return part.count == 1 ? "[\(text)]" : text }
      let rows = stride(from: 0, to: part.count, by: columns).map { first in
        part[first..<first + columns].map(NumberText.entry).joined(separator: ", ")
      }
      let full = "[" + rows.joined(separator: "; ") + "]"
      return full.count <= GradientText.widthLimit ? full : text
    }
  }

  /// The same of doubles, which may be no numbers.
  func lines(doubles: [Double]) -> [String] {
    if gradientParts.isEmpty { return [gradientText.text(doubles: doubles)] }
    return byParameters { range, columns in
      let part = Array(doubles[range])
      guard let columns else { return NumberText.text(part[0]) }
      let text = GradientText(q: 1, inputNames: Array(inputs[range])).text(doubles: part)
      guard columns < part.count else { return part.count == 1 ? "[\(text)]" : text }
      let full = NumberText.matrix(
        stride(from: 0, to: part.count, by: columns).map { part[$0..<$0 + columns] })
      return full.count <= GradientText.widthLimit ? full : text
    }
  }

  /// Returns a line for each parameter with what `text` says of its entries, and of how many make a
  /// row; `nil` of a number.
  private func byParameters(_ text: (Range<Int>, Int?) -> String) -> [String] {
    let width = gradientParts.map(\.name.displayWidth).max() ?? 0
    var next = 0
    return gradientParts.map { part in
      defer { next += part.count }
      let name = part.name + String(repeating: " ", count: width - part.name.displayWidth)
      return "\(name)  " + text(next..<next + part.count, part.shape.last)
    }
  }

  // MARK: - Nodes

  /// The nodes that are known to tie, or to do so within the tolerance.
  private var ties: [TiedNode] { analysis.tiedNodes.filter { $0.tier != .double } }

  /// These nodes with their places.
  var tied: [PlacedNode] {
    ties.map { placed($0.node, $0.name, $0.anchor) }
  }

  /// The nodes whose derivative is what their author states, with their places.
  private var stated: [PlacedNode] {
    program.statedNodes.map { node in
      let application = program.application(node)
      return placed(node, application.name, application.anchor)
    }
  }

  func placed(_ node: Int, _ name: String, _ anchor: Anchor) -> PlacedNode {
    PlacedNode(node: node, name: name, span: anchors.span(of: anchor))
  }

  /// The words that go with a verdict which nothing better than doubles, or a tolerance, supports.
  func reservation(_ tier: Tier) -> String {
    switch tier {
    case .exact, .interval: ""
    case .double: " (by doubles)"
    case .tolerance: " (by tolerance)"
    }
  }

  /// The words that go with a verdict: one that is given although some guard is not decided holds
  /// whatever that guard is.
  func verdictReservation(_ tier: Tier) -> String { tier == .double ? "" : reservation(tier) }

  /// Says that there is no `set`, or that it is not known, and why.
  func missing(_ set: String) -> String {
    if analysis.isPastRange { return "\(set) not known: \(Self.pastRange)" }
    if analysis.meetsOnlyNorms { return "\(set) not known: \(Self.openNorm)" }
    return "no \(set): a domain edge"
  }

  /// What is said where a number has no bounds and no domain ends.
  static let pastRange = "a number is past the range of enclosures"

  /// What is said of a norm at its kink that is not followed.
  static let openNorm = "a norm that is 0 here is not followed"

  /// The same in JSON.
  var obstacleWord: String {
    analysis.isPastRange ? "out of range" : analysis.meetsOnlyNorms ? "norm" : "domain edge"
  }

  /// Adds the values of the outputs to `table`.
  func addValues(to table: inout FactTable) {
    let values = analysis.values.map(\.known)
    table.append(
      "value", values.count == 1 ? NumberText.entry(values[0]) : NumberText.vector(values))
  }

  /// Adds the tied nodes, the domain edges, the arithmetic, and where doubles go another way.
  func addReasons(to table: inout FactTable, tier: Tier) {
    let lines = Self.lines(tied, detail: ties.map(Self.pieces))
    table.append("ties", lines: lines.isEmpty ? ["none"] : lines, role: .plain)
    let edges = analysis.edges.filter(\.reachesOutput)
    if !edges.isEmpty {
      let nodes = edges.map { placed($0.node, $0.primitive.name, $0.anchor) }
      table.append(
        "edges",
        lines: Self.lines(nodes, detail: edges.map { $0.isLipschitz ? "0 here" : "domain edge" }),
        role: .plain)
    }
    if !analysis.norms.isEmpty {
      let nodes = analysis.norms.map { placed($0.node, $0.primitive.name, $0.anchor) }
      table.append(
        "norms", lines: Self.lines(nodes, detail: nodes.map { _ in "0 here" }), role: .plain)
    }
    if !stated.isEmpty {
      table.append(
        "stated",
        lines: Self.lines(stated, detail: stated.map { _ in "AD returns what is stated" }),
        role: .plain)
    }
    table.append("decided by", decision(tier), role: .plain)
    if !analysis.decidedByDoubles.isEmpty, tier == .double {
      table.append(
        "note",
        "intervals cannot tell the sides apart at \(words(analysis.decidedByDoubles))", role: .note)
    }
    for note in divergenceNotes { table.append("note", note, role: .note) }
  }

  /// The maximum number of nodes that are listed.
  private static let nodeLimit = 12

  private static func lines(_ nodes: [PlacedNode], detail: [String]) -> [String] {
    // A loop writes one place many times.
    var rows: [(cells: [String], count: Int)] = []
    for (node, detail) in zip(nodes, detail) {
      let cells = [node.name, node.span?.description ?? "", node.excerpt, detail]
      if let last = rows.last, last.cells == cells {
        rows[rows.count - 1].count += 1
      } else {
        rows.append((cells, 1))
      }
    }
    var table = TextTable([.init(""), .init(""), .init(""), .init(""), .init("")])
    for row in rows.prefix(nodeLimit) {
      table.append(row.cells + [row.count > 1 ? "\(row.count) times" : ""])
    }
    var lines = table.text.plain.split(separator: "\n").map { String($0.dropFirst(2)) }
    if rows.count > nodeLimit { lines.append("… \(rows.count - nodeLimit) more") }
    return lines
  }

  /// How many pieces meet, where that is not plain.
  private static func pieces(_ node: TiedNode) -> String {
    let sites = node.sites.filter(\.ties)
    if sites.count > 1 { return "\(sites.count) entries tie" }
    let pieces = sites.first?.pieces ?? []
    // Two pieces are what a tie mostly has.
    return pieces.count == 2 ? "" : "\(pieces.count) pieces"
  }

  private func decision(_ tier: Tier) -> String {
    switch tier {
    case .exact: "exact arithmetic"
    case .interval: "intervals"
    case .double: "nothing where intervals cannot tell"
    case .tolerance: "the tolerance \(NumberText.text(analysis.tolerance)) (`set tie`)"
    }
  }

  /// Where evaluation in doubles goes another way than exact evaluation, in words.
  var divergenceNotes: [String] {
    let notes = analysis.divergences.prefix(Self.nodeLimit).map { divergence in
      let place = placed(divergence.node, "", divergence.anchor)
      let words =
        switch divergence.kind {
        case .missedTie: "doubles miss the tie"
        case .falseTie: "doubles see a tie that is none"
        case .otherPiece: "doubles choose another piece"
        }
      return "\(words) at \(place.span?.description ?? "node \(place.node + 1)") \(place.excerpt)"
    }
    let more = analysis.divergences.count - notes.count
    return notes + (more > 0 ? ["… and at \(more) more nodes"] : [])
  }

  // MARK: - JSON

  /// What every answer at a point says.
  struct Facts: Encodable {
    let name: String
    let point: Schema.Vector
    let value: Schema.Value

    /// The nodes that tie.
    let tied: [Joined<Schema.Node, Tie>]

    /// The nodes on the edge of their domain.
    let edges: [Joined<Schema.Node, Edge>]

    /// The norms of what vanishes at the point; left out where there are none.
    let norms: [Schema.Node]?

    /// The nodes whose derivative is what their author states; left out where there are none.
    let stated: [Schema.Node]?

    /// Where evaluation in doubles goes another way than exact evaluation.
    let divergences: [Joined<Schema.Node, Divergence>]
    let tier: String
    let tolerance: Schema.Number?
  }

  /// The pieces that meet, site by site.
  struct Tie: Encodable {
    let pieces: [[Int]]
    let tier: String
    let inDoubles: Bool
  }

  struct Edge: Encodable {
    let arguments: Schema.Vector
    let value: Schema.Number
    let reachesOutput: Bool
  }

  struct Divergence: Encodable {
    let divergence: String
  }

  func facts(tier: Tier) -> Facts {
    Facts(
      name: name, point: Schema.Vector(analysis.point.map(\.known)),
      value: Schema.Value(analysis.values.map(\.known)),
      tied: ties.map { node in
        let first = analysis.program.application(node.node).firstPiece
        return Joined(
          placed(node.node, node.name, node.anchor).shape,
          Tie(
            pieces: node.sites.map { $0.pieces.map { $0 + first } }, tier: node.tier.word,
            inDoubles: node.isTiedInDoubles))
      },
      edges: analysis.edges.map { edge in
        Joined(
          placed(edge.node, edge.primitive.name, edge.anchor).shape,
          Edge(
            arguments: Schema.Vector(edge.arguments.map(\.known)),
            value: Schema.Number(edge.value.known),
            reachesOutput: edge.reachesOutput))
      },
      norms: analysis.norms.isEmpty
        ? nil : analysis.norms.map { placed($0.node, $0.primitive.name, $0.anchor).shape },
      stated: stated.isEmpty ? nil : stated.map(\.shape),
      divergences: analysis.divergences.map { divergence in
        let name = program.application(divergence.node).primitive.name
        return Joined(
          placed(divergence.node, name, divergence.anchor).shape,
          Divergence(divergence: divergence.kind.word))
      }, tier: tier.word,
      tolerance: analysis.tolerance > 0 ? Schema.Number(analysis.tolerance) : nil)
  }
}

extension DoubleDivergence.Kind {
  /// The kind in JSON.
  fileprivate var word: String {
    switch self {
    case .missedTie: "missedTie"
    case .falseTie: "falseTie"
    case .otherPiece: "otherPiece"
    }
  }
}

extension PointSubject.PlacedNode {
  /// The maximum number of characters of the source that are shown.
  private static let excerptLimit = 40

  /// The text of the node, on one line and not long.
  var excerpt: String {
    let words = (span?.text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= Self.excerptLimit ? words : words.prefix(Self.excerptLimit - 1) + "…"
  }

  /// The node in JSON.
  var shape: Schema.Node { Schema.Node(node, name, at: span) }
}
