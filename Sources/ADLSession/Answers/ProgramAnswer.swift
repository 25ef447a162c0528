import ADLFormats
import ADLText

/// The table of a program.
public struct ProgramAnswer: AnswerContent {
  public let listing: ProgramListing
  public let kind = "program"

  /// Creates the answer that shows `listing`.
  public init(_ listing: ProgramListing) { self.listing = listing }

  public var text: StyledText { listing.text }
  public var payload: any Encodable { listing.payload }
}
