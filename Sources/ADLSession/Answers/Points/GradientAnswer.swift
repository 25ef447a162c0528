import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// One limiting gradient, the derivative where there is one (semantics, section 5).
struct GradientAnswer: AnswerContent {
  let subject: PointSubject
  let gradient: LimitingGradient
  let kind = "gradient"

  init(_ subject: PointSubject, _ gradient: LimitingGradient) {
    self.subject = subject
    self.gradient = gradient
  }

  /// The answer in words.
  var verdict: String {
    guard let vector = gradient.vector else {
      return subject.analysis.edges.contains(where: \.reachesOutput)
        ? subject.missing("gradient") : "not known"
    }
    let text = subject.gradientText.text(vector.numbers)
    switch gradient.isDerivative {
    case true?: return "\(text), the derivative"
    case false?: return "\(text), a limiting gradient: there is no derivative"
    case nil: return "\(text), a limiting gradient"
    }
  }

  var text: StyledText {
    var text = AnswerWords.heading(
      subject.name, " at \(NumberText.point(subject.analysis.point.map(\.known)))",
      StyledText(verdict, .emphasis))
    var facts = FactTable()
    subject.addValues(to: &facts)
    if let direction = gradient.direction, gradient.isDerivative != true {
      facts.append("probe", "x + t d, d = \(subject.gradientText.text(direction: direction))")
    }
    subject.addReasons(to: &facts, tier: gradient.tier)
    text += facts.text
    if let stop = gradient.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  struct Payload: Encodable {
    let text: String
    let gradientValue: Schema.Vector?
    @Nullable var isDerivative: Bool?
    let direction: Schema.Vector?
    let stopped: String?
  }

  var payload: any Encodable {
    Joined(
      subject.facts(tier: gradient.tier),
      Payload(
        text: verdict, gradientValue: gradient.vector.map { Schema.Vector($0.numbers) },
        isDerivative: gradient.isDerivative,
        direction: gradient.direction.map { Schema.Vector($0) }, stopped: gradient.stop?.word))
  }
}
