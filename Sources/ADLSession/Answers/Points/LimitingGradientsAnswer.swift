import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// The limiting gradients at a point, whose hull is the Clarke subdifferential.
struct LimitingGradientsAnswer: AnswerContent {
  let subject: PointSubject
  let clarke: ClarkeAnswer

  /// What AD returns under each convention.
  let derivatives: [ConventionalDerivative]
  let kind = "clarke"

  init(
    _ subject: PointSubject, _ clarke: ClarkeAnswer, _ derivatives: [ConventionalDerivative]
  ) {
    self.subject = subject
    self.clarke = clarke
    self.derivatives = derivatives
  }

  /// The answer in words.
  var verdict: String {
    if !clarke.jumps.isEmpty { return "not continuous here: no Clarke subdifferential" }
    if !clarke.breaks.isEmpty {
      return subject.program.p == 1
        ? "not continuous here: no Clarke subdifferential"
        : "not continuous around the point: no Clarke subdifferential"
    }
    if !clarke.openContinuity.isEmpty {
      return "no Clarke subdifferential: continuous around the point or not is undecided"
    }
    if clarke.hasEdge { return subject.missing("Clarke subdifferential") }
    let kind =
      switch clarke.isDifferentiable {
      case true: "differentiable"
      case false: "kink"
      default: "differentiable or not: undecided"
      }
    if subject.program.q > 1 { return kind }
    switch clarke.isCritical {
    case true: return kind + "; Clarke critical"
    case false: return kind + "; not Clarke critical"
    default: return kind + "; Clarke critical or not: undecided"
    }
  }

  var text: StyledText {
    // Without a gradient that is known to be a limit there is nothing to reserve.
    let reservation = clarke.inner == nil ? "" : subject.verdictReservation(clarke.tier)
    var text = StyledText(verdict + reservation + "\n", .emphasis)
    var table = FactTable()
    subject.addValues(to: &table)
    table.append(derivatives, of: subject)
    table.append(clarke, of: subject)
    subject.addReasons(to: &table, tier: clarke.tier)
    text.append(table.text)
    return text
  }

  struct Payload: Encodable {
    let verdict: String
    let text: String
    @Nullable var critical: Bool?

    /// What AD returns under the first convention that was asked for, and under the others.
    let ad: Schema.Derivative?
    let conventions: [Schema.Derivative]
    let clarke: ClarkeShape
    let zero: Schema.Certificate?
    let open: [Schema.Remark]
  }

  var payload: any Encodable {
    Joined(
      subject.facts(tier: clarke.tier),
      Payload(
        verdict: verdictWord, text: verdict, critical: clarke.isCritical,
        ad: derivatives.first?.shape(of: subject),
        conventions: derivatives.dropFirst().map { $0.shape(of: subject) },
        clarke: ClarkeShape(clarke), zero: clarke.origin.map { Schema.Certificate($0) },
        open: clarke.openWords(subject).map { Schema.Remark($0) }))
  }

  private var verdictWord: String {
    if !clarke.jumps.isEmpty || !clarke.breaks.isEmpty {
      return clarke.jumps.isEmpty && subject.program.p > 1
        ? "not continuous around the point" : "not continuous here"
    }
    if !clarke.openContinuity.isEmpty { return "continuity undecided" }
    if clarke.hasEdge { return subject.obstacleWord }
    switch clarke.isDifferentiable {
    case true: return "differentiable"
    case false: return "kink"
    default: return "undecided"
    }
  }
}

extension ClarkeAnswer {
  /// The test that decides: on the inner set where 0 is in it, or where that is all.
  var origin: OriginTest? {
    isExact || innerOrigin?.position == .inside ? innerOrigin : outerOrigin ?? innerOrigin
  }

