import ADLFormats
import ADLText

/// What an answer says, as a value that can be shown to a person or to a program.
public protocol AnswerContent: Sendable {
  /// What sort of answer it is: the `kind` of its JSON object.
  var kind: String { get }

  /// The answer for a person, each line with its newline; empty if there is nothing to say.
  var text: StyledText { get }

  /// The members of its JSON object besides `kind` and where it comes from.
  var json: [String: JSONValue] { get }

  /// What it means for the exit status.
  var outcome: Outcome { get }

  /// `true` iff the text says what is wrong, and so belongs to the stream for errors.
  var isComplaint: Bool { get }
}

extension AnswerContent {
  public var outcome: Outcome { .success }
  public var isComplaint: Bool { false }
}
