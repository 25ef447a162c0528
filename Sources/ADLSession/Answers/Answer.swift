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

  /// What it was made by and under; `nil` where no statement was run.
  let made: Provenance?

  /// Creates the answer to the statement that begins at `line` of `file` and ends at `lastLine`.
  public init(_ content: any AnswerContent, file: String, line: Int, lastLine: Int? = nil) {
    self.init(content, file: file, line: line, lastLine: lastLine, made: nil)
  }

  /// Creates the answer, as above, that was made as `made` says.
  init(
    _ content: any AnswerContent, file: String, line: Int, lastLine: Int? = nil,
    made: Provenance?
  ) {
    self.content = content
    self.made = made
    self.file = file
    self.line = line
    self.lastLine = lastLine ?? line
  }

  /// The answer for a person.
  public var text: StyledText { content.text }

  /// The answer as one line of JSON.
  public var json: String {
    JSONText.line(SchemaObject(kind: content.kind, Content(file, line, made, content.payload)))
  }

  /// Where an answer comes from, and what it says.
  private struct Content: Encodable {
    private let file: String
    private let line: Int
    private let made: Provenance?
    private let payload: any Encodable

    init(_ file: String, _ line: Int, _ made: Provenance?, _ payload: any Encodable) {
      self.file = file
      self.line = line
      self.made = made
      self.payload = payload
    }

    private enum CodingKeys: CodingKey { case file, line, made }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(file, forKey: .file)
      try container.encode(line, forKey: .line)
      if let made { try container.encode(made, forKey: .made) }
      try payload.encode(to: encoder)
    }
  }
}

/// What an answer was made by and under: with another tool, convention or budget the same program
/// may have another.
struct Provenance: Encodable, Sendable {
  let tool = Release.version
  let convention: String
  let budget: Double
}
