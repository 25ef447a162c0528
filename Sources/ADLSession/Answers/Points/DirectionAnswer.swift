import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// The one-sided directional derivatives f'(x; d) and f'(x; -d).
struct DirectionAnswer: AnswerContent {
  let subject: PointSubject
  let answer: DirectionalAnswer
  let kind = "direction"

  init(_ subject: PointSubject, _ answer: DirectionalAnswer) {
    self.subject = subject
    self.answer = answer
  }

  /// The two derivatives.
  var verdict: String {
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

  var text: StyledText {
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

  struct Payload: Encodable {
    let text: String
    let direction: Schema.Vector

    /// What the function does along d and along -d; `null` where it is not defined there.
    @Nullable var ahead: Side?
    @Nullable var behind: Side?
    let open: [Schema.Remark]
  }

  /// What the function does on one side, output by output.
  struct Side: Encodable {
    /// Numbers that are `null` where they are not known.
    let limits: [Schema.Number?]
    let derivatives: [Schema.Number?]

    /// The outputs that jump, and those that may.
    let jumps: [Int]
    let openJumps: [Int]

    /// The order of the series that decided.
    let order: Int
    let tier: String

    /// The gradient of the piece there.
    let gradientValue: Schema.Vector?

    init(_ side: OneSidedBehaviour) {
      limits = side.limits.map(\.shape)
      derivatives = side.derivatives.map(\.shape)
      jumps = side.jumps.map { $0 + 1 }
      openJumps = side.openJumps.map { $0 + 1 }
      order = side.order
      tier = side.tier.word
      gradientValue = side.gradient.map { Schema.Vector($0.numbers) }
    }
  }

  var payload: any Encodable {
    let undecided = [answer.ahead, answer.behind].compactMap { $0 }.flatMap(\.undecided)
    return Joined(
      subject.facts(tier: tier),
      Payload(
        text: verdict, direction: Schema.Vector(answer.direction.map(\.known)),
        ahead: answer.ahead.map { Side($0) }, behind: answer.behind.map { Side($0) },
        open: undecided.map { Schema.Remark("the guard at node \($0 + 1) is undecided") }))
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
      remark = "gradient of the piece there: \(subject.gradientText.text(gradient.numbers))"
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
    case .finite, .infinite: NumberText.entry(known)
    case .notKnown: "not known"
    }
  }

  /// The limit in JSON; `nil` where it is not known.
  var shape: Schema.Number? {
    switch self {
    case .finite, .infinite: Schema.Number(known)
    case .notKnown: nil
    }
  }
}
