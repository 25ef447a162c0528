import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// A program of the same function whose derivative by AD at a point is the one wanted.
struct CraftAnswer: AnswerContent {
  let name: String

  /// The program as a lambda of the language.
  let program: String
  let equality: Equality

  /// `true` iff both modes are known to return what was wanted.
  let isReached: Bool

  private let point: [KnownNumber]
  private let slope: [Rational]
  private let before: ConventionalDerivative
  private let after: ConventionalDerivative
  private let gradientText: GradientText
  let kind = "craft"

  init(
    _ instance: Instance, _ program: String, _ equality: Equality, at point: [KnownNumber],
    slope: [Rational], isReached: Bool, before: ConventionalDerivative,
    after: ConventionalDerivative
  ) {
    self.isReached = isReached
    name = instance.name
    self.program = program
    self.equality = equality
    self.point = point
    self.slope = slope
    self.before = before
    self.after = after
    gradientText = GradientText(q: 1, inputNames: instance.inputs)
  }

  /// Negative where the program is another function, or AD returns something else.
  var finding: Outcome {
    if case .refuted = equality { return .negative }
    return isReached ? .success : .negative
  }

  private var equalityWords: (word: String, text: String) {
    switch equality {
    case .proved: ("proved", "one function (proved)")
    case .bounded: ("bounded", "one function, as far as enclosures tell")
    case .tested(let points, _, _): ("tested", "one function at \(points) points")
    case .refuted: ("refuted", "not one function")
    case .unknown: ("unknown", "one function? not known")
    }
  }

  /// The answer in words.
  var verdict: String {
    "\(equalityWords.text), and AD returns \(result)"
  }

  /// What AD returns of the program.
  private var result: String {
    isReached ? gradientText.text(slope) : gradientText.text(after.derivative.backward.numbers)
  }

  var text: StyledText {
    let text = AnswerWords.heading(
      name, " at \(NumberText.point(point))", StyledText(verdict, .emphasis))
    var table = FactTable()
    table.append("program", program, role: .name)
    table.append(
      "AD", gradientText.text(before.derivative.backward.numbers),
      "before, convention "
        + before.convention.name)
    table.append(
      "", result,
      isReached ? "of the program, by both modes" : "of the program: not what was wanted")
    return text + table.text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    let name: String
    let point: Schema.Vector
    let convention: String
    let verdict: String
    let text: String
    let program: String
    let slope: Schema.Vector
    let reached: Bool
    let before: Schema.Derivative
    let after: Schema.Derivative
  }

  var payload: any Encodable {
    Payload(
      name: name, point: Schema.Vector(point), convention: before.convention.name,
      verdict: equalityWords.word, text: verdict, program: program, slope: Schema.Vector(slope),
      reached: isReached, before: before.shape, after: after.shape)
  }
}
