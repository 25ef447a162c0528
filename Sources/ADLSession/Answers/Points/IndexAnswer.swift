import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// The index of a program's run at a point: the conditions of its cell, the piece f_s, and its
/// gradient beside what AD returns (Theorem 2).
struct IndexAnswer: AnswerContent {
  let subject: PointSubject
  let selection: SelectionAnswer
  let kind = "selection"

  /// The maximum number of conditions that the text lists.
  private static let conditionLimit = 12

  init(_ subject: PointSubject, _ selection: SelectionAnswer) {
    self.subject = subject
    self.selection = selection
  }

  /// The answer in words.
  var verdict: String {
    switch selection.agreesWithAD {
    case true: "the gradient of the piece is what AD returns"
    case false: "the gradient of the piece is not what AD returns"
    default: "the piece has no gradient here"
    }
  }

  private var formulas: SelectionFormulas {
    SelectionFormulas(selection, inputNames: subject.gradientText.inputNames)
  }

  /// The conditions as formulas in the inputs.
  var conditions: [String] { formulas.conditions }

  /// The piece as a formula in the inputs; `nil` where that would be very long.
  var piece: String? { formulas.piece }

  /// The gradient as a formula in the inputs; `nil` where that would be very long.
  var gradient: String? { formulas.gradient }

  var text: StyledText {
    var text = StyledText(verdict + "\n", .emphasis)
    var table = FactTable()
    subject.addValues(to: &table)
    let count = selection.sides == nil ? 0 : selection.conditions.count
    let lines = formulas.conditions(selection.conditions.prefix(Self.conditionLimit))
    for (i, line) in lines.enumerated() {
      let condition = selection.conditions[i]
      let place = subject.placed(condition.node, condition.name, condition.anchor)
      table.append(
        i == 0 ? "index" : "", line,
        "\(condition.name) \(place.span?.description ?? "")")
    }
    if lines.isEmpty { table.append("index", "no condition: one piece") }
    if count > Self.conditionLimit {
      table.append("", "… \(count - Self.conditionLimit) more conditions")
    }
    table.append("f_s", piece ?? "a formula of \(selection.piece.m) nodes, not written")
    table.append(
      "gradient", gradient ?? "a formula of \(selection.gradient?.m ?? 0) nodes, not written")
    if let value = selection.gradientValue {
      table.append("its value", subject.gradientText.text(value.numbers))
    }
    table.append(
      [
        ConventionalDerivative(
          selection.convention, selection.derivative, isInField: nil, isInClarke: nil)
      ], of: subject)
    subject.addReasons(to: &table, tier: selection.tier)
    text.append(table.text)
    return text
  }

  struct Payload: Encodable {
    let text: String
    @Nullable var agrees: Bool?
    let index: [Joined<Schema.Node, Condition>]

    /// f_s and its gradient as formulas in the inputs; `null` where they would be very long.
    @Nullable var piece: String?
    @Nullable var gradient: String?
    @Nullable var gradientValue: Schema.Vector?
    let ad: Schema.Derivative
  }

  /// A condition as a formula in the inputs.
  struct Condition: Encodable {
    let condition: String
    let tier: String
  }

  var payload: any Encodable {
    Joined(
      subject.facts(tier: selection.tier),
      Payload(
        text: verdict, agrees: selection.agreesWithAD,
        index: zip(selection.conditions, conditions).map { condition, words in
          Joined(
            subject.placed(condition.node, condition.name, condition.anchor).shape,
            Condition(condition: words, tier: condition.tier.word))
        }, piece: piece, gradient: gradient,
        gradientValue: selection.gradientValue.map { Schema.Vector($0.numbers) },
        ad: ConventionalDerivative(
          selection.convention, selection.derivative, isInField: nil, isInClarke: nil
        ).shape(of: subject)))
  }
}
