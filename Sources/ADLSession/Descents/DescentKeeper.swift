import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// Keeps a descent in a file: every few seconds while it runs, and where it ends.
final class DescentKeeper {
  private let path: String
  private let parts: [DescentState.Part]
  private let failure: (SourceReader.Failure) -> SessionFailure
  private var last = ContinuousClock.now

  /// How far the descent had come when it was last asked for; `nil` for one that begins.
  let found: DescentState.Progress?

  /// The time between two writings.
  private static let interval = Duration.seconds(10)

  init(
    _ path: String, _ parts: [DescentState.Part], found: DescentState.Progress?,
    failure: @escaping (SourceReader.Failure) -> SessionFailure
  ) {
    self.path = path
    self.parts = parts
    self.found = found
    self.failure = failure
  }

  /// Writes how far the descent has come, beside the file first, which then takes its place.
  func keep(_ progress: DescentState.Progress) throws(SessionFailure) {
    do throws(SourceReader.Failure) {
      try SourceReader.write(DescentState(parts: parts, progress: progress).text, to: path)
    } catch {
      throw failure(error)
    }
    last = .now
  }

  /// The same where the last time was a while ago.
  func keepNowAndThen(_ progress: () -> DescentState.Progress) throws(SessionFailure) {
    if last.duration(to: .now) > Self.interval { try keep(progress()) }
  }
}

extension Session {
  /// Returns what keeps the descent in the file that the request names; `nil` where it names none.
  ///
  /// - Parameter place: where the runs start, part by part.
  func keeper(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, place: [DescentState.Part], in context: Context
  ) throws(SessionFailure) -> DescentKeeper? {
    guard let file = request.state else { return nil }
    let target = path(of: file)
    let span = context.file.span(file.range)
    let parts = parts(request, subject, rate, options, in: context) + place
    func refusal(_ failure: SourceReader.Failure) -> SessionFailure {
      SessionFailure(
        failure.action == "read"
          ? .unreadableFile(file.path, reason: failure.reason, at: span)
          : .unwritableFile(file.path, reason: failure.reason, at: span))
    }
    var found: DescentState.Progress?
    if FileIdentity(path: target) != nil {
      let contents: SourceFile
      do throws(SourceReader.Failure) {
        contents = try SourceReader.read(target, name: file.path, cancellation: cancellation)
      } catch {
        throw refusal(error)
      }
      do throws(DescentState.Failure) {
        let state = try DescentState(contents, of: parts)
        guard isSound(state.progress, subject, place) else {
          throw DescentState.Failure.notAState
        }
        found = state.progress
      } catch {
        throw SessionFailure(.badState(error, contents, at: span))
      }
    }
    return DescentKeeper(target, parts, found: found, failure: refusal)
  }

  private func isSound(
    _ progress: DescentState.Progress, _ subject: DescentSubject, _ place: [DescentState.Part]
  ) -> Bool {
    switch progress {
    case .run(let record):
      place.contains { $0.name == "start" }
        && record.isSound(
          dimension: subject.start.count, nodeCount: subject.problem.program.m)
    case .runs: place.contains { $0.name == "starts" }
    }
  }

  /// What the bits of a descent depend on, but for where it starts.
  private func parts(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, in context: Context
  ) -> [DescentState.Part] {
    typealias Part = DescentState.Part
    let problem = subject.problem
    let batch =
      switch options.minibatch {
      case .full: "all"
      case .size(let size): "\(size)"
      case .subset: "subsets"
      }
    var data = Digest()
    for number in problem.rows { data.add(number.bitPattern) }
    for column in problem.columns { data.add(UInt64(column)) }
    return [
      Part(name: "function", text: "", digest: Digest(problem.program).text),
      Part(
        name: "convention", text: problem.convention.name,
        digest: Digest(JSONText.line(ConventionAnswer(problem.convention).payload)).text),
      Part(
        name: "data", text: "",
        digest: problem.hasData ? "\(problem.rowCount) \(data.text)" : "none"),
      Part(
        name: "rate",
        text: request.rate.map { context.tree.text($0.expression) } ?? "c/sqrt(k)",
        digest: Digest(rate.program).text),
      Part(name: "steps", text: "\(options.steps)"),
      Part(name: "until", text: options.until.map(NumberText.text) ?? "none"),
      Part(name: "batch", text: batch),
      Part(name: "seed", text: "\(options.seed)"),
      Part(name: "format", text: options.format.rawValue),
    ]
  }
}

/// What tells texts and programs apart, the same on every machine: FNV-1a of 64 bits.
private struct Digest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  init() {}

  init(_ text: String) {
    for byte in text.utf8 { add(byte) }
  }

  /// The digest of a program, whatever its inputs are called.
  init(_ program: Program) {
    self.init(
      ProgramListing(
        program, name: "f", inputNames: (0..<program.p).map { "x\($0 + 1)" }
      ).text.plain)
  }

  private mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }

  mutating func add(_ word: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { add(UInt8(truncatingIfNeeded: word >> shift)) }
  }

  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Diagnostic {
  static func badState(
    _ failure: DescentState.Failure, _ file: SourceFile, at span: SourceSpan
  ) -> Diagnostic {
    let hint = "name another file, or remove this one to begin anew"
    switch failure {
    case .notJSON(let failure):
      return .error(
        "`\(file.name)` is not the state of a descent", at: span,
        notes: ["JSON with \(failure.expected) was expected at byte \(failure.range.lowerBound)"],
        hint: hint)
    case .notAState:
      return .error("`\(file.name)` is not the state of a descent", at: span, hint: hint)
    case .version(let version):
      return .error(
        "`\(file.name)` is a state of version \(version), and this is version "
          + "\(DescentState.version)", at: span, hint: hint)
    case .other(let part, let found, let asked):
      let words =
        found.isEmpty || found == asked
        ? "with \(part == "data" ? "other data" : "another \(part)")"
        : "with the \(part) `\(found)`, not `\(asked)`"
      return .error(
        "`\(file.name)` holds a descent \(words)", at: span,
        hint: part == "steps"
          ? "one run goes on for more steps, not fewer, and many begin anew: name another file"
          : "ask as it was asked, or name another file")
    }
  }

  static func unsoundState(
    _ request: DescentRequest, in context: Context
  ) -> Diagnostic {
    let file = request.state
    return .error(
      "`\(file?.path ?? "")` is not the state of a descent",
      at: file.map { context.file.span($0.range) },
      hint: "name another file, or remove this one to begin anew")
  }

  static func stateWithoutFile(at span: SourceSpan) -> Diagnostic {
    .error("a state is kept in a file", at: span, hint: "name one, as in `state \"run.json\"`")
  }

  static func stateOfSeveral(at span: SourceSpan) -> Diagnostic {
    .error(
      "a state is that of one descent, under one convention and in one format", at: span,
      hint: "keep each in a file of its own")
  }

  static func stateOfSearch(at span: SourceSpan) -> Diagnostic {
    .error(
      "a search for adversarial starts is not kept in a file", at: span,
      hint: "`state` is for `from` and `starts`")
  }

  static func formatOfSearch(at span: SourceSpan) -> Diagnostic {
    .error(
      "adversarial starts are searched in exact arithmetic, which has no format", at: span,
      hint: "`as` is for `from` and `starts`")
  }

  static func startBeyondFormat(_ format: FloatingFormat, at span: SourceSpan) -> Diagnostic {
    .error(
      "the start is beyond the largest number of \(format.rawValue), "
        + NumberText.text(format.greatest), at: span)
  }
}
