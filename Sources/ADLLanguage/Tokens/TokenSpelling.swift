/// One way to write a token that has no text of its own: its own spelling, a synonym, or the
/// spelling of another language, which is understood and named.
struct TokenSpelling: Sendable {
  let text: String
  let kind: TokenKind

  /// What to do instead, for a spelling that is not ours.
  let hint: String?

  private init(_ text: String, _ kind: TokenKind, hint: String? = nil) {
    self.text = text
    self.kind = kind
    self.hint = hint
  }

  /// Every spelling, of at most four bytes of UTF-8 each. The first of a kind is how it is printed.
  static let table: [TokenSpelling] = [
    // Reserved words.
    .init("let", .letWord), .init("in", .inWord), .init("if", .ifWord), .init("then", .thenWord),
    .init("else", .elseWord), .init("and", .andWord), .init("or", .orWord), .init("not", .notWord),
    .init("for", .forWord),

    // Operators and punctuation.
    .init("+", .plus), .init("-", .minus), .init("*", .star), .init("/", .slash), .init("@", .at),
    .init("^", .caret), .init("'", .prime), .init("=", .equal), .init("==", .equalEqual),
    .init("!=", .notEqual), .init("<", .less), .init("<=", .lessEqual), .init(">", .greater),
    .init(">=", .greaterEqual), .init("~=", .approximately), .init("->", .arrow),
    .init("..", .dots), .init(".", .point), .init(",", .comma), .init(";", .semicolon),
    .init(":", .colon),
    .init("?", .question), .init("(", .openParenthesis), .init(")", .closeParenthesis),
    .init("[", .openBracket), .init("]", .closeBracket),

    // Synonyms.
    .init("·", .star), .init("⋅", .star), .init("×", .star), .init("′", .prime),
    .init("≠", .notEqual), .init("≤", .lessEqual), .init("≥", .greaterEqual),
    .init("≈", .approximately), .init("→", .arrow), .init("↦", .arrow), .init("∈", .inWord),
    .init("∧", .andWord), .init("∨", .orWord), .init("¬", .notWord),
    .init("∞", .name),

    // Look-alikes.
    .init("**", .caret, hint: "write `^` for a power"),
    .init("&&", .andWord, hint: "write `and`"),
    .init("&", .andWord, hint: "write `and`"),
    .init("||", .orWord, hint: "write `or`"),
    .init("|", .unknown, hint: "write `abs(x)` for an absolute value, `or` for a disjunction"),
    .init("!", .notWord, hint: "write `not`"),
    .init("=>", .arrow, hint: "write `->`"),
    .init("⇒", .arrow, hint: "write `->`"),
    .init("|->", .arrow, hint: "write `->`"),
    .init("===", .equalEqual, hint: "write `==`"),
    .init("!==", .notEqual, hint: "write `!=`"),
    .init("<>", .notEqual, hint: "write `!=`"),
    .init("/=", .notEqual, hint: "write `!=`"),
    .init("=<", .lessEqual, hint: "write `<=`"),
    .init(":=", .equal, hint: "write `=`"),
    .init("≔", .equal, hint: "write `=`"),
    .init("...", .dots, hint: "write `..`"),
    .init("…", .dots, hint: "write `..`"),
    .init("−", .minus, hint: "write the hyphen `-` for minus"),
    .init("–", .minus, hint: "write the hyphen `-` for minus"),
    .init("—", .minus, hint: "write the hyphen `-` for minus"),
    .init("÷", .slash, hint: "write `/`"),
    .init("∗", .star, hint: "write `*`"),
    .init(".*", .star, hint: "write `*`, which works element by element"),
    .init("./", .slash, hint: "write `/`, which works element by element"),
    .init(".^", .caret, hint: "write `^`, which works element by element"),
    .init("’", .prime, hint: "write the apostrophe `'` for a derivative"),
    .init("‘", .prime, hint: "write the apostrophe `'` for a derivative"),
    .init("%", .unknown, hint: "comments begin with `#`; there is no remainder"),
    .init("{", .unknown, hint: "group with `(` and `)`, make vectors with `[` and `]`"),
    .init("}", .unknown, hint: "group with `(` and `)`, make vectors with `[` and `]`"),
    .init("\\", .unknown, hint: "a function without a name is written `x -> e`"),
    .init("$", .unknown, hint: "names are letters, digits and `_`"),
    .init("~", .unknown, hint: "write `not`, or `~=` in an `assert`"),
    .init("²", .unknown, hint: "write `^2`"),
    .init("³", .unknown, hint: "write `^3`"),
    .init("⁻", .unknown, hint: "write powers with `^`, as in `x^-1`"),
    .init("√", .unknown, hint: "write `sqrt(x)`"),
    .init("∑", .unknown, hint: "write `sum(e for i in 1..n)`"),
    .init("∏", .unknown, hint: "write `prod(e for i in 1..n)`"),
    .init("∂", .unknown, hint: "write `f'` for a derivative"),
    .init("∇", .unknown, hint: "write `f'` for a gradient"),
    .init("½", .unknown, hint: "write `1/2`"),
    .init("±", .unknown, hint: "write both signs apart"),
  ]

  /// Returns how a token of the given kind is printed.
  static func canonical(_ kind: TokenKind) -> String {
    table.first { $0.kind == kind }?.text ?? ""
  }
}
