import ADLFormats
import ADLText

/// A file that was written.
public struct FileAnswer: AnswerContent {
  public let file: String

  /// What was written, in words; `nil` where that is plain.
  public let contents: String?

  public let kind = "file"

  /// Creates the answer that names `file`.
  public init(file: String, contents: String? = nil) {
    self.file = file
    self.contents = contents
  }

  public var text: StyledText {
    StyledText((contents.map { "\(file): \($0)" } ?? "wrote \(file)") + "\n", .dimmed)
  }

  struct Payload: Encodable {
    let wrote: String
  }

  public var payload: any Encodable { Payload(wrote: file) }
}
