import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// The one-sided directional derivatives f'(x; d) and f'(x; -d).
public struct DirectionAnswer: AnswerContent {
  public let subject: PointSubject
  public let answer: DirectionalAnswer
  public let kind = "direction"

  init(_ subject: PointSubject, _ answer: DirectionalAnswer) {
    self.subject = subject
    self.answer = answer
  }

  /// The two derivatives.
  public var verdict: String {
    "f'(x; d) = \(Self.words(answer.ahead)), f'(x; -d) = \(Self.words(answer.behind))"
  }

  /// The derivatives of the outputs on one side, in words.
  ///
  /// - Parameter isOpposite: whether they are those along the opposite direction, negated.
  static func words(_ side: OneSidedBehaviour?, isOpposite: Bool = false) -> String {
    guard let side else { return "undefined" }
    let words = side.derivatives.indices.map { i in
      if side.jumps.contains(i) { return "none (a jump)" }
      if side.openJumps.contains(i) { return "not known" }
      let derivative = isOpposite ? side.derivatives[i].opposite : side.derivatives[i]
      return derivative.words
    }
    return words.count == 1 ? words[0] : "[\(words.joined(separator: ", "))]"
  }

  private var tier: Tier {
    [answer.ahead, answer.behind].compactMap { $0?.tier }.max() ?? subject.analysis.tier
  }

  public var text: StyledText {
    var text = StyledText(verdict + subject.reservation(tier) + "\n", .emphasis)
    var table = FactTable()
    subject.addValues(to: &table)
    table.append("along d", answer.ahead, of: subject)
    table.append("along -d", answer.behind, of: subject)
    for violation in answer.violations {
      table.append("undefined", subject.words(violation), role: .note)
    }
    subject.addReasons(to: &table, tier: tier)
    text.append(table.text)
    return text
  }

  public var json: [String: JSONValue] {
    var members = subject.members(tier: tier)
    members["verdict"] = .string(verdict)
    members["direction"] = .certified(answer.direction)
    members["ahead"] = answer.ahead?.json ?? .null
    members["behind"] = answer.behind?.json ?? .null
    members["open"] = .array(
      [answer.ahead, answer.behind].compactMap { $0 }.flatMap(\.undecided)
        .map { .string("the guard at node \($0 + 1) is undecided") })
    return members
  }
}

extension FactTable {
  /// Adds what a program does on one side of the point.
  fileprivate mutating func append(
    _ label: String, _ side: OneSidedBehaviour?, of subject: PointSubject
  ) {
    guard let side else { return append(label, "not defined") }
    var remark = ""
    if let gradient = side.gradient {
      remark = "gradient of the piece there: \(subject.gradientText.text(gradient.entries))"
    }
    append(label, DirectionAnswer.words(side), remark)
    if !side.jumps.isEmpty {
      let limits = side.limits.map(\.words).joined(separator: ", ")
      append("", "tends to \(limits)")
    }
    if !side.vanishing.isEmpty {
      append("", "guards vanish all along: \(subject.words(side.vanishing))", role: .plain)
    }
    if !side.undecided.isEmpty {
      append(
        "open", "guards undecided: \(subject.words(side.undecided))",
        role: .note)
    }
  }
}

extension PointSubject {
  /// The places of nodes, in words.
  func words(_ nodes: [Int]) -> String {
    nodes.prefix(6).map { k in
      let place = placed(k, "", program.application(k).anchor)
      return place.span.map { "\($0)" } ?? "node \(k + 1)"
    }.joined(separator: ", ") + (nodes.count > 6 ? ", …" : "")
  }

  /// A violation of a domain, in words.
  func words(_ violation: DomainViolation) -> String {
    let place = violation.node.map { placed($0, "", violation.anchor) }
    let name = violation.primitive.name
    return "`\(name)` leaves its domain"
      + (place?.span.map { " at \($0) \(place?.excerpt ?? "")" } ?? "")
  }
}

extension RayLimit {
  /// The limit in words.
  var words: String {
    switch self {
    case .finite(let number): NumberText.text(number)
    case .infinite(let sign): sign == .negative ? "-inf" : "inf"
    case .notKnown: "not known"
    }
  }

  /// The limit as a JSON object; `null` where it is not known.
  var json: JSONValue {
    switch self {
    case .finite(let number): .certified(number)
    case .infinite: known.json
    case .notKnown: .null
    }
  }
}

extension OneSidedBehaviour {
  /// One side as a JSON object.
  var json: JSONValue {
    var members: [String: JSONValue] = [
      "limits": .array(limits.map(\.json)),
      "derivatives": .array(derivatives.map(\.json)),
      "jumps": .array(jumps.map { .number(Double($0 + 1)) }),
      "openJumps": .array(openJumps.map { .number(Double($0 + 1)) }),
      "order": .number(Double(order)), "tier": .string(tier.word),
    ]
    if let gradient { members["gradient"] = .certified(gradient.entries) }
    return .object(members)
  }
}
