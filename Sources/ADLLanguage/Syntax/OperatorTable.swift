/// The operators between two operands, in one table for the parser and the printer.
enum OperatorTable {
  /// What an infix token makes of its operands.
  enum Reading: Hashable, Sendable {
    case operation(InfixOperator)
    case comparison(ComparisonOperator)
  }

  /// A row of the table.
  struct Row: Sendable {
    let token: TokenKind
    let reading: Reading
    let precedence: Precedence
  }

  /// All associate to the left, but powers to the right, and comparisons form chains.
  static let rows: [Row] = [
    Row(token: .orWord, reading: .operation(.or), precedence: .disjunction),
    Row(token: .andWord, reading: .operation(.and), precedence: .conjunction),
    Row(token: .less, reading: .comparison(.less), precedence: .comparison),
    Row(token: .lessEqual, reading: .comparison(.lessEqual), precedence: .comparison),
    Row(token: .greater, reading: .comparison(.greater), precedence: .comparison),
    Row(token: .greaterEqual, reading: .comparison(.greaterEqual), precedence: .comparison),
    Row(token: .equalEqual, reading: .comparison(.equal), precedence: .comparison),
    Row(token: .notEqual, reading: .comparison(.notEqual), precedence: .comparison),
    Row(token: .plus, reading: .operation(.add), precedence: .sum),
    Row(token: .minus, reading: .operation(.subtract), precedence: .sum),
    Row(token: .star, reading: .operation(.multiply), precedence: .product),
    Row(token: .slash, reading: .operation(.divide), precedence: .product),
    Row(token: .at, reading: .operation(.matrixProduct), precedence: .product),
    Row(token: .caret, reading: .operation(.power), precedence: .power),
  ]

  /// The rows by the raw value of their tokens.
  static let byToken: [Row?] = (0...UInt8.max).map { raw in
    rows.first { $0.token.rawValue == raw }
  }

  /// Returns the row of an infix token.
  static func row(_ token: TokenKind) -> Row? { byToken[Int(token.rawValue)] }

  /// Returns the row of an operator.
  static func row(_ reading: Reading) -> Row { rows.first { $0.reading == reading }! }
}
