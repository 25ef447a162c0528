import ADLSession
import ADLText
import ArgumentParser
import LineEdit

@preconcurrency import Glibc

/// Where answers go: text to standard output and errors to standard error, or JSON or a report to
/// standard output.
struct Output {
  private let json: Bool
  private let report: Report?
  private let format: StyledText.Format
  private let errorFormat: StyledText.Format

  /// Creates the output for the tool's two streams, without reports.
  init(json: Bool, color: ColorPolicy) { self.init(json ? .json : .text, color: color) }

  /// Creates the output for the tool's two streams; in a report, what is wrong with AD's answers is
  /// an error if it is in `fatal`.
  init(_ form: OutputFormat, color: ColorPolicy, failingOn fatal: Set<Fault> = []) {
    json = form == .json
    if case .report(let form) = form {
      report = Report(form, failingOn: fatal)
    } else {
      report = nil
    }
    format = color.format(STDOUT_FILENO)
    errorFormat = color.format(STDERR_FILENO)
  }

  /// `true` iff text on standard output is coloured.
  var isColoured: Bool { format == .ansi }

  /// Shows an answer.
  func show(_ answer: Answer) {
    WaitingLine.clear()
    if let report {
      print(report.add(answer), terminator: "")
    } else if json {
      print(answer.json)
    } else if answer.content.isComplaint {
      // What was printed before comes first where both streams end in one place.
      fflush(nil)
      Self.write(answer.text.formatted(errorFormat), to: STDERR_FILENO)
    } else {
      show(answer.text)
    }
  }

  /// Shows text on standard output; Ctrl-C ends a long one, but not what interrupted work found.
  func show(_ text: StyledText) {
    WaitingLine.clear()
    let wasRaised = InterruptFlag.isRaised
    for run in text.runs where wasRaised || !InterruptFlag.isRaised {
      var piece = StyledText()
      piece.append(run.text, run.role)
      print(piece.formatted(format), terminator: "")
    }
  }

  /// Shows something that is wrong apart from any statement.
  func show(_ failure: SourceReader.Failure) {
    show(
      Answer(
        ErrorAnswer(.error(failure.message, at: nil)),
        file: failure.path, line: 1))
  }

  /// Ends the tool where the command line has mistakes.
  func refuse(_ mistakes: DiagnosticList) throws {
    guard mistakes.containsError else { return }
    show(Answer(ErrorAnswer(mistakes), file: "<arguments>", line: 1))
    try finish(.trouble)
  }

  /// Lets a reader see what was printed so far.
  func flush() { fflush(nil) }

  /// Ends the tool with `outcome`, or with trouble if the output could not be written.
  func finish(_ outcome: Outcome) throws {
    var outcome = outcome
    if let report { print(report.end(), terminator: "") }
    if fflush(nil) != 0 {
      Self.complain("cannot write the output: \(String(cString: strerror(errno)))")
      outcome = .trouble
    }
    if outcome != .success { throw ExitCode(outcome.rawValue) }
  }

  /// Prints a text that is not an answer, such as a help page, to standard output, or to standard
  /// error.
  static func show(_ text: String, isComplaint: Bool) {
    let text = text.escapingControlsInLines
    if isComplaint { write(text + "\n", to: STDERR_FILENO) } else { print(text) }
  }

  /// Says what is wrong with the use of the tool.
  static func complain(_ message: String) {
    write("adl: \(message.escapingControls)\n", to: STDERR_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return }
      bytes = bytes.dropFirst(count)
    }
  }
}

/// The system's `write`, which a method above hides.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(file, bytes, count)
}
