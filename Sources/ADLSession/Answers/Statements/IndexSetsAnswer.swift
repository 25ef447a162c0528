import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// The index of a function as sets.
struct IndexSetsAnswer: AnswerContent {
  let name: String
  let sets: IndexSets
  private let sides: [Box.Side]
  private let inputNames: [String]
  private let convention: Convention
  let kind = "index"

  /// How many rows are written out for a piece.
  private static let rowLimit = 24

  init(_ instance: Instance, _ sets: IndexSets, on sides: [Box.Side], under convention: Convention)
  {
    name = instance.name
    self.sets = sets
    self.sides = sides
    self.convention = convention
    inputNames = instance.inputs
  }

  private struct Group {
    let index: Int
    let label: String
    let piece: String?
    let rows: [[String]]
  }

  private var groups: [Group] {
    let count = (sets.parts.map(\.index).max() ?? -1) + 1
    var order = Array(0..<count)
    // Values stand in their order, pieces as they were met.
    if let values = sets.values {
      order.sort { values[$0].lexicographicallyPrecedes(values[$1]) { $0 < $1 } }
    }
    return order.map { index in
      let parts = sets.parts.filter { $0.index == index }
      let piece = LetFormula(parts[0].piece, inputNames: inputNames)
        .text(outputs: 0..<parts[0].piece.q)
      let value = sets.values.map { NumberText.gradient($0[index].map { .rational($0) }) }
      return Group(
        index: index,
        label: value.map { "\(name.contains(" ") ? "f" : name) = \($0)" }
          ?? "s = \(index + 1)",
        piece: value ?? piece, rows: IndexWords(parts, inputNames: inputNames).texts)
    }
  }

  /// The answer in words.
  var verdict: String {
    let count = groups.count
    if count == 0 { return "no set was found" }
    let noun = ComparisonAnswer.count(count, sets.values != nil ? "value" : "piece")
    return sets.isEndless ? "at least \(noun)" : noun
  }

  private var place: String {
    sides.allSatisfy { $0.lower == nil && $0.upper == nil } ? "" : " on \(sides.text)"
  }

  var text: StyledText {
    var text = AnswerWords.heading(name, place, StyledText(verdict, .emphasis))
    var table = FactTable()
    let everywhere = sets.leavesDomain ? "wherever it has a value" : "everywhere"
    for group in groups {
      let lines = group.rows.prefix(Self.rowLimit).map {
        $0.isEmpty ? everywhere : $0.joined(separator: ", ")
      }
      for (i, line) in lines.enumerated() {
        table.append(
          i == 0 ? group.label : "or", line,
          i == 0 && sets.values == nil ? "f_\(group.index + 1) = \(group.piece ?? "…")" : "",
          role: .name)
      }
      if group.rows.count > Self.rowLimit {
        table.append("", "… \(group.rows.count - Self.rowLimit) more parts", role: .plain)
      }
    }
    text += table.text
    if sets.leavesDomain { text.append("  a part of the box is outside the domain\n", .dimmed) }
    if sets.isEndless {
      text.append("  infinitely many pieces: one for every whole number\n", .warning)
    } else if !sets.isComplete, sets.stop == nil {
      text.append(
        "  where curved or irrational guards are 0, the index was not looked at\n", .warning)
    }
    if let stop = sets.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Row: Encodable {
      let index: Int
      @Nullable var piece: String?
      let conditions: [[String]]
    }

    let name: String
    let region: [Schema.Extent]
    let convention: String
    let text: String
    let finite: Bool
    let sets: [Row]
    let complete: Bool
    let leavesDomain: Bool
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: sides.map(\.shape), convention: convention.name, text: verdict,
      finite: sets.values != nil,
      sets: groups.map {
        Payload.Row(index: $0.index + 1, piece: $0.piece, conditions: $0.rows)
      }, complete: sets.isComplete, leavesDomain: sets.leavesDomain, stopped: sets.stop?.word)
  }
}
