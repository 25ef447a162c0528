import ADLText

extension Session {
  /// Runs the script at `path` and writes it out, with the results of each statement below it in
  /// the form in which scripts record them.
  public func transcribe(
    path: String, write: (StyledText) -> Void
  ) throws(SourceReader.Failure) -> Outcome {
    let (file, open) = try open(path, as: .script)
    let script = RecordedScript(file)
    var written = 0
    let outcome = run(file, open, as: .script) { answer in
      write(StyledText(script.lines(after: written, through: answer.lastLine)))
      written = max(written, answer.lastLine)
      for line in answer.text.plain.split(separator: "\n", omittingEmptySubsequences: false)
        .dropLast()
      {
        write(StyledText(RecordedScript.recording(String(line)) + "\n", .dimmed))
      }
    }
    // A script that stopped at an error goes no further on paper either.
    if outcome != .trouble || keepsGoing {
      write(StyledText(script.lines(after: written, through: file.lineCount)))
    }
    return outcome
  }
}
