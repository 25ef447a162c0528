import ADLPrograms
import ADLText

/// Runs scripts that record their results, and compares.
public enum ScriptTest {
  /// How often a script is run at most until the places in its messages agree with its lines.
  private static let passLimit = 4

  /// Returns how the results of the script at `path`, which is read once, differ from those it
  /// records; `-` is standard input. `report` is given every answer, as it comes.
  public static func run(
    path: String, cancellation: Cancellation = .never,
    report: (Answer) -> Void = { _ in }
  ) throws(SourceReader.Failure) -> ScriptTestAnswer {
    let (file, open) = try Session(cancellation: cancellation).open(path, as: .recording)
    return answer(
      path, RecordedScript(file), results(file, open, SourceCache(), cancellation, report))
  }

  /// Writes the results of the script at `path` into it, which must be a regular file. Returns what
  /// differed before.
  public static func update(
    path: String, cancellation: Cancellation = .never
  ) throws(SourceReader.Failure) -> ScriptTestAnswer {
    guard path != "-", !SourceReader.isIrregular(path) else {
      throw SourceReader.Failure(
        path: path, reason: "it is not a regular file", action: "record results in")
    }
    let (file, open) = try Session(cancellation: cancellation).open(path, as: .recording)
    let sources = SourceCache()
    var current = RecordedScript(file)
    var results = results(file, open, sources, cancellation)
    let answer = answer(path, current, results)
    var bytes = file.bytes
    // Recorded lines move the statements below them, and with them the places that errors name.
    for pass in 1...passLimit {
      let next = current.bytes(recording: results)
      if next == bytes { break }
      bytes = next
      if pass == passLimit || current.keepsLines(recording: results) { break }
      let file = SourceFile(name: file.name, bytes: bytes)
      current = RecordedScript(file)
      results = Self.results(file, open, sources, cancellation)
    }
    if cancellation.isRequested {
      throw SourceReader.Failure(path: path, reason: "interrupted", action: "record results in")
    }
    if bytes != file.bytes { try SourceReader.rewrite(path, from: file.bytes, to: bytes) }
    return answer.updated
  }

  private static func answer(
    _ path: String, _ recorded: RecordedScript, _ results: RecordedScript.Results
  ) -> ScriptTestAnswer {
    let lines = Set(recorded.results.keys).union(results.keys).sorted()
    return ScriptTestAnswer(
      file: path, answerCount: results.count,
      differences: lines.compactMap { line in
        let (before, now) = (recorded.results[line] ?? [], results[line] ?? [])
        return before == now
          ? nil : .init(line: line, source: recorded.line(line), recorded: before, now: now)
      })
  }

  private static func results(
    _ file: SourceFile, _ open: Session.OpenFile, _ sources: SourceCache,
    _ cancellation: Cancellation,
    _ report: (Answer) -> Void = { _ in }
  ) -> RecordedScript.Results {
    let session = Session(cancellation: cancellation)
    session.sources = sources
    session.noteInput(open.resolvedPath.isEmpty ? "-" : open.resolvedPath)
    var results: RecordedScript.Results = [:]
    _ = session.run(file, open, as: .recording) { answer in
      report(answer)
      var lines = answer.text.plain.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last?.isEmpty == true { lines.removeLast() }
      results[answer.lastLine, default: []] += lines.map(String.init)
    }
    return results.filter { !$0.value.isEmpty }
  }
}
