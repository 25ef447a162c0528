import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// D_f along a ray into a point, and what its vectors tend to.
struct NearFieldAnswer: AnswerContent {
  let subject: PointSubject
  let near: NearField
  private let direction: [Rational]
  let kind = "nearField"

  init(_ subject: PointSubject, _ near: NearField, along direction: [Rational]) {
    self.subject = subject
    self.near = near
    self.direction = direction
  }

  /// Negative iff a limit lies outside, which a closed graph excludes.
  var finding: Outcome { near.isContained == false ? .negative : .success }

  /// The answer in words.
  var verdict: String {
    guard near.field.isDefined else { return subject.missing("set of gradients") }
    switch near.isContained {
    case true?: return "what D_f tends to lies in D_f at the point"
    case false?: return "what D_f tends to does not lie in D_f at the point"
    case nil: return "what D_f tends to is not known"
    }
  }

  var text: StyledText {
    var text = AnswerWords.heading(
      subject.name,
      " near \(NumberText.point(subject.analysis.point.map(\.known))) along "
        + subject.gradientText.text(direction: direction), StyledText(verdict, .emphasis))
    var facts = FactTable()
    if near.field.isDefined {
      facts.append("D_f(x)", near.field.set, of: subject)
    }
    if let limits = near.limits, !limits.isEmpty {
      let until = near.reach.map { reach in
        "the same pieces for 0 < t < \(Kink.Location.point(reach).text)"
      }
      facts.append("limits", .vectors(limits), until ?? "", of: subject)
    }
    text += facts.text
    var table = TextTable([
      .init("k", .right, role: .number), .init("x + d/2^k"), .init("D_f", role: .number),
      .init("distance", .right, role: .number),
    ])
    for row in near.rows {
      let set = row.field.map { GradientSetText($0.set, subject.gradientText) }
      table.append([
        "\(row.exponent)", NumberText.point(row.point.map { .rational($0) }),
        set.map { $0.lines.count <= 4 ? $0.lines.joined(separator: " ") : $0.lines[0] + " …" }
          ?? "none", row.squaredDistance.map { Self.distance($0) } ?? "",
      ])
    }
    text += table.text(width: AnswerWords.width)
    if let stop = near.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  /// The square root, exactly where it is rational and short.
  private static func distance(_ square: Rational) -> String {
    let root = square.double.squareRoot()
    let simple = Rational(root)
    return simple * simple == square ? NumberText.text(simple) : NumberText.text(root)
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Row: Encodable {
      let k: Int
      let point: Schema.Vector
      let field: FieldShape?
      let distance: Schema.Number?
      let squaredDistance: String?
    }

    let direction: Schema.Vector
    let verdict: String
    let text: String
    let field: FieldShape
    let rows: [Row]
    let limits: Schema.VectorSet?
    let reach: Schema.Number?
    @Nullable var contained: Bool?
    let stopped: String?
  }

  var payload: any Encodable {
    Joined(
      subject.facts(tier: near.field.tier),
      Payload(
        direction: Schema.Vector(direction),
        verdict: !near.field.isDefined
          ? subject.obstacleWord
          : near.isContained.map { $0 ? "limits inside" : "limits outside" } ?? "open",
        text: verdict, field: FieldShape(near.field),
        rows: near.rows.map { row in
          Payload.Row(
            k: row.exponent, point: Schema.Vector(row.point),
            field: row.field.map { FieldShape($0) },
            distance: row.squaredDistance.map { Schema.Number($0.double.squareRoot()) },
            squaredDistance: row.squaredDistance?.description)
        },
        limits: near.limits.flatMap { $0.isEmpty ? nil : Schema.VectorSet(.vectors($0)) },
        reach: near.reach.map { Schema.Number(.point($0)) }, contained: near.isContained,
        stopped: near.stop?.word))
  }
}
