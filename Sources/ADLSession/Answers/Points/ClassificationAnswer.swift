import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// Whether a function is differentiable at a point, whether AD is right there, and whether the
/// point is critical; with all that the verdict rests on.
struct ClassificationAnswer: AnswerContent {
  let subject: PointSubject
  let classification: Classification
  let kind = "classify"

  /// What a derivative program does at the point, where that is one.
  private let jump: DerivativeJump?

  init(_ subject: PointSubject, _ classification: Classification, jump: DerivativeJump? = nil) {
    self.subject = subject
    self.classification = classification
    self.jump = jump
  }

  /// The two verdicts in words.
  var verdict: String {
    guard let critical = classification.criticality else { return classification.verdict.words }
    if classification.verdict == .undecided, critical == .undecided { return "undecided" }
    let words = critical == .undecided ? "critical or not: undecided" : critical.words
    return "\(classification.verdict.words); \(words)"
  }

  private var derivative: ConventionalDerivative {
    ConventionalDerivative(
      classification.convention, classification.derivative,
      isInField: classification.isInNodeClosure, isInClarke: classification.isInClarke)
  }

  private var tier: Tier { max(classification.tier, subject.analysis.tier) }

  var text: StyledText {
    // What is undecided rests on nothing.
    let reservation =
      classification.verdict == .undecided ? "" : subject.verdictReservation(tier)
    var text = StyledText(verdict + reservation + "\n", .emphasis)
    var table = FactTable()
    subject.addValues(to: &table)
    table.append([derivative], of: subject)
    if let sides = classification.sides {
      table.append(
        "left, right", "\(sides.leftWords), \(sides.rightWords)", "one-sided derivatives")
    }
    if let slopes = classification.edgeSlopes { table.append("slopes", slopes.words) }
    if let field = classification.field { table.append(field, of: subject) }
    if let clarke = classification.clarke { table.append(clarke, of: subject) }
    if let sentence { table.append("in short", sentence, role: .plain) }
    if let stop = classification.stop { table.append("open", stop.words, role: .note) }
    if classification.verdict == .undecided, subject.analysis.isPastRange {
      table.append("open", PointSubject.pastRange, role: .note)
    }
    if classification.verdict == .undecided, subject.analysis.meetsOnlyNorms {
      table.append("open", PointSubject.openNorm, role: .note)
    }
    if classification.criticality == .undecided, let clarke = classification.clarke,
      clarke.inner != nil, clarke.innerOrigin == nil, classification.stop == nil
    {
      table.append("open", "a number is past 2^±262144, so that no hull is computed", role: .note)
    }
    subject.addReasons(to: &table, tier: tier)
    text.append(table.text)
    return text
  }

  /// Where a derivative jumps, and what the next one is beside the point, in one sentence; `nil`
  /// where nothing is to be said.
  private var sentence: String? {
    guard let jump, let size = jump.jump else { return nil }
    func text(_ number: Certified) -> String { NumberText.entry(number.known) }
    let name = AnswerWords.cut(subject.name, to: 40)
    let place = text(jump.point)
    let beside: String? =
      if jump.isPiecewiseConstant {
        "\(name)' is 0 almost everywhere"
      } else if let left = jump.nextLeft.number, let right = jump.nextRight.number {
        (right - left).sign.isCertainly(.zero)
          ? "\(name)' tends to \(text(left)) on both sides of \(place)"
          : "\(name)' tends to \(text(left)) on the left of \(place) and to \(text(right)) on the right"
      } else {
        nil
      }
    let own: String
    if !size.sign.isCertainly(.zero) {
      own = "\(name) jumps by \(text(size)) at \(place)"
    } else if (jump.value - jump.left).sign.isCertainlyNot(.zero) {
      own = "\(name) is \(text(jump.value)) at \(place) and tends to \(text(jump.left)) beside it"
    } else {
      guard let left = jump.nextLeft.number, let right = jump.nextRight.number else { return nil }
      let next = right - left
      guard next.sign.isCertainlyNot(.zero) else { return nil }
      return "\(name) is continuous at \(place), and \(name)' jumps by \(text(next)) there"
    }
    return beside.map { "\($0), and \(own)" } ?? own
  }

