import ADLPrograms
import ADLText

/// What both sweeps of Algorithm 2 leave at every node: x_k, the piece chosen, d_k, the tangents
/// ∂x_k/∂x and the adjoints.
public struct TraceListing: Sendable {
  private let name: String
  private let rows: [Row]
  private let convention: String
  private let point: [Double]
  private let p: Int
  private let q: Int

  /// The format in which the sweeps computed.
  private let format: FloatingFormat

  /// What is not finite, if something is not.
  private let nonfinite: NonfiniteText?

  /// One node; what is `nil` was not needed.
  private struct Row: Sendable {
    let formula: String
    let value: Double?
    let active: ActiveSet?
    let firstPiece: Int
    let derivative: [Double]
    let tangents: [Double?]
    let adjoints: [Double?]
  }

  /// Creates the trace of an evaluation of the program called `name`.
  /// - Requires: one name an input.
  ///
  /// Where `cancellation` holds, the table ends early.
  /// - Complexity: p forward and q backward sweeps.
  public init<S: FloatingNumber>(
    _ evaluation: Evaluation<S>, name: String, inputNames: [String],
    under convention: Convention, cancellation: Cancellation = .never, _ work: Work = .inherited
  ) {
    let program = evaluation.program
    self.name = name
    self.convention = convention.name
    format = S.format
    point = (0..<program.p).map { evaluation.values[$0]?.double ?? .nan }
    (p, q) = (program.p, program.q)
    let formulas = ProgramFormulas(
      program, inputNames: inputNames, cancellation: cancellation)
    var sweeps: (tangents: [[S?]], adjoints: [[S?]]) = ([], [])
    for j in 0..<p where !cancellation.isRequested {
      let direction = (0..<program.p).map { $0 == j ? S(1) : nil }
      sweeps.tangents.append(evaluation.tangents(along: direction, under: convention))
    }
    for i in 0..<q where !cancellation.isRequested {
      sweeps.adjoints.append(evaluation.adjoints(output: i, under: convention))
    }
    var rows: [Row] = []
    for k in 0..<program.m {
      if k & 0xFFF == 0, cancellation.isRequested { break }
      let isNeeded = evaluation.values[k] != nil
      let row = Row(
        formula: formulas.text(k), value: evaluation.values[k]?.double,
        active: evaluation.active[k],
        firstPiece: k < program.p ? 1 : program.application(k).firstPiece,
        derivative: k < program.p || !isNeeded
          ? [] : evaluation.localDerivative(k, under: convention).map(\.number.double),
        tangents: sweeps.tangents.map { $0[k]?.double },
        adjoints: sweeps.adjoints.map { $0[k]?.double })
      rows.append(row)
    }
    self.rows = rows
    nonfinite =
      cancellation.isRequested
      ? nil
      : NonfiniteText(
        evaluation, tangents: sweeps.tangents, adjoints: sweeps.adjoints, under: convention,
        formulas, inputNames: inputNames, work)
  }

  /// The piece chosen at a node, counted from `first`, and the others that tie with it.
  private static func piece(_ active: ActiveSet?, from first: Int) -> String {
    guard let active else { return "" }
    guard active.isDecided else { return "undecided" }
    return active.sites.map { site in
      let chosen = "\(site.pieces[site.standing] + first)"
      guard site.ties else { return chosen }
      return "tie " + site.pieces.map { "\($0 + first)" }.joined(separator: ", ")
    }.joined(separator: "; ")
  }

  /// The trace as text.
  public var text: StyledText {
    var text = StyledText("trace ", .keyword)
    text.append(name, .name)
    let precision = format == .f64 ? "" : "    precision \(format.rawValue)"
    text.append("    convention \(convention)\(precision)\n")
    var table = TextTable([
      .init("k", .right, role: .number), .init("x_k"), .init("value", .right, role: .number),
      .init("piece"), .init("d_k"), .init(p == 1 ? "tangent" : "tangents", .right),
      .init(q == 1 ? "adjoint" : "adjoints", .right),
    ])
    for (k, row) in rows.enumerated() {
      table.append([
        "\(k + 1)", row.formula, row.value.map(NumberText.text) ?? "not needed",
        Self.piece(row.active, from: row.firstPiece),
        Self.elided(row.derivative).joined(separator: ", "), Self.cell(row.tangents),
        Self.cell(row.adjoints),
      ])
    }
    text.append(table.text)
    if let nonfinite { text += nonfinite.text }
    return text
  }

  /// A sweep that did not come by a node left nothing there; that counts as 0.
  private static func cell(_ numbers: [Double?]) -> String {
    if numbers.count == 1 { return numbers[0].map(NumberText.text) ?? "–" }
    return "[" + elided(numbers.map { $0 ?? 0 }).joined(separator: ", ") + "]"
  }

  /// The numbers as text, the middle ones of many as dots.
  private static func elided(_ numbers: [Double]) -> [String] {
    if numbers.count <= 8 { return numbers.map(NumberText.text) }
    return numbers[..<3].map(NumberText.text) + ["…", NumberText.text(numbers[numbers.count - 1])]
  }

  /// The trace in JSON.
  package struct Payload: Encodable {
    /// One node, from 1. A sweep that did not come by left `null`.
    struct Node: Encodable {
      let node: Int
      let formula: String
      @Nullable var value: Schema.Number?
      let pieces: [[Int]]?
      let undecided: Bool?
      let partials: Schema.Vector
      let tangents: Schema.Vector
      let adjoints: Schema.Vector
    }

    let name: String
    let point: Schema.Vector
    let convention: String

    /// The format, where it is not that of doubles.
    let precision: String?
    let nodes: [Node]

    /// Where numbers that are not finite come from.
    let nonfinite: [NonfiniteText.Payload.SourceShape]?
    let rewriting: NonfiniteText.Payload.RewritingShape?
  }

  /// The trace in JSON.
  package var payload: Payload {
    Payload(
      name: name, point: Schema.Vector(point), convention: convention,
      precision: format == .f64 ? nil : format.rawValue,
      nodes: rows.enumerated().map { k, row in
        let isDecided = row.active?.isDecided ?? true
        return Payload.Node(
          node: k + 1, formula: row.formula, value: row.value.map { Schema.Number($0) },
          pieces: isDecided ? row.active?.sites.map { $0.pieces.map { $0 + row.firstPiece } } : nil,
          undecided: isDecided ? nil : true, partials: Schema.Vector(row.derivative),
          tangents: Schema.Vector(row.tangents), adjoints: Schema.Vector(row.adjoints))
      }, nonfinite: nonfinite?.payload.sources, rewriting: nonfinite?.payload.rewriting)
  }
}

extension Application {
  /// The number by which the first piece is shown: pieces of which there is no end are named by their
  /// values, others counted from 1.
  package var firstPiece: Int { index?.hasEndlessPieces == true ? 0 : 1 }
}
