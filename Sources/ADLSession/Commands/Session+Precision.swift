import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// The maximum number of points that one command draws.
  static let sampleLimit = 1_000_000_000

  /// Answers `precision f`, on a box or everywhere.
  func showPrecision(_ request: PrecisionRequest, in context: Context) throws(SessionFailure) {
    let formats = try formats(
      request.formats, otherwise: [.f16, .bf16, .f32], in: context)
    let samples = try count(request.samples, 1...Self.sampleLimit, in: context)
    let seed = try count(request.seed, 0...Int.max, in: context)
    let names = try conventions(request.conventions, in: context)
    if !request.conventions.isEmpty, names.count != 2 {
      throw SessionFailure(
        .twoConventions(names.count, at: context.file.span(request.conventions[0].range)))
    }
    var sides: [Box.Side] = []
    let instance: Instance
    if let region = request.region {
      sides = try self.sides(region, in: context)
      instance = try self.instance(request.function, dimension: sides.count, in: context)
    } else {
      instance = try self.instance(request.function, at: nil, in: context)
      guard instance.program.p == 1 else {
        throw SessionFailure(
          .boxNeeded(instance.program.p, at: context.tree.span(request.function)))
      }
      sides = [.line]
    }
    let pair =
      names.count == 2
      ? (names[0], names[1])
      : (
        names[0].takingEverywhere(.first, in: instance.program),
        names[0].takingEverywhere(.last, in: instance.program)
      )
    var question = PrecisionQuestion(pair.0, pair.1, on: sides)
    if let samples { question.samples = samples }
    if let seed { question.seed = UInt64(seed) }
    let reports = formats.map { instance.program.precision(question, in: $0, work) }
    context.report(
      PrecisionAnswer(
        instance, question, reports, isNamed: names.count == 2,
        isUsual: names.count == 1 && names[0] == .paper))
  }

  /// Returns the formats with these names, each once; those that are usual where there are none.
  func formats(
    _ words: [Word], otherwise usual: [FloatingFormat], in context: Context
  ) throws(SessionFailure) -> [FloatingFormat] {
    if words.isEmpty { return usual }
    var formats: [FloatingFormat] = []
    for word in words {
      guard let format = FloatingFormat(rawValue: word.text) else {
        throw SessionFailure(.unknownFormat(word.text, at: context.file.span(word.range)))
      }
      if !formats.contains(format) { formats.append(format) }
    }
    return formats
  }
}

/// What can be wrong with a question about precision.
extension Diagnostic {
  static func unknownFormat(_ word: String, at span: SourceSpan) -> Diagnostic {
    let known = FloatingFormat.allCases.map(\.rawValue)
    let meant = Suggestion.closest(to: word, among: known)
    return .error(
      "there is no format `\(word)`", at: span,
      hint: meant.map { "write `\($0)`" }
        ?? "formats are \(known.dropLast().joined(separator: ", ")) and \(known[known.count - 1])")
  }

  static func twoConventions(_ count: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "`precision` compares two conventions, and \(count == 1 ? "one is" : "\(count) are") named",
      at: span, hint: "name two, as in `under jax, pytorch`, or none")
  }

  static func boxNeeded(_ count: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "a function of \(count) numbers is looked at on a box", at: span,
      hint: "write one, as in `on [-1, 1]^\(count)`")
  }
}
