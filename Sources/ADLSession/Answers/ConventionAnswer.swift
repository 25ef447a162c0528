import ADLFormats
import ADLPrograms
import ADLText

/// The tie rules in force, and where each comes from.
public struct ConventionAnswer: AnswerContent {
  public let convention: Convention
  public let kind = "convention"

  /// Creates the answer that shows `convention`.
  public init(_ convention: Convention) { self.convention = convention }

  /// The primitives that tie, with their rules.
  private var rows: [(primitive: Primitive, rule: TieRule, source: String)] {
    Primitive.all.compactMap { primitive in
      guard primitive != .branch, primitive != .derivedEntry, primitive != .declaredSelection,
        let rule = convention.rule(for: primitive)
      else { return nil }
      let isOwn = convention.overrides[primitive] != nil
      return (primitive, rule, isOwn ? "set here" : convention.profile.rawValue)
    }
  }

  public var text: StyledText {
    var text = StyledText("convention ", .keyword)
    text.append(convention.name + "\n", .name)
    var table = TextTable([
      .init("function", role: .name), .init("at a tie"), .init("from", role: .dimmed),
    ])
    for (primitive, rule, source) in rows {
      table.append([primitive.manual.call, rule.words, source])
    }
    return text + table.text
  }

  public var json: [String: JSONValue] {
    let entries: [JSONValue] = rows.map { primitive, rule, source in
      [
        "function": .string(primitive.name), "call": .string(primitive.manual.call),
        "rule": .string(rule.words), "from": .string(source),
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
    }
  }
}
