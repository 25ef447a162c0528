import ADLFormats
import ADLText

/// What both sweeps of Algorithm 2 leave at every node.
struct TraceAnswer: AnswerContent {
  let listing: TraceListing
  let kind = "trace"

  /// Creates the answer that shows `listing`.
  init(_ listing: TraceListing) { self.listing = listing }

  var text: StyledText { listing.text }
  var payload: any Encodable { listing.payload }
}
