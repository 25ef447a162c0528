import ADLFormats
import ADLText

/// The execution plan of a program.
struct PlanAnswer: AnswerContent {
  let listing: PlanListing
  let kind = "plan"

  /// Creates the answer that shows `listing`.
  init(_ listing: PlanListing) { self.listing = listing }

  var text: StyledText { listing.text }
  var payload: any Encodable { listing.payload }
}
