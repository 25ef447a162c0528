import ADLFormats
import ADLText

/// The table of a program.
struct ProgramAnswer: AnswerContent {
  let listing: ProgramListing
  let kind = "program"

  /// What shows all rows; `nil` where they are shown.
  private let hint: String?

  /// Creates the answer that shows `listing`: all of its rows, or with a `hint`, which says how to
  /// see all, those that repeat once.
  init(_ listing: ProgramListing, hint: String?) {
    self.listing = listing
    self.hint = hint
  }

  var text: StyledText { hint.map { listing.foldedText(hint: $0) } ?? listing.text }
  var payload: any Encodable { listing.payload }
}