  /// What stays open, in words, each reason once.
  func openWords(_ subject: PointSubject) -> [String] {
    if isExact { return [] }
    var counts: [(words: String, count: Int)] = []
    for pattern in open {
      let words = pattern.reason.words(subject)
      if let i = counts.firstIndex(where: { $0.words == words }) {
        counts[i].count += 1
      } else {
        counts.append((words, 1))
      }
    }
    let words = counts.map { "\($0.count) \($0.count == 1 ? "pattern" : "patterns"): \($0.words)" }
    return words + (stop.map { [$0.words] } ?? [])
  }
}

extension OpenPattern.Reason {
  /// Why it stays open, in words.
  fileprivate func words(_ subject: PointSubject) -> String {
    switch self {
    case .budget: "not explored"
    case .curvature: "guards are curved, and a thin region may reach the point"
    case .enclosures: "gradients of guards are only enclosed, and may depend on each other"
    case .tangency(let node): "the gradient of the guard at \(subject.words([node])) vanishes"
    case .undecided(let node): "the guard at \(subject.words([node])) stays undecided"
    }
  }
}

extension FactTable {
  /// Adds the limiting gradients, what is open, and where 0 is.
  mutating func append(_ clarke: ClarkeAnswer, of subject: PointSubject) {
    if !clarke.breaks.isEmpty && clarke.jumps.isEmpty {
      let reach = subject.program.p == 1 ? "" : "as near as one likes, "
      append("jumps", "\(reach)at \(subject.words(clarke.breaks))")
    }
    if !clarke.openContinuity.isEmpty {
      append(
        "open", "whether the arms meet near the point at \(subject.words(clarke.openContinuity))",
        role: .note)
    }
    for violation in clarke.violations where clarke.hasEdge {
      append("undefined", subject.words(violation), role: .note)
    }
    if clarke.hasNoSet && clarke.jumps.isEmpty { return }
    if !clarke.jumps.isEmpty {
      var limits: [String] = []
      for jump in clarke.jumps.map({ $0.map(\.known) }) {
        let words = jump.count == 1 ? NumberText.entry(jump[0]) : NumberText.vector(jump)
        if !limits.contains(words) { limits.append(words) }
      }
      append("jumps", "nearby values tend to \(limits.prefix(6).joined(separator: ", "))")
      return
    }
    guard let inner = clarke.inner else {
      if let outer = clarke.outer { append("outer", outer, "contains Clarke", of: subject) }
      for line in clarke.openWords(subject) { append("open", line, role: .note) }
      if let origin = clarke.outerOrigin {
        if clarke.isCritical == nil {
          append("0 in Clarke", "undecided", role: .note)
        } else {
          append("0 in Clarke", origin, of: subject)
        }
      }
      return
    }
    let count = GradientSetText.number(clarke.cellCount)
    let cells = clarke.cellCount == .one ? "" : "\(count) cells"
    append(
      clarke.isExact ? "Clarke" : "inner", inner,
      clarke.isExact
        ? cells : [cells, "a part of Clarke"].filter { !$0.isEmpty }.joined(separator: ", "),
      of: subject, remarks: Self.directions(clarke, subject))
    if !clarke.isExact {
      if let outer = clarke.outer {
        append("outer", outer, "contains Clarke", of: subject)
      } else {
        append("outer", "not known")
      }
      for line in clarke.openWords(subject) { append("open", line, role: .note) }
    }
    guard let origin = clarke.origin else { return }
    if clarke.isCritical == nil {
      append("0 in Clarke", "undecided", role: .note)
    } else {
      append("0 in Clarke", origin, of: subject)
    }
  }

  /// The directions into the cells, by the choices that hold there.
  private static func directions(_ clarke: ClarkeAnswer, _ subject: PointSubject) -> [[Choice]:
    String]
  {
    guard clarke.cells.count == 1, subject.program.p > 1 else { return [:] }
    return Dictionary(
      clarke.cells[0].map {
        ($0.choices, "along \(subject.gradientText.text(direction: $0.direction))")
      }, uniquingKeysWith: { first, _ in first })
  }
}
