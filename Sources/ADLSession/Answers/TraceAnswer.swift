import ADLFormats
import ADLText

/// What both sweeps of Algorithm 2 leave at every node.
public struct TraceAnswer: AnswerContent {
  public let listing: TraceListing
  public let kind = "trace"

  /// Creates the answer that shows `listing`.
  public init(_ listing: TraceListing) { self.listing = listing }

  public var text: StyledText { listing.text }
  public var payload: any Encodable { listing.payload }
}
