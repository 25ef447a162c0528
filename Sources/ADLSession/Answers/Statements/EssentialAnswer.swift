import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// The pieces with the function's value at a point, and which of them are essential.
struct EssentialAnswer: AnswerContent {
  let subject: PointSubject
  let indices: EssentialIndices
  let kind = "essential"

  /// `true` iff the function is known to be Lipschitz around the point.
  private let hasClarke: Bool

  /// How many pieces are written out.
  private static let pieceLimit = 32

  init(_ subject: PointSubject, _ indices: EssentialIndices, hasClarke: Bool) {
    self.hasClarke = hasClarke
    self.subject = subject
    self.indices = indices
  }

  private func formula(_ piece: EssentialIndices.Piece) -> String? {
    LetFormula(piece.program, inputNames: subject.gradientText.inputNames)
      .text(outputs: 0..<piece.program.q)
  }

  /// The answer in words.
  var verdict: String {
    let all = indices.pieces
    let count = ComparisonAnswer.count(all.count, "piece")
    let known = all.count { $0.isEssential == true }
    let open = all.contains { $0.isEssential == nil }
    return
      "\(indices.isComplete ? "" : "at least ")\(count) with the value of f, "
      + "\(open ? "at least " : "")\(known) essential"
  }

  var text: StyledText {
    var text = AnswerWords.heading(
      subject.name, " at \(NumberText.point(subject.analysis.point.map(\.known)))",
      StyledText(verdict, .emphasis))
    var table = TextTable([
      .init("i", .right, role: .number), .init("f_i"), .init("gradient", role: .number), .init(""),
    ])
    for (i, piece) in indices.pieces.prefix(Self.pieceLimit).enumerated() {
      table.append([
        "\(i + 1)", formula(piece) ?? "a formula of \(piece.program.m) nodes",
        subject.gradientText.text(piece.gradient.numbers),
        piece.isEssential.map { $0 ? "essential" : "not essential" } ?? "open",
      ])
    }
    text += table.text(width: AnswerWords.width)
    if indices.pieces.count > Self.pieceLimit {
      text.append("  and \(indices.pieces.count - Self.pieceLimit) more\n", .dimmed)
    }
    var facts = FactTable()
    if indices.isComplete, !indices.pieces.isEmpty,
      indices.pieces.allSatisfy({ $0.gradient.isDefined })
    {
      facts.append("I(x)", .vectors(indices.pieces.map(\.gradient)), "the literal D_f", of: subject)
      let essential = indices.pieces.filter { $0.isEssential == true }.map(\.gradient)
      if !essential.isEmpty, indices.pieces.allSatisfy({ $0.isEssential != nil }) {
        facts.append(
          "S_E(x)", .vectors(essential), hasClarke ? "the Clarke subdifferential" : "",
          of: subject)
      }
    }
    text += facts.text
    if let stop = indices.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Piece: Encodable {
      @Nullable var piece: String?
      let gradient: Schema.Vector
      @Nullable var essential: Bool?
    }

    let text: String
    let pieces: [Piece]
    let complete: Bool
    let stopped: String?
  }

  var payload: any Encodable {
    Joined(
      subject.facts(tier: subject.analysis.tier),
      Payload(
        text: verdict,
        pieces: indices.pieces.map {
          Payload.Piece(
            piece: formula($0), gradient: Schema.Vector($0.gradient.numbers),
            essential: $0.isEssential)
        }, complete: indices.isComplete, stopped: indices.stop?.word))
  }
}
