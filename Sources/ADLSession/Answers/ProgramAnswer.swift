import ADLFormats
import ADLText

/// The table of a program.
struct ProgramAnswer: AnswerContent {
  let listing: ProgramListing
  let kind = "program"

  /// Creates the answer that shows `listing`.
  init(_ listing: ProgramListing) { self.listing = listing }

  var text: StyledText { listing.text }
  var payload: any Encodable { listing.payload }
}
