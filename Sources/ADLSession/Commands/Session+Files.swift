import ADLEmit
import ADLLanguage
import ADLText

extension Session {
  /// Writes text to the file that a clause `to` names, or shows it where that is `-`; paths start
  /// where `load` starts.
  func deliver(
    _ text: String, contents: String? = nil, to file: FileName, in context: Context
  ) throws(SessionFailure) {
    if file.isStandardOutput {
      return context.report(FileAnswer(file: file.path, text: text))
    }
    do {
      try SourceReader.write(text, to: path(of: file))
    } catch {
      throw SessionFailure(
        .unwritableFile(file.path, reason: error.reason, at: context.file.span(file.range)))
    }
    context.report(FileAnswer(file: file.path, contents: contents))
  }

  /// Reports answers, or writes their texts, one after the other, to the file that a command names.
  func deliver(
    _ answers: [some AnswerContent], to file: FileName?, in context: Context
  ) throws(SessionFailure) {
    guard let file else {
      for answer in answers { context.report(answer) }
      return
    }
    try deliver(answers.map(\.text.plain).joined(), to: file, in: context)
  }

  /// The path that a statement means by the name of a file.
  func path(of file: FileName) -> String {
    file.path.hasPrefix("/") ? file.path : (openFiles.last?.folder ?? "") + file.path
  }

  /// Refuses a file that the command cannot or must not write, before any work is done for it.
  func permit(
    _ file: FileName, of command: Command, holding format: FileFormat? = nil, in context: Context
  ) throws(SessionFailure) {
    let span = context.file.span(file.range)
    let format = format ?? command.format
    if let format, let ending = format.brokenPromise(of: file.path) {
      throw SessionFailure(.unwritableFormat(ending, of: file, format, at: span))
    }
    // What a person saves at the prompt may be what was loaded there.
    if case .save = command, context.mode == .prompt { return }
    if let identity = FileIdentity(path: path(of: file)), inputs.contains(identity) {
      throw SessionFailure(
        .unwritableFile(file.path, reason: "it is a file that was read", at: span))
    }
  }
}

extension FileName {
  /// `true` iff it names standard output.
  var isStandardOutput: Bool { path == "-" }
}

extension Command {
  /// What the command writes into a file; `nil` where it names no form that there is.
  var format: FileFormat? {
    switch self {
    case .emit(let request): EmissionForm(rawValue: request.form.text).map(FileFormat.emitted)
    case .diff(let request) where request.file?.isPython == true: .emitted(.jax)
    case .plot, .descend: .picture
    case .save: .script
    default: .text
    }
  }
}

extension Diagnostic {
  static func unwritableFormat(
    _ ending: String, of file: FileName, _ format: FileFormat, at span: SourceSpan
  ) -> Diagnostic {
    let stem = file.path.dropLast(ending.count)
    return .error(
      "`\(file.path)` cannot be written: the file holds \(format.words)", at: span,
      "not `.\(ending)`",
      hint: "write `\"\(stem)\(format.ending)\"`"
        + (format == .state ? "" : ", or `-` for standard output"))
  }
}
