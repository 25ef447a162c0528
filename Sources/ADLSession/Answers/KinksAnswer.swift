import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// Every point of an interval at which the pieces of a program change or meet.
struct KinksAnswer: AnswerContent {
  let name: String
  let side: Box.Side

  /// The kinks with AD's answers under each convention: one list per convention, of the same
  /// points.
  let lists: [(convention: Convention, list: KinkList)]

  let anchors: AnchorMap

  /// `true` iff the conventions were asked for by name.
  private let isNamed: Bool

  /// The kinks under the first convention, without those at ends that do not belong to the
  /// interval.
  let kinks: [Kink]

  /// The positions of `kinks` in the lists.
  let positions: [Int]

  init(
    _ name: String, on side: Box.Side, _ lists: [(convention: Convention, list: KinkList)],
    _ anchors: AnchorMap, isNamed: Bool
  ) {
    self.name = name
    self.side = side
    self.lists = lists
    self.anchors = anchors
    self.isNamed = isNamed
    let all = lists[0].list.kinks
    positions = all.indices.filter { i in
      guard case .point(let number) = all[i].location else { return true }
      return !side.excludes(number.rational)
    }
    kinks = positions.map { all[$0] }
  }

  let kind = "kinks"

  /// `true` iff there are no others.
  var isComplete: Bool { lists.allSatisfy { $0.list.isComplete } }

  /// How firmly the kinks are known.
  var tier: Tier { kinks.map(\.tier).max() ?? .exact }

  /// The answer in a few words, such as `2 kinks, 1 jump`.
  var verdict: String {
    var counts: [(kind: KinkKind, count: Int)] = []
    for kind in kinks.map(\.kind).sorted(by: >) {
      if counts.last?.kind == kind {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((kind, 1))
      }
    }
    if counts.isEmpty { return isComplete ? "no kinks" : "no kinks found" }
    let found = counts.map { "\($0.count) \($0.kind.noun($0.count))" }.joined(separator: ", ")
    return lists[0].list.isEndless ? found + " and no end of them" : found
  }

  var text: StyledText {
    var finding = StyledText(verdict, .emphasis)
    finding.append(isComplete ? "; complete, " : "; not complete, ")
    finding.append(tier.word)
    var text = AnswerWords.heading(name, " on \(side.text)", finding)
    text += table
    for kink in kinks {
      if let explanation = kink.location.explanation { text.append("  \(explanation)\n", .dimmed) }
    }
    text += reasons
    text += openParts
    return text.folded(to: AnswerWords.width)
  }

  // MARK: - Rows

  private var table: StyledText {
    let outputs = kinks.first?.outputs.count ?? 1
    var table = TextTable([
      .init("at", role: .number), .init(outputs > 1 ? "output" : "", isWhole: true),
      .init("class", isWhole: true), .init("value"), .init("limits"), .init("slopes"),
      .init(isNamed ? "convention" : "", isWhole: true), .init("AD", role: .emphasis),
      .init("which is", isWhole: true),
    ])
    for (row, kink) in kinks.enumerated() {
      for (i, output) in kink.outputs.enumerated() {
        for (number, (convention, list)) in lists.enumerated() {
          let answer = list.kinks[positions[row]].outputs[i]
          let facts =
            number > 0
            ? ["", "", "", "", "", ""]
            : [
              i == 0 ? kink.location.text : "", outputs > 1 ? "\(i + 1)" : "",
              output.kind.words, NumberText.text(output.value), output.limits, output.slopes,
            ]
          table.append(
            facts + [
              isNamed ? convention.name : "",
              AnswerWords.modes([answer.forward], [answer.backward]), answer.verdict.words,
            ])
        }
      }
    }
    return table.text(width: AnswerWords.width)
  }

  /// Where the pieces meet and where domains end, each place once.
  private var reasons: StyledText {
    places("the pieces meet", \.nodes)
      + places("not known whether the pieces meet", \.undecidedNodes)
      + places("a domain ends", \.ends)
  }

  private func places(_ title: String, _ nodes: (Kink) -> [Anchor]) -> StyledText {
    var order: [SourceExcerpt] = []
    var points: [SourceExcerpt: PointList] = [:]
    for kink in kinks {
      for node in nodes(kink) {
        let place = SourceExcerpt(node, in: anchors)
        if points[place] == nil { order.append(place) }
        points[place, default: PointList()].insert(kink.location.text)
      }
    }
    if order.isEmpty { return StyledText() }
    var table = TextTable([.init("", role: .dimmed), .init(""), .init("", role: .dimmed)])
    for place in order {
      table.append([place.position, place.excerpt, "at " + (points[place]?.text ?? "")])
    }
    return StyledText("  \(title)\n", .dimmed) + table.text(width: AnswerWords.width)
  }

  private var openParts: StyledText {
    var text = AnswerWords.open(
      lists.flatMap(\.list.unresolved), lists.lazy.compactMap(\.list.stop).first)
    if lists[0].list.isEndless {
      text.append("  infinitely many pieces: one for every whole number\n", .warning)
    }
    return text
  }

}

extension Kink {
  /// The nodes that have a part in the kink.
  var nodes: [Anchor] { guards.filter(\.isCertain).map(\.anchor) }

  /// The nodes that may have one.
  var undecidedNodes: [Anchor] { guards.filter { !$0.isCertain }.map(\.anchor) }

  /// The nodes that have no value there, or are on the edge of their domain.
  var ends: [Anchor] {
    (violation.map { [$0.anchor] } ?? []) + edges.map(\.anchor)
  }
}

extension OutputKink {
  /// The limits from both sides where they are not the value; empty elsewhere.
  var limits: String {
    guard kind >= .infiniteSlope else { return "" }
    return "\(Self.text(left?.value)) | \(Self.text(right?.value))"
  }

  /// The one-sided derivatives.
  var slopes: String { "\(Self.text(left?.derivative)) | \(Self.text(right?.derivative))" }

  private static func text(_ number: KnownNumber?) -> String {
    number.map { NumberText.text($0) } ?? "–"
  }

}
