/// The operators between two operands, in one table for the parser and the printer.
enum OperatorTable {
  /// What an infix token makes of its operands.
  enum Meaning: Hashable, Sendable {
    case operation(InfixOperator)
    case comparison(ComparisonOperator)
  }

  /// A row of the table.
  struct Row: Sendable {
    let token: TokenKind
    let meaning: Meaning
    let precedence: Precedence
  }

  /// All associate to the left, but powers to the right, and comparisons form chains.
  static let rows: [Row] = [
    Row(token: .orWord, meaning: .operation(.or), precedence: .disjunction),
    Row(token: .andWord, meaning: .operation(.and), precedence: .conjunction),
    Row(token: .less, meaning: .comparison(.less), precedence: .comparison),
    Row(token: .lessEqual, meaning: .comparison(.lessEqual), precedence: .comparison),
    Row(token: .greater, meaning: .comparison(.greater), precedence: .comparison),
    Row(token: .greaterEqual, meaning: .comparison(.greaterEqual), precedence: .comparison),
    Row(token: .equalEqual, meaning: .comparison(.equal), precedence: .comparison),
    Row(token: .notEqual, meaning: .comparison(.notEqual), precedence: .comparison),
    Row(token: .plus, meaning: .operation(.add), precedence: .sum),
    Row(token: .minus, meaning: .operation(.subtract), precedence: .sum),
    Row(token: .star, meaning: .operation(.multiply), precedence: .product),
    Row(token: .slash, meaning: .operation(.divide), precedence: .product),
    Row(token: .at, meaning: .operation(.matrixProduct), precedence: .product),
    Row(token: .caret, meaning: .operation(.power), precedence: .power),
  ]

  /// The rows by the raw value of their tokens.
  static let byToken: [Row?] = (0...UInt8.max).map { raw in
    rows.first { $0.token.rawValue == raw }
  }

  /// Returns the row of an infix token.
  static func row(_ token: TokenKind) -> Row? { byToken[Int(token.rawValue)] }

  /// Returns the row of an operator.
  static func row(_ meaning: Meaning) -> Row { rows.first { $0.meaning == meaning }! }
}
