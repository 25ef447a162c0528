import ADLAnalysis
import ADLFormats
import ADLText

/// Why derivatives differ: the nodes at which the sweeps part, each place once.
struct ComparisonReasons {
  private let answer: ComparisonAnswer

  /// The maximum number of lines.
  private static let most = 16

  init(_ answer: ComparisonAnswer) { self.answer = answer }

  private struct Key: Hashable {
    let subject: Int
    let place: SourceExcerpt
    let partials: String
  }

  var text: StyledText {
    var order: [Key] = []
    var points: [Key: PointList] = [:]
    for row in answer.differingRows {
      for divergence in row.divergences {
        let key = Key(
          subject: divergence.subject,
          place: SourceExcerpt(divergence.anchor, in: answer.anchors[divergence.subject]),
          partials: NumberText.gradient(divergence.partials))
        if points[key] == nil { order.append(key) }
        points[key, default: PointList()].insert(row.pointText)
      }
    }
    if order.isEmpty { return StyledText() }
    var table = TextTable([
      .init("", role: .name, isWhole: true), .init("", role: .dimmed), .init(""), .init(""),
      .init("", role: .hint, isWhole: true),
    ])
    for key in order.prefix(Self.most) {
      table.append([
        answer.shortNames[key.subject], key.place.position, key.place.excerpt,
        key.partials == "undefined"
          ? "no finite d_k" : AnswerWords.cut("d_k = \(key.partials)", to: 20),
        // At the only point there is nothing to say of it.
        answer.place.sides.isEmpty ? "" : "at " + (points[key]?.text ?? ""),
      ])
    }
    let hasEdge = answer.differingRows.contains { row in
      row.divergences.contains { $0.pieces.isEmpty }
    }
    let heading =
      answer.function != nil
      ? "where the sweeps part"
      : hasEdge
        ? "the first ties and edges that the sweeps meet" : "the first ties that the sweeps meet"
    var text = StyledText("  \(heading)\n", .dimmed) + table.text(width: AnswerWords.width)
    if order.count > Self.most {
      text.append("  and \(order.count - Self.most) more\n", .dimmed)
    }
    return text
  }
}
