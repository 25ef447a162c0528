import ADLText

/// Runs scripts that record their results, and compares.
public enum ScriptTest {
  /// How often a script is run at most until the places in its messages agree with its lines.
  private static let passLimit = 4

  /// Returns how the results of the script at `path` differ from those it records.
  public static func run(
    path: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(SourceReader.Failure) -> ScriptTestAnswer {
    let file = try SourceReader.read(path)
    let recorded = RecordedScript(file)
    let results = try results(path, isInterrupted)
    let lines = Set(recorded.results.keys).union(results.keys).sorted()
    return ScriptTestAnswer(
      file: path, answerCount: results.count,
      differences: lines.compactMap { line in
        let (before, now) = (recorded.results[line] ?? [], results[line] ?? [])
        return before == now
          ? nil : .init(line: line, source: recorded.line(line), recorded: before, now: now)
      })
  }

  /// Writes the results of the script at `path` into it. Returns what differed before.
  public static func update(
    path: String, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(SourceReader.Failure) -> ScriptTestAnswer {
    let answer = try run(path: path, isInterrupted: isInterrupted)
    // Recorded lines move the statements below them, and with them the places that errors name.
    for _ in 0..<passLimit {
      let file = try SourceReader.read(path)
      let text = RecordedScript(file).text(recording: try results(path, isInterrupted))
      if text == file.text { break }
      try SourceReader.write(text, to: path)
    }
    return answer.updated
  }

  private static func results(
    _ path: String, _ isInterrupted: @escaping @Sendable () -> Bool
  ) throws(SourceReader.Failure) -> RecordedScript.Results {
    let session = Session(isInterrupted: isInterrupted)
    var results: RecordedScript.Results = [:]
    try session.run(path: path, as: .recording) { answer in
      var lines = answer.text.plain.split(separator: "\n", omittingEmptySubsequences: false)
      if lines.last?.isEmpty == true { lines.removeLast() }
      results[answer.lastLine, default: []] += lines.map(String.init)
    }
    return results.filter { !$0.value.isEmpty }
  }
}
