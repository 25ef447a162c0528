import ADLFormats
import ADLText

/// What a statement led to.
public struct Answer: Sendable {
  /// The name of the source.
  public let file: String

  /// The line on which the statement begins, from 1.
  public let line: Int

  /// The line on which it ends; its results are recorded after that.
  public let lastLine: Int

  public let content: any AnswerContent

  /// Creates the answer to the statement that begins at `line` of `file` and ends at `lastLine`.
  public init(_ content: any AnswerContent, file: String, line: Int, lastLine: Int? = nil) {
    self.content = content
    self.file = file
    self.line = line
    self.lastLine = lastLine ?? line
  }

  /// The answer for a person.
  public var text: StyledText { content.text }

  /// The answer as one line of JSON.
  public var json: String {
    var members = content.json
    members["file"] = .string(file)
    members["kind"] = .string(content.kind)
    members["line"] = .number(Double(line))
    return JSONValue.object(members).line
  }
}
