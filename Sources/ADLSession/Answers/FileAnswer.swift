import ADLFormats
import ADLText

/// A file that was written.
struct FileAnswer: AnswerContent {
  let file: String

  /// What was written, in words; `nil` where that is plain.
  let contents: String?

  let kind = "file"

  /// Creates the answer that names `file`.
  init(file: String, contents: String? = nil) {
    self.file = file
    self.contents = contents
  }

  var text: StyledText {
    StyledText((contents.map { "\(file): \($0)" } ?? "wrote \(file)") + "\n", .dimmed)
  }

  struct Payload: Encodable {
    let wrote: String
  }

  var payload: any Encodable { Payload(wrote: file) }
}
