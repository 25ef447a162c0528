import ADLFormats
import ADLPrograms
import ADLText

/// The tie rules in force, and where each comes from.
public struct ConventionAnswer: AnswerContent {
  public let convention: Convention
  public let kind = "convention"

  /// Creates the answer that shows `convention`.
  public init(_ convention: Convention) { self.convention = convention }

  /// One tie, or all ties of a primitive.
  private struct Row {
    let primitive: Primitive
    let call: String
    let rule: TieRule
    let isOwn: Bool
  }

  /// The ties with their rules: each of a primitive that has several with names.
  private var rows: [Row] {
    Primitive.all.flatMap { primitive -> [Row] in
      guard primitive != .branch, primitive != .derivedEntry, primitive != .declaredSelection,
        let rule = convention.rule(for: primitive)
      else { return [] }
      let own = convention.overrides[primitive]
      guard primitive.namedTies.count > 1 else {
        return [
          Row(primitive: primitive, call: primitive.manual.call, rule: rule, isOwn: own != nil)
        ]
      }
      let measured = Convention(convention.profile).rule(for: primitive)
      return primitive.namedTies.map { argument, pieces in
        let rule = rule.rule(where: pieces)
        return Row(
          primitive: primitive, call: "\(primitive.manual.word)(\(NumberText.text(argument)))",
          rule: rule, isOwn: own != nil && rule != measured?.rule(where: pieces))
      }
    }
  }

  private func source(_ row: Row) -> String {
    row.isOwn ? "set here" : convention.profile.rawValue
  }

  public var text: StyledText {
    var text = StyledText("convention ", .keyword)
    text.append(convention.name + "\n", .name)
    var table = TextTable([
      .init("function", role: .name), .init("at a tie"), .init("from", role: .dimmed),
    ])
    for row in rows { table.append([row.call, row.rule.words, source(row)]) }
    return text + table.text
  }

  public var json: [String: JSONValue] {
    let entries: [JSONValue] = rows.map { row in
      [
        "function": .string(row.primitive.name), "call": .string(row.call),
        "rule": .string(row.rule.words), "from": .string(source(row)),
      ]
    }
    return ["convention": .string(convention.name), "entries": .array(entries)]
  }
}

extension TieRule {
  /// The rule in words.
  var words: String {
    switch self {
    case .first: "the first of the tied pieces"
    case .last: "the last of the tied pieces"
    case .even: "an even split"
    case .slope(let slope): "slope \(NumberText.text(slope))"
    case .weights(let weights): "weights \(NumberText.vector(weights))"
    case .entries(let even, let slope):
      (even ? "an even split" : "the first entry") + ", slope \(NumberText.text(slope)) at 0"
    case .each(let ties, let otherwise):
      Set(ties.map(\.rule.words) + [otherwise.words]).sorted().joined(separator: " or ")
    }
  }
}
