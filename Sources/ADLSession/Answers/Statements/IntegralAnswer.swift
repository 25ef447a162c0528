import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// What AD's derivative integrates to along a segment or a curve, cell by cell.
struct IntegralAnswer: AnswerContent {
  /// What is gone along.
  enum Route: Sendable {
    case segment
    case curve(String)
  }

  let name: String
  let integral: PathIntegral
  private let route: Route
  private let convention: Convention
  private let anchors: AnchorMap

  /// Where the program integrated is a composition: how many of its nodes are the curve's, and
  /// where those were written.
  private let inner: (count: Int, anchors: AnchorMap)?
  let kind = "integral"

  /// How many cells are written out.
  private static let cellLimit = 24

  init(
    _ instance: Instance, _ integral: PathIntegral, _ route: Route, under convention: Convention,
    inner: (count: Int, anchors: AnchorMap)? = nil
  ) {
    self.inner = inner
    name = instance.name
    anchors = instance.anchors
    self.integral = integral
    self.route = route
    self.convention = convention
  }

  /// Negative iff the identity fails.
  var finding: Outcome { integral.holds == false ? .negative : .success }

  /// The answer in words.
  var verdict: String {
    let claim =
      integral.isLoop
      ? "a loop, and the integral is 0" : "the integral is the change of the function"
    switch integral.holds {
    case true?:
      return claim + (integral.isProved ? " (proved)" : ", as far as enclosures tell")
    case false?:
      return integral.agrees
        ? "the integral is the change of the function, but not on every part of the way"
        : "the integral is not the change of the function"
    case nil: return "the integral is open"
    }
  }

  private var place: String {
    let interval = Box.Side(integral.lower, integral.upper).text
    switch route {
    case .segment:
      return " from \(NumberText.point(integral.ends.start)) to "
        + NumberText.point(integral.ends.end)
    case .curve(let curve): return " along \(curve) on \(interval)"
    }
  }

  var text: StyledText {
    var text = AnswerWords.heading(name, place, StyledText(verdict, .emphasis))
    var table = FactTable()
    let (change, product) =
      switch route {
      case .segment: ("f(y) - f(x)", "∫ ⟨y - x, v(x + t (y - x))⟩ dt")
      case .curve: ("f(γ(b)) - f(γ(a))", "∫ ⟨v(γ(t)), γ'(t)⟩ dt")
      }
    table.append("change", NumberText.gradient(integral.change), change)
    if !integral.total.isEmpty {
      table.append("integral", Self.text(integral.total), product)
    }
    text += table.text
    text += parts
    if let failure = integral.failure { text += words(failure) }
    text += AnswerWords.open(integral.unresolved, integral.stop)
    return text
  }

  /// Integrals, of which those over unbounded derivatives have no bound that is known.
  private static func text(_ integrals: [KnownNumber]) -> String {
    integrals.contains(.undefined) ? "no bound" : NumberText.gradient(integrals)
  }

  private var functionHeading: String {
    if case .curve = route { "f(γ(t))" } else { "f(x + t (y - x))" }
  }

  private var parts: StyledText {
    var table = TextTable([
      .init("t", role: .name), .init(functionHeading), .init("integral", role: .number),
      .init("choices", .right, role: .dimmed),
    ])
    for part in integral.parts.prefix(Self.cellLimit) {
      table.append([
        Self.text(part.extent), functions(part) ?? "not rational",
        Self.text(part.integrals),
        part.choices > 1 ? "\(part.choices)" : "",
      ])
    }
    var text = table.text(width: AnswerWords.width)
    if integral.parts.count > Self.cellLimit {
      text.append("  and \(integral.parts.count - Self.cellLimit) more cells\n", .dimmed)
    }
    return text
  }

  private func functions(_ part: PathIntegral.Part) -> String? {
    let texts = part.functions.compactMap { $0.map { NumberText.text($0, in: "t") } }
    guard texts.count == part.functions.count else { return nil }
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }

  private static func text(_ extent: OpenCell) -> String {
    "(\(text(extent.lower)), \(text(extent.upper)))"
  }

  private static func text(_ end: AlgebraicNumber?) -> String {
    end.map { Kink.Location.point($0).text } ?? "inf"
  }

  private func words(_ failure: PathFailure) -> StyledText {
    let words =
      switch failure.reason {
      case .jump(let left, let value, let right, let gap):
        "the function jumps: " + NodeJump.words(left, value, right, gap)
      case .derivative: "the derivative is not that of the function"
      }
    var text = StyledText()
    text.append("  at \(NumberText.point(failure.point)) \(words)\n", .error)
    for tied in failure.guards {
      let own = inner.flatMap { tied.node < $0.count ? $0.anchors : nil } ?? anchors
      let place = SourceExcerpt(tied.anchor, in: own)
      text.append("    \(place.position)  \(place.excerpt)\n", .dimmed)
    }
    return text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Row: Encodable {
      let lower: Schema.Number
      let upper: Schema.Number

      /// f(γ(t)) as a formula in t; `null` where it is not a rational function.
      @Nullable var function: String?
      let integral: Schema.Vector
      let choices: Int
    }

    let name: String
    let convention: String
    let curve: String?
    let interval: Schema.Extent
    let start: Schema.Vector
    let end: Schema.Vector
    let loop: Bool
    let verdict: String
    let text: String
    let change: Schema.Vector
    let integral: Schema.Vector?
    let rows: [Row]
    let at: [Schema.Number]?
    let unresolved: [Schema.Extent]
    let stopped: String?
  }

  var payload: any Encodable {
    var curve: String?
    if case .curve(let name) = route { curve = name }
    return Payload(
      name: name, convention: convention.name, curve: curve,
      interval: Schema.Extent(integral.lower, integral.upper),
      start: Schema.Vector(integral.ends.start), end: Schema.Vector(integral.ends.end),
      loop: integral.isLoop,
      verdict: integral.holds.map { $0 ? integral.isProved ? "proved" : "holds" : "fails" }
        ?? "open",
      text: verdict, change: Schema.Vector(integral.change),
      integral: integral.total.isEmpty ? nil : Schema.Vector(integral.total),
      rows: integral.parts.map { part in
        Payload.Row(
          lower: Self.number(part.extent.lower), upper: Self.number(part.extent.upper),
          function: functions(part), integral: Schema.Vector(part.integrals),
          choices: part.choices)
      }, at: integral.failure?.point.map { Schema.Number($0) },
      unresolved: integral.unresolved.map(\.shape), stopped: integral.stop?.word)
  }

  private static func number(_ end: AlgebraicNumber?) -> Schema.Number {
    end.map { Schema.Number(.point($0)) } ?? Schema.Number(.infinite(.positive))
  }
}
