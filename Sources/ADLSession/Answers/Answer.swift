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

  /// What the answer says.
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
    JSONText.line(SchemaObject(kind: content.kind, Content(file, line, content.payload)))
  }

  /// Where an answer comes from, and what it says.
  private struct Content: Encodable {
    private let file: String
    private let line: Int
    private let payload: any Encodable

    init(_ file: String, _ line: Int, _ payload: any Encodable) {
      self.file = file
      self.line = line
      self.payload = payload
    }

    private enum CodingKeys: CodingKey { case file, line }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(file, forKey: .file)
      try container.encode(line, forKey: .line)
      try payload.encode(to: encoder)
    }
  }
}
