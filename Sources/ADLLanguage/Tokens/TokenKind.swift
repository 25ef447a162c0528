/// What a token is.
enum TokenKind: UInt8, Hashable, Sendable {
  // Lexemes with a text of their own.
  case name
  case number
  case string

  /// A `##` comment.
  case documentation

  /// Bytes that begin no token.
  case unknown

  /// A line that is too long to be read.
  case overlongLine

  case endOfFile

  // Reserved words.
  case letWord
  case inWord
  case ifWord
  case thenWord
  case elseWord
  case andWord
  case orWord
  case notWord
  case forWord

  // Operators and punctuation.
  case plus
  case minus
  case star
  case slash
  case at
  case caret
  case prime
  case equal
  case equalEqual
  case notEqual
  case less
  case lessEqual
  case greater
  case greaterEqual
  case approximately
  case arrow
  case dots
  case point
  case comma
  case semicolon
  case colon
  case question
  case openParenthesis
  case closeParenthesis
  case openBracket
  case closeBracket
}

extension TokenKind {
  /// `true` iff the token opens a bracket.
  var isOpening: Bool { self == .openParenthesis || self == .openBracket }

  /// `true` iff the token closes a bracket.
  var isClosing: Bool { self == .closeParenthesis || self == .closeBracket }

  /// `true` iff the token is a reserved word.
  var isWord: Bool { TokenKind.letWord.rawValue...TokenKind.forWord.rawValue ~= rawValue }
}
