import ADLFormats
import ADLText

/// A file that was written, or what standard output was asked to show.
struct FileAnswer: AnswerContent {
  let file: String

  /// What was to be written, where it is shown instead.
  let shownText: String?

  /// What was written, in words; `nil` where that is plain.
  let contents: String?

  let kind = "file"

  /// Creates the answer that names `file`.
  init(file: String, contents: String? = nil) {
    self.file = file
    self.contents = contents
    shownText = nil
  }

  /// Creates the answer that shows `text`, as `file` is standard output.
  init(file: String, text: String) {
    self.file = file
    contents = nil
    shownText = text
  }

  var text: StyledText {
    if let shownText { return StyledText(shownText.last == "\n" ? shownText : shownText + "\n") }
    return StyledText((contents.map { "\(file): \($0)" } ?? "wrote \(file)") + "\n", .dimmed)
  }

  struct Payload: Encodable {
    let wrote: String
    let text: String?
  }

  var payload: any Encodable { Payload(wrote: file, text: shownText) }
}
