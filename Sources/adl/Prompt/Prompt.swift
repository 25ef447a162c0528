import ADLLanguage
import ADLSession
import ADLText
import ArgumentParser
import LineEdit

/// The conversation at a terminal.
struct Prompt {
  private static let text = "adl>"
  private static let continuation = "...> "

  let session: Session
  let output: Output
  let historyPath: String?
  let isQuiet: Bool

  /// Reads entries and answers them until the user leaves.
  func run() throws {
    let history = historyPath.map { HistoryFile(path: $0) }
    let session = session
    guard
      let editor = LineEditor(
        programName: "adl", history: history,
        completer: { Completion(session.completion(of: $0)) },
        isComplete: Self.isComplete)
    else {
      Output.complain("not enough memory for a prompt")
      throw ExitCode(2)
    }
    if !isQuiet {
      print("\(ToolVersion.name): `help` lists the commands, Ctrl-D leaves")
    }
    let prompt =
      output.isColoured ? "\u{1}\u{1B}[1m\u{1}\(Self.text)\u{1}\u{1B}[0m\u{1} " : Self.text + " "
    var keys = session.settings.usesVi
    while !session.isFinished {
      if let warning = history?.takeWarning() { Output.complain(warning) }
      switch editor.read(prompt: prompt, continuation: Self.continuation) {
      case .interrupted: continue
      case .endOfInput:
        print()
        return
      case .line("exit") where session.isUnknown("exit"): return
      case .line(let entry): answer(entry)
      }
      if session.settings.usesVi != keys {
        keys = session.settings.usesVi
        editor.use(keys == true ? .vi : .emacs)
      }
    }
  }

  /// `true` iff Enter ends the entry; a `##` comment belongs to the definition that follows it.
  private static func isComplete(_ entry: String) -> Bool {
    let lines = entry.split(separator: "\n")
    return lines.last?.hasPrefix("##") != true && Completeness.of(entry) != .incomplete
  }

  private func answer(_ entry: String) {
    let file = SourceFile(name: "prompt", text: entry)
    let clock = ContinuousClock()
    let duration = clock.measure {
      _ = duringWork { session.run(file, as: .prompt) { output.show($0) } }
    }
    if session.settings.showsTime, !entry.allSatisfy(\.isWhitespace) {
      output.show(Answer(TimeAnswer(duration), file: "prompt", line: 1))
    }
  }
}

extension Completion {
  /// Creates the completion that the session found.
  init(_ completion: SessionCompletion) {
    self.init(
      replacing: completion.replacedCount,
      with: completion.candidates.map { Candidate($0.text, suffix: $0.suffix) })
  }
}
