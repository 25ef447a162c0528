import ADLAnalysis
import ADLFormats
import ADLText

/// The literal closure, which is Definition 5 to the letter, beside D_f.
struct LiteralClosureAnswer: AnswerContent {
  let subject: PointSubject
  let literal: LiteralFieldAnswer

  /// D_f.
  let field: FieldAnswer
  let kind = "field"

  init(_ subject: PointSubject, _ literal: LiteralFieldAnswer, _ field: FieldAnswer) {
    self.subject = subject
    self.literal = literal
    self.field = field
  }

  /// The answer in words.
  var verdict: String {
    guard literal.set.isDefined else { return subject.missing("set of gradients") }
    switch literal.origin?.position {
    case .inside where !literal.undecided.isEmpty:
      return "0 in the hull of the literal closure: open"
    case .inside: return "0 in the hull of the literal closure"
    case .outside:
      return literal.isComplete
        ? "0 not in the hull of the literal closure"
        : "0 in the hull of the literal closure: open"
    case .notKnown: return "0 in the hull of the literal closure: undecided"
    case nil: return "Jacobians of the literal closure"
    }
  }

  private var open: [String] {
    if literal.isComplete { return [] }
    return ["at least these vectors: " + (literal.stop?.words ?? "the limit on cases is reached")]
  }

  private var note: String? {
    let coincidence =
      literal.coincidences == 1 ? "a piece has" : "\(literal.coincidences) choices of pieces have"
    switch literal.exceedsNodeClosure {
    case true:
      return "larger than D_f: \(coincidence) the value of f without a tie"
    case nil: return "whether it is larger than D_f is open"
    default: return nil
    }
  }

  var text: StyledText {
    var text = StyledText(verdict + subject.reservation(literal.tier) + "\n", .emphasis)
    var table = FactTable()
    subject.addValues(to: &table)
    if literal.set.isDefined {
      table.append("literal closure", literal.set, of: subject)
      for line in open { table.append("open", line, role: .note) }
      table.append(openValues: literal.undecided, of: subject)
      if let origin = literal.origin { table.append("0 in hull", origin, of: subject) }
    }
    if field.set.isDefined { table.append("D_f", field.set, of: subject) }
    if let note { table.append("note", note, role: .note) }
    subject.addReasons(to: &table, tier: literal.tier)
    text.append(table.text)
    return text
  }

  struct Payload: Encodable {
    let verdict: String
    let text: String

    /// That the closure is that of Definition 5 to the letter.
    let literal = true
    let field: FieldShape
    let nodeClosure: FieldShape
    let coincidences: Int
    @Nullable var exceedsNodeClosure: Bool?
    let zero: Schema.Certificate?
    let open: [Schema.Remark]
  }

  var payload: any Encodable {
    Joined(
      subject.facts(tier: literal.tier),
      Payload(
        verdict: literal.set.isDefined
          ? FieldShape.word(
            literal.origin, isComplete: literal.isComplete,
            isOpen: !literal.undecided.isEmpty, count: literal.set.count)
          : subject.obstacleWord,
        text: verdict, field: FieldShape(literal.set, isComplete: literal.isComplete),
        nodeClosure: FieldShape(field), coincidences: literal.coincidences,
        exceedsNodeClosure: literal.exceedsNodeClosure,
        zero: literal.origin.map { Schema.Certificate($0) },
        open: open.map { Schema.Remark($0) }))
  }
}
