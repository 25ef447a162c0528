import ADLFormats
import ADLText

/// The execution plan of a program.
public struct PlanAnswer: AnswerContent {
  public let listing: PlanListing
  public let kind = "plan"

  /// Creates the answer that shows `listing`.
  public init(_ listing: PlanListing) { self.listing = listing }

  public var text: StyledText { listing.text }
  public var payload: any Encodable { listing.payload }
}
