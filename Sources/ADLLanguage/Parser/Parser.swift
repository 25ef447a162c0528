import ADLPrograms
import ADLText

/// Reads tokens as a script, by recursive descent with a table of operators.
struct Parser {
  let file: SourceFile
  let options: ParserOptions
  let cancellation: Cancellation
  let tokens: [Token]
  private let operators = OperatorTable.byToken

  /// The `##` comments, in order.
  let documentation: [Token]

  /// The place of the next token; the last token is never passed.
  var position = 0

  /// The place of the first of `documentation` that is not attached or passed.
  var documentationPosition = 0

  /// The place of the first token of the statement that is read.
  var statementStart = 0

  /// The number of brackets that are open; line ends count only outside of them.
  var bracketDepth = 0

  /// The number of constructs that are open.
  var nesting = 0

  /// The maximum number of constructs that may be open on the stack in use.
  let nestingLimit: Int

  /// The maximum number of constructs that were open at once.
  private(set) var depth = 0

  var tree: SyntaxTree
  var diagnostics = DiagnosticList()

  /// `true` iff the text ended where more was expected.
  var isIncomplete = false

  /// The command words that the script has defined as names.
  var definedCommandWords: Set<String> = []

  /// The parameters with types of the group read last, if a lambda follows it.
  var typedParameters: [ParameterDeclaration] = []

  /// `true` iff the next primary may be a point `(a, b)`.
  var isPointExpected = false

  /// Reads a script; a second time, on a larger stack, if it is nested deeply.
  static func parse(
    _ file: SourceFile, options: ParserOptions, _ cancellation: Cancellation = .never
  ) -> (script: Script, parser: Parser) {
    var parser = Parser(
      file, options: options, nestingLimit: LargeStack.depthOfSmallStack, cancellation)
    var script = parser.parseScript()
    if parser.depth > parser.nestingLimit {
      LargeStack.run {
        parser = Parser(file, options: options, nestingLimit: Limits.nesting, cancellation)
        script = parser.parseScript()
      }
    }
    return (script, parser)
  }

  /// Returns what keeps a file from being a word and one part of a command behind it, and no more:
  /// the operand of `clause`, or functions.
  static func mistakes(
    in file: SourceFile, as clause: Clause?, of form: CommandForm
  ) -> DiagnosticList {
    func read(_ limit: Int) -> Parser {
      var parser = Parser(file, options: ParserOptions(), nestingLimit: limit, .never)
      parser.readPart(clause, of: form)
      return parser
    }
    var parser = read(LargeStack.depthOfSmallStack)
    if parser.depth > parser.nestingLimit { LargeStack.run { parser = read(Limits.nesting) } }
    return parser.diagnostics
  }

  private init(
    _ file: SourceFile, options: ParserOptions, nestingLimit: Int, _ cancellation: Cancellation
  ) {
    self.file = file
    self.cancellation = cancellation
    self.nestingLimit = nestingLimit
    self.options = options
    tree = SyntaxTree(file: file)
    if file.bytes.count > Limits.sourceBytes {
      diagnostics.append(.sourceTooLarge(file))
      tokens = [Token(.endOfFile, 0..<0, startsLine: true)]
      documentation = []
      return
    }
    (tokens, documentation) = Lexer.tokens(of: file, cancellation)
    tree.reserve(tokens: tokens.count)
  }

  // MARK: - Tokens

  /// The next token.
  var head: Token { tokens[position] }

  /// The token after the next one, or the last token.
  var second: Token { tokens[min(position + 1, tokens.count - 1)] }

  /// The token taken last, or the first one.
  var previous: Token { tokens[max(position - 1, 0)] }

  /// `true` iff the next token belongs to the statement that has begun.
  var continues: Bool {
    head.kind != .endOfFile && (bracketDepth > 0 || !head.startsLine)
  }

  /// Returns `true` iff the next token is of the given kind and belongs to the statement.
  func isNext(_ kind: TokenKind) -> Bool { head.kind == kind && continues }

  /// Takes the next token and reports what is wrong with it.
  @discardableResult
  mutating func take() -> Token {
    let token = head
    if position < tokens.count - 1 { position += 1 }
    if token.mistake != .none { report(.mistake(token, in: file)) }
    return token
  }

  /// Takes the next token if it is of the given kind and belongs to the statement.
  mutating func take(_ kind: TokenKind) -> Token? { isNext(kind) ? take() : nil }

  /// The row of the table of operators of the next token, if it is an operator.
  var headOperator: OperatorTable.Row? { operators[Int(head.kind.rawValue)] }

  func text(_ token: Token) -> String { file.text(in: token.range) }

  func span(_ token: Token) -> SourceSpan { file.span(token.range) }

  /// The bytes from the start of `first` to the end of the token taken last.
  func range(from first: Token) -> Range<Int> {
    first.range.lowerBound..<max(first.range.upperBound, previous.range.upperBound)
  }

  /// Where something is missing: the next token, or the end of the last one if the statement, or
  /// the text, ends there. What follows the last token of a text are blanks and comments.
  var here: SourceSpan {
    if position == statementStart || continues && head.kind != .endOfFile { return span(head) }
    let end = previous.range.upperBound
    return file.span(end..<end)
  }

  // MARK: - Mistakes

  mutating func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Reports the diagnostic and returns what to throw to leave the statement.
  ///
  /// Where the next token is itself a mistake, that is reported instead.
  mutating func failure(_ diagnostic: Diagnostic) -> ParseFailure {
    if head.kind == .overlongLine {
      report(.lineTooLong(at: span(head)))
    } else {
      let isHere = continues || position == statementStart
      report(head.mistake != .none && isHere ? .mistake(head, in: file) : diagnostic)
    }
    return ParseFailure()
  }

  /// Reports that something is missing at the next token; at the end of the text it may still come
  /// if a bracket is open, or the last token wants something after it.
  mutating func missing(
    _ diagnostic: Diagnostic, canFollow: Bool = false
  ) -> ParseFailure {
    if head.kind == .endOfFile
      && (canFollow || bracketDepth > 0 || (position > 0 && previous.kind.wantsMore))
    {
      isIncomplete = true
    }
    return failure(diagnostic)
  }

  /// Counts one more open construct.
  mutating func enter() throws(ParseFailure) {
    nesting += 1
    try checkNesting(nesting)
  }

  /// Refuses more open constructs than the limit.
  mutating func checkNesting(_ count: Int) throws(ParseFailure) {
    depth = max(depth, count)
    if count > nestingLimit { throw failure(.nestedTooDeeply(at: span(head))) }
  }
}

extension TokenKind {
  /// `true` iff a line goes on after the token.
  var wantsMore: Bool {
    switch self {
    case .letWord, .inWord, .ifWord, .thenWord, .elseWord, .notWord, .forWord, .equal, .arrow,
      .comma, .dots, .approximately:
      true
    default:
      OperatorTable.row(self) != nil
    }
  }
}
