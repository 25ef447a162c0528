import ADLText

/// Which diagnostic says best why the next token cannot stand where it stands.
extension Parser {
  /// The next token comes where an operator, a separator or the end of the line could.
  func leftover(inside open: Token? = nil) -> Diagnostic {
    let found = span(head)
    switch head.kind {
    case .name where previous.kind == .number && head.range.lowerBound == previous.range.upperBound:
      return .implicitProduct(at: span(previous), next: found)
    case .ifWord: return .conditionalAfterValue(at: found)
    case .forWord: return .strayComprehension(at: found)
    case .equal: return .definitionOfNoName(at: found)
    case .question: return .ternary(at: found)
    case .approximately: return .approximationOutsideAssertion(at: found)
    case .arrow: return .lambdaWithoutBrackets(at: found)
    case .dots, .colon: return .strayRange(at: found)
    case .string: return .strayString(at: found)
    case .closeParenthesis, .closeBracket: return .unopenedBracket(at: found)
    case .thenWord, .elseWord, .inWord, .letWord: return .strayWord(at: found)
    default: break
    }
    if let open {
      return open.kind == .openBracket
        ? .missingComma(at: found) : .missingOperator(at: found, after: span(previous))
    }
    if statementStart + 1 == position, tokens[statementStart].kind == .name,
      let hint = ForeignName.statement(text(tokens[statementStart]))
    {
      return .foreignStatement(at: span(tokens[statementStart]), hint: hint)
    }
    if let command = misspelledCommand() {
      return .misspelledCommand(command.span, meant: command.meant)
    }
    if head.kind == .name, Clause(rawValue: text(head))?.isCommon == true {
      return .clauseWithoutCommand(at: found)
    }
    return .missingOperator(at: found, after: span(previous))
  }

  /// The word at the start of the line, if a command may have been meant by it.
  private func misspelledCommand() -> (span: SourceSpan, meant: String)? {
    let first = statementStart
    guard first + 1 == position, tokens[first].kind == .name else { return nil }
    let words = CommandForm.table.map(\.word) + ["assert", "load"]
    guard let meant = Suggestion.closest(to: text(tokens[first]), among: words) else { return nil }
    return (span(tokens[first]), meant)
  }

  /// The next token comes where an expression should begin.
  func expressionExpected() -> Diagnostic {
    let found = span(head)
    if position > 0 && position != statementStart && head.startsLine && bracketDepth == 0 {
      return .expressionExpected(after: span(previous))
    }
    switch head.kind {
    case .endOfFile where position > 0: return .expressionExpected(after: span(previous))
    case .string: return .strayString(at: found)
    case .closeParenthesis, .closeBracket:
      if bracketDepth == 0 { return .unopenedBracket(at: found) }
    case .equal: return .definitionOfNoName(at: found)
    case .question: return .promptCommandInScript(at: found)
    case .thenWord, .elseWord, .inWord, .forWord: return .strayWord(at: found)
    default:
      if head.startsLine && OperatorTable.row(head.kind) != nil {
        return .operatorAtLineStart(at: found)
      }
    }
    return .expressionExpected(at: found)
  }
}
