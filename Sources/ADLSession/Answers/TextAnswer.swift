import ADLFormats
import ADLText

/// Words alone.
public struct TextAnswer: AnswerContent {
  public let text: StyledText
  public let kind = "text"
  public var json: [String: JSONValue] { ["text": .string(text.plain)] }

  /// Creates the answer that says `text`.
  public init(_ text: StyledText) { self.text = text }
}
