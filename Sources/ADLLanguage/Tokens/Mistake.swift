/// What is wrong with a token that can be understood, or skipped, all the same.
enum Mistake: UInt8, Hashable, Sendable {
  case none

  /// The spelling of another language; `TokenSpelling` knows what to write.
  case lookAlike

  // Numbers.
  case digitSeparator
  case radixPrefix
  case secondPoint
  case emptyExponent

  // Strings.
  case unterminatedString
  case smartQuotes

  // Comments.
  case slashComment

  // Bytes.
  case invalidUTF8
  case unknownCharacter
}
