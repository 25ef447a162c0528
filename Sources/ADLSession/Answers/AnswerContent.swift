import ADLText

/// What an answer says, as a value that can be shown to a person or to a program.
public protocol AnswerContent: Sendable {
  /// What sort of answer it is: the `kind` of its JSON object.
  var kind: String { get }

  /// The answer for a person, each line with its newline; empty if there is nothing to say.
  var text: StyledText { get }

  /// What its JSON object says besides `schema`, `kind` and where it comes from: structures, lists
  /// and numbers, whose encoding asks for no nested containers.
  var payload: any Encodable { get }

  /// What it means for the statement: only trouble ends a script, and only trouble and assertions
  /// that do not hold make it fail.
  var outcome: Outcome { get }

  /// What it means for a command of the tool that asks this one question, as `adl diff` does: that
  /// derivatives differ is an answer to a script, and a negative one to such a command.
  var finding: Outcome { get }

  /// What is wrong, for services that show it beside the text of a script.
  var findings: [Finding] { get }

  /// `true` iff the text says what is wrong, and so belongs to the stream for errors.
  var isComplaint: Bool { get }
}

extension AnswerContent {
  public var outcome: Outcome { .success }
  public var finding: Outcome { outcome }
  public var findings: [Finding] { [] }
  public var isComplaint: Bool { false }
}
