import ADLAnalysis
import ADLFormats
import ADLText

/// The node closure D_f at a point, and whether 0 lies in its hull.
struct NodeClosureAnswer: AnswerContent {
  let subject: PointSubject
  let field: FieldAnswer

  /// What AD returns under each convention.
  let derivatives: [ConventionalDerivative]
  let kind = "field"

  init(
    _ subject: PointSubject, _ field: FieldAnswer, _ derivatives: [ConventionalDerivative]
  ) {
    self.subject = subject
    self.field = field
    self.derivatives = derivatives
  }

  /// The answer in words.
  var verdict: String {
    guard field.isDefined else { return subject.missing("set of gradients") }
    switch field.origin?.position {
    case .inside where !field.undecided.isEmpty: return "0 in the hull of D_f: open"
    case .inside: return "0 in the hull of D_f"
    case .outside:
      return field.isComplete ? "0 not in the hull of D_f" : "0 in the hull of D_f: open"
    case .notKnown: return "0 in the hull of D_f: undecided"
    case nil where subject.program.q == 1: return "0 in the hull of D_f: open"
    case nil:
      return field.isComplete && field.set.count == .one && field.set.isFinite
        ? "one Jacobian" : "a set of Jacobians"
    }
  }

  var text: StyledText {
    let reservation = field.undecided.isEmpty ? subject.reservation(field.tier) : ""
    var text = StyledText(verdict + reservation + "\n", .emphasis)
    var table = FactTable()
    subject.addValues(to: &table)
    table.append(derivatives, of: subject)
    table.append(field, of: subject)
    subject.addReasons(to: &table, tier: field.tier)
    text.append(table.text)
    return text
  }

  struct Payload: Encodable {
    let verdict: String
    let text: String

    /// What AD returns under the first convention that was asked for, and under the others.
    let ad: Schema.Derivative?
    let conventions: [Schema.Derivative]
    let literal = false
    let field: FieldShape
    let zero: Schema.Certificate?
    let open: [Schema.Remark]
  }

  var payload: any Encodable {
    Joined(
      subject.facts(tier: field.tier),
      Payload(
        verdict: field.isDefined
          ? FieldShape.word(
            field.origin, isComplete: field.isComplete, isOpen: !field.undecided.isEmpty,
            count: field.set.count)
          : subject.obstacleWord,
        text: verdict, ad: derivatives.first?.shape(of: subject),
        conventions: derivatives.dropFirst().map { $0.shape(of: subject) },
        field: FieldShape(field),
        zero: field.origin.map { Schema.Certificate($0) },
        open: field.open.map { Schema.Remark($0) }))
  }
}

extension FieldAnswer {
  /// What was left open, in words.
  var open: [String] {
    if isComplete { return [] }
    if undecidedArm != nil && stop == nil {
      return ["at least these vectors: a guard in an arm that is not taken here stays undecided"]
    }
    if hasUndefinedArm && stop == nil {
      return [
        "at least these vectors: an arm has no value at the point, and its limits are not known"
      ]
    }
    return [
      "at least these vectors: "
        + (stop.map(\.words) ?? "the limit on cases of interacting ties is reached")
    ]
  }
}

extension FactTable {
  /// Adds the node closure, what is open in it, and where 0 is.
  mutating func append(_ field: FieldAnswer, of subject: PointSubject) {
    guard field.isDefined else { return }
    append(
      "D_f", field.set, field.undecided.isEmpty ? "" : "those of every case", of: subject)
    if !field.limits.isEmpty {
      let vectors = field.limits.map { subject.gradientText.text($0.numbers) }
      append(
        "limits", vectors.joined(separator: ", "), "beside the point; AD cannot return them here")
    }
    let guards = field.undecided.filter { !field.openValues.contains($0) }
    if !guards.isEmpty {
      append("open", "whether the guard at \(subject.words(guards)) is 0", role: .note)
    }
    append(openValues: field.openValues, of: subject)
    for line in field.open { append("open", line, role: .note) }
    guard let origin = field.origin else { return }
    if !field.undecided.isEmpty && origin.position == .inside {
      append("0 in hull", "undecided", role: .note)
    } else {
      append("0 in hull", origin, of: subject)
    }
  }

  /// Adds that choices at `nodes` may or may not keep the value of the function.
  mutating func append(openValues nodes: [Int], of subject: PointSubject) {
    guard !nodes.isEmpty else { return }
    append(
      "open", "whether the choices at \(subject.words(nodes)) keep the value of f", role: .note)
  }

  /// Adds a set of gradients, with what is to be said of all of it, and of each vector in it.
  mutating func append(
    _ label: String, _ set: GradientSet, _ remark: String = "", of subject: PointSubject,
    remarks: [[Choice]: String] = [:]
  ) {
    let words = GradientSetText(set, subject.gradientText)
    for (i, line) in words.lines.enumerated() {
      var parts = i == 0 ? [words.remark, remark] : []
      if i < words.listed.count, words.listed.count > 1, !remarks.isEmpty {
        parts = [remarks[words.listed[i].choices] ?? ""]
      }
      append(
        i == 0 ? label : "", line, parts.filter { !$0.isEmpty }.joined(separator: ", "))
    }
  }

  /// Adds whether 0 is in a hull, with the certificate.
  mutating func append(_ label: String, _ origin: OriginTest, of subject: PointSubject) {
    let words = OriginText(origin, subject.gradientText)
    let certificate = words.certificate
    if origin.position == .notKnown {
      append(label, words.word, "0 is within the enclosures", role: .note)
      return
    }
    append(label, "\(words.word): \(certificate[0])", words.tier)
    for line in certificate.dropFirst() { append("", line) }
  }
}
