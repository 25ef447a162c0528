import ADLFormats
import ADLPrograms
import ADLText

/// The tie rules in force, and where each comes from.
struct ConventionAnswer: AnswerContent {
  let convention: Convention
  let kind = "convention"

  /// `true` iff a person is to be told.
  private let isShown: Bool

  /// The profiles that come with the tool, where they are told.
  private let known: [String]

  /// Creates the answer that shows `convention`, or that tells programs alone.
  init(_ convention: Convention, isShown: Bool = true, known: [String] = []) {
    self.convention = convention
    self.isShown = isShown
    self.known = known
  }

  /// One tie, or all ties of a primitive.
  private struct Row {
    let primitive: Primitive
    let call: String
    let rule: TieRule
    let isOwn: Bool
    var pieces: [Int]?
  }

  /// The ties with their rules: each of a primitive that has several with names.
  private var rows: [Row] {
    Primitive.all.flatMap { primitive -> [Row] in
      guard primitive != .branch, primitive != .choice, primitive != .derivedEntry,
        primitive != .declaredSelection,
        let rule = convention.rule(for: primitive)
      else { return [] }
      let own = convention.overrides[primitive]
      guard primitive.namedTies.count > 1 else {
        return [
          Row(
            primitive: primitive,
            call: NamedTie.slopeCall(primitive, rule) ?? primitive.manual.call, rule: rule,
            isOwn: own != nil)
        ]
      }
      let measured = convention.measured.rule(for: primitive)
      return primitive.namedTies.map { argument, pieces in
        let rule = rule.rule(where: pieces)
        return Row(
          primitive: primitive, call: NamedTie.call(primitive, at: argument, rule), rule: rule,
          isOwn: own != nil && rule != measured?.rule(where: pieces), pieces: pieces)
      }
    }
  }

  /// What was set for selections that users declared.
  private var declared: [(name: String, tie: DeclaredTie)] {
    convention.declaredTies.sorted { $0.key < $1.key }.flatMap { name, ties in
      ties.map { (name, $0) }
    }
  }

  private func source(_ row: Row) -> String {
    if row.isOwn { return "set here" }
    if let profile = convention.userProfile,
      let source = profile.source(of: row.primitive, pieces: row.pieces)
    {
      return "\(profile.name): \(source)"
    }
    return convention.profile.rawValue
  }

  var text: StyledText {
    guard isShown else { return StyledText() }
    var text = StyledText("convention ", .keyword)
    text.append(convention.name + "\n", .name)
    var table = TextTable([
      .init("function", role: .name), .init("at a tie"), .init("from", role: .dimmed),
    ])
    for row in rows { table.append([row.call, row.rule.words, source(row)]) }
    for (_, tie) in declared { table.append([tie.call, tie.rule.words, "set here"]) }
    return (text + table.text + localText + others).folded(to: AnswerWords.width)
  }

  /// The names of the other profiles.
  private var others: StyledText {
    let names = known.filter { $0 != convention.measured.name }
    return names.isEmpty
      ? StyledText() : StyledText("others  \(names.joined(separator: ", "))\n", .dimmed)
  }

  /// What is passed on where something is 0 or not finite, where that is not the paper's way.
  private var localText: StyledText {
    if convention.isAbsentThroughout { return StyledText() }
    var table = TextTable([
      .init("function", role: .name), .init("forward"), .init("backward"),
      .init("from", role: .dimmed),
    ])
    table.append([
      "inputs", (convention.seedsZeros ? LocalRule.zero : .absent).rawValue, "",
      convention.measured.name,
    ])
    for row in localRows {
      table.append([row.name, row.rules.forward.rawValue, row.rules.backward.rawValue, row.from])
    }
    return StyledText("what is passed on where something is 0 or not finite\n") + table.text
  }

  /// The primitives with local rules that are not `absent`.
  private var localRows: [(name: String, rules: LocalRules, from: String)] {
    Primitive.all.compactMap { primitive in
      let rules = convention.localRules(for: primitive)
      guard rules != .absent else { return nil }
      let own = convention.userProfile?.localSource(of: primitive)
      let from = own.map { "\(convention.measured.name): \($0)" } ?? convention.profile.rawValue
      return (primitive.localName, rules, from)
    }
  }

  struct Payload: Encodable {
    /// What one primitive, which may be a declared selection, takes on a tie, and where that comes
    /// from.
    struct Entry: Encodable {
      let primitive: String
      let call: String
      let rule: Rule
      let from: String
    }

    /// What one primitive passes on where something is 0 or not finite.
    struct LocalEntry: Encodable {
      let function: String
      let forward: String
      let backward: String
      let from: String
    }

    let convention: String
    let profile: String
    let entries: [Entry]

    /// `zero` or `absent`: what an input that does not move has forward.
    let inputs: String
    let local: [LocalEntry]

    /// The profiles that come with the tool.
    let known: [String]?
  }

  /// A rule in JSON: its word, with the number or numbers that go with it.
  struct Rule: Encodable, Sendable {
    /// The rule of one of several ties, of the pieces that meet there, from 1.
    struct Tie: Encodable, Sendable {
      let pieces: [[Int]]
      let rule: Rule
    }

    private(set) var takes: String
    var slope: Schema.Number?
    var weights: Schema.Vector?
    var ties: [Tie]?
    private(set) var text: String

    init(_ rule: TieRule) {
      text = rule.words
      switch rule {
      case .first: takes = "first"
      case .last: takes = "last"
      case .even: takes = "even"
      case .slope(let slope):
        takes = "slope"
        self.slope = Schema.Number(slope)
      case .weights(let weights):
        takes = "weights"
        self.weights = Schema.Vector(weights)
      case .entries(let even, let slope):
        takes = even ? "even entries" : "first entry"
        self.slope = Schema.Number(slope)
      case .each(let ties, let otherwise):
        self = Rule(otherwise)
        text = rule.words
        self.ties = ties.map { tie in
          Tie(pieces: [tie.pieces.map { $0 + 1 }], rule: Rule(tie.rule))
        }
      }
    }
  }

  var payload: any Encodable {
    Payload(
      convention: convention.name, profile: convention.measured.name,
      entries: rows.map { row in
        Payload.Entry(
          primitive: row.primitive.name, call: row.call, rule: Rule(row.rule), from: source(row))
      }
        + declared.map { name, tie in
          Payload.Entry(primitive: name, call: tie.call, rule: Rule(tie.rule), from: "set here")
        },
      inputs: (convention.seedsZeros ? LocalRule.zero : .absent).rawValue,
      local: localRows.map { row in
        Payload.LocalEntry(
          function: row.name, forward: row.rules.forward.rawValue,
          backward: row.rules.backward.rawValue, from: row.from)
      }, known: known.isEmpty ? nil : known)
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