  struct Payload: Encodable {
    let verdict: String
    @Nullable var critical: String?
    let text: String
    let ad: Schema.Derivative

    /// The one-sided derivatives of a function of one variable, where they were asked for.
    let left: Schema.Number?
    let right: Schema.Number?

    /// What is known of the slopes of a function of several inputs on a domain edge.
    let slopes: String?
    let field: FieldShape?
    let clarke: ClarkeShape?

    /// Whether 0 is in the hull of `clarke`, and of `field`.
    let zero: Schema.Certificate?
    let zeroInField: Schema.Certificate?

    /// Where a derivative jumps, in one sentence.
    let jump: String?
    let open: [Schema.Remark]
    let stopped: String?
  }

  var payload: any Encodable {
    let (field, clarke) = (classification.field, classification.clarke)
    let open = (field?.open ?? []) + (clarke?.openWords(subject) ?? [])
    return Joined(
      subject.facts(tier: tier),
      Payload(
        verdict: classification.verdict.words, critical: classification.criticality?.words,
        text: verdict, ad: derivative.shape(of: subject), left: classification.sides?.left?.shape,
        right: classification.sides?.right?.shape,
        slopes: classification.edgeSlopes?.words, field: field.map { FieldShape($0) },
        clarke: clarke.map { ClarkeShape($0) },
        zero: clarke?.origin.map { Schema.Certificate($0) },
        zeroInField: field?.origin.map { Schema.Certificate($0) }, jump: sentence,
        open: open.map { Schema.Remark($0) }, stopped: classification.stop?.word))
  }
}

extension DirectionalAnswer {
  /// The derivative from the right, of a function of one variable along d = 1.
  var right: RayLimit? { ahead?.derivative }

  /// The derivative from the left.
  var left: RayLimit? { behind?.derivative?.opposite }

  var rightWords: String { DirectionAnswer.words(ahead) }

  var leftWords: String { DirectionAnswer.words(behind, isOpposite: true) }
}

extension OneSidedBehaviour {
  /// The derivative of the first output, where it does not jump.
  fileprivate var derivative: RayLimit? { jumps.isEmpty ? derivatives[0] : nil }
}

extension EdgeSlopes {
  /// What they say, in words.
  fileprivate var words: String {
    func vector(_ d: [Rational]) -> String { NumberText.vector(d.map { .rational($0) }) }
    switch self {
    case .zero: return "f'(x; d) = 0 along every d that stays in the domain"
    case .infinite(let d): return "f'(x; d) is infinite along \(vector(d))"
    case .notLinear(let d, let slope, let sum):
      return "not differentiable: f'(x; d) is \(NumberText.entry(slope.known)) along \(vector(d)), "
        + "and \(NumberText.entry(sum.known)) summed over its entries"
    }
  }
}

extension PointVerdict {
  /// The verdict in the words of semantics, section 6.
  public var words: String {
    switch self {
    case .smooth: "smooth here"
    case .differentiable: "differentiable, AD right"
    case .spuriousDerivative: "differentiable, AD wrong (spurious)"
    case .kink: "kink, AD in Clarke"
    case .spuriousKink: "kink, AD outside Clarke (spurious)"
    case .discontinuous: "not continuous here"
    case .continuousAtPoint: "continuous, but not around the point"
    case .discontinuousAround: "not continuous around the point"
    case .domainEdge: "domain edge"
    case .undecided: "undecided"
    }
  }
}

extension CriticalityVerdict {
  /// The verdict in the words of semantics, section 6.
  public var words: String {
    switch self {
    case .notCritical: "not critical"
    case .clarkeCritical: "Clarke critical"
    case .artificial: "artificial critical point"
    case .zeroByConvention: "AD is 0 by a convention outside D_f"
    case .undecided: "undecided"
    }
  }
}
