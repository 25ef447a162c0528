import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// What both answers about descents say.
enum DescentWords {
  /// What the rate is, and what Theorem 4 asks of it.
  static func addRate(
    _ rate: StepRate, _ text: String?, constant: Double?, to table: inout FactTable
  ) {
    let verdicts = rate.verdicts
    let value = constant.map { ", c = \(NumberText.text($0))" } ?? ", c in (0, 1]"
    table.append("rate", (text ?? "c/sqrt(k)") + value, words(rate), role: .plain)
    if verdicts.isSmall == false || verdicts.diverges == false {
      table.append(
        "note", "the conclusion of Theorem 4 is not to be expected of such steps", role: .note)
    }
  }

  /// That Theorem 4 does not speak of a function whose author states a derivative.
  static func addStated(_ subject: DescentSubject, to table: inout FactTable) {
    let program = subject.problem.program
    guard let node = program.statedNodes.first else { return }
    let application = program.application(node)
    let place = subject.anchors.span(of: application.anchor).map { " at \($0)" } ?? ""
    table.append(
      "note",
      "Theorem 4 is not of functions that state a derivative, as `\(application.name)`"
        + "\(place) does", role: .note)
  }

  static func words(_ rate: StepRate) -> String {
    let verdicts = rate.verdicts
    let small =
      switch verdicts.isSmall {
      case true: "o(1/log k)"
      case false: "not o(1/log k)"
      default: "o(1/log k) or not: not known"
      }
    let sum =
      switch verdicts.diverges {
      case true: "the sum diverges"
      case false: "the sum converges"
      default: "whether the sum diverges is not known"
      }
    return "\(small); \(sum)" + (rate.isProportional ? "" : ", for c = 1")
  }

  static func words(_ boundedness: Boundedness, largest: Double?) -> (String, String) {
    let figure = largest.map { "the largest entry met is \(AnswerWords.bound($0))" } ?? ""
    return switch boundedness {
    case .proved: ("yes", "polynomials that grow outwards, at most like the square")
    case .assumed: ("assumed", figure)
    case .leftBox: ("left the box", figure)
    }
  }

  /// Says in which format a descent is, where that is not the usual one.
  static func format(_ options: DescentOptions) -> String {
    options.format == .f64 ? "" : " in \(options.format.rawValue)"
  }

  /// Returns a point as it is written behind `at`.
  static func point(_ x: [Double]) -> String {
    x.count == 1
      ? NumberText.text(x[0])
      : x.count <= 6
        ? "(" + x.map(NumberText.text).joined(separator: ", ") + ")"
        : "(" + x.prefix(6).map(NumberText.text).joined(separator: ", ") + ", …)"
  }

  static func point(_ x: [Rational]) -> String {
    x.count == 1
      ? NumberText.text(x[0])
      : NumberText.point(Array(x.prefix(12)).map { .rational($0) }) + (x.count > 12 ? " …" : "")
  }

  /// A number for people: at most `digits` significant digits.
  static func short(_ x: Double, digits: Int = 7) -> String {
    NumberText.text(NumberText.rounded(x, digits: digits))
  }
}

extension DescentLimit {
  /// Where the limit is, in words.
  var place: String {
    exact.map { DescentWords.point($0) }
      ?? "near \(DescentWords.point(point.map { NumberText.rounded($0, digits: 6) }))"
  }

  /// The same, with the names of the entries that J does not depend on there.
  func place(named names: [String]) -> String {
    guard let exact, let face else { return place }
    let entries = exact.indices.prefix(12).map {
      face.ranges[$0] == nil ? NumberText.text(exact[$0]) : names[$0]
    }
    let more = exact.count > 12 ? " …" : ""
    return exact.count == 1 ? entries[0] : "(\(entries.joined(separator: ", ")))\(more)"
  }

  /// What the verdict rests on, in words.
  var ground: String {
    let box =
      "the last \(window.count) iterates lie in a box of side "
      + AnswerWords.bound(window.diameter)
    switch standing {
    case .proved: return "AD is 0 there in exact arithmetic, and every later iterate is the same"
    case .presumed:
      if exact != nil || verdict == .clarkeCritical && slope == nil { return "\(box) around it" }
      if verdict == .notCritical { return "\(box), and AD is not small there" }
      if let slope {
        return "\(box) without a tie, and AD is at most \(AnswerWords.bound(slope)) at the last"
      }
      return box
    case nil: return verdict == .notConverged ? box : ""
    }
  }
}

extension DescentLimit.Verdict {
  /// The verdict in the words of semantics, section 12.
  var words: String {
    switch self {
    case .clarkeCritical: "Clarke critical"
    case .artificial: "artificial critical point"
    case .zeroByConvention: "AD is 0 by a convention outside D_f"
    case .notCritical: "not critical"
    case .notConverged: "not converged"
    case .undecided: "undecided"
    case .leftBox: "left the box"
    case .outsideDomain: "outside the domain"
    }
  }
}

extension DescentRun.End {
  /// The end in JSON.
  var word: String {
    switch self {
    case .steps: "steps"
    case .settled: "settled"
    case .fixed: "fixed"
    case .leftBox: "left box"
    case .failed: "outside domain"
    case .interrupted: "interrupted"
    }
  }
}

/// What Theorem 4 asks of a rate, in JSON.
struct RateShape: Encodable {
  let formula: String
  @Nullable var small: Bool?
  @Nullable var diverges: Bool?

  init(_ rate: StepRate, _ text: String?) {
    formula = text ?? "c/sqrt(k)"
    let verdicts = rate.verdicts
    _small = Nullable(wrappedValue: verdicts.isSmall)
    _diverges = Nullable(wrappedValue: verdicts.diverges)
  }
}

/// A limit in JSON.
struct LimitShape: Encodable {
  let verdict: String
  @Nullable var standing: String?

  /// The limit, where it is known exactly, and the last iterate.
  @Nullable var exact: Schema.Vector?
  let point: Schema.Vector

  /// The box around the last iterates.
  let window: Window

  struct Window: Encodable {
    let count: Int
    let lower: [Double?]
    let upper: [Double?]
    let diameter: Double
  }

  init(_ limit: DescentLimit) {
    verdict = limit.verdict.words
    _standing = Nullable(wrappedValue: limit.standing?.rawValue)
    _exact = Nullable(wrappedValue: limit.exact.map { Schema.Vector($0) })
    point = Schema.Vector(limit.point)
    window = Window(
      count: limit.window.count, lower: limit.window.lower, upper: limit.window.upper,
      diameter: limit.window.diameter)
  }
}
