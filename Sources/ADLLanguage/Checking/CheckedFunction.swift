import ADLText

/// A function, or an expression without parameters, whose names have been resolved.
///
/// It keeps the meanings that its names had when it was checked.
public final class CheckedFunction: Sendable {
  /// The name it was defined with; `nil` for a lambda and for an expression.
  public let name: String?

  /// The parameters, in order.
  public let parameters: [CheckedParameter]

  /// `true` iff no parameter has a type.
  let hasOnlyPlainParameters: Bool

  /// `true` iff some parameter is declared a number, so that arrays meet the function entry by entry.
  let hasNumbers: Bool

  /// `true` iff it declares a primitive.
  public let isSelection: Bool

  /// The derivative that it states, if it is a rule.
  let derivative: CheckedDerivative?

  /// `true` iff it states a derivative of its own.
  public var isRule: Bool { derivative != nil }

  /// The `##` comment above the definition.
  public let documentation: String?

  /// The names of user definitions that it refers to.
  public let references: Set<String>

  /// The place of the whole definition, or of the lambda or expression.
  public let span: SourceSpan

  let tree: SyntaxTree
  let code: CodeTables

  /// The expression that each instruction comes from.
  private let expressions: [ExpressionID]

  let body: CodeID
  let constants: [ConstantValue]

  /// The functions without a name inside it.
  let lambdas: [CheckedFunction]

  /// What it keeps the values of.
  let captures: [Capture]

  /// The number of slots of a frame.
  let slotCount: Int

  /// The program that it is, where it was not written in this language.
  let given: GivenFunction?

  /// A value of the function around a lambda, by its slots there and here.
  struct Capture: Sendable {
    let outer: Slot
    let own: Slot
  }

  init(
    name: String?, parameters: [CheckedParameter], isSelection: Bool,
    derivative: CheckedDerivative? = nil, documentation: String?,
    references: Set<String>, span: SourceSpan, tree: SyntaxTree, code: CodeStore, body: CodeID,
    constants: [ConstantValue], lambdas: [CheckedFunction], captures: [Capture], slotCount: Int,
    given: GivenFunction? = nil
  ) {
    self.name = name
    self.parameters = parameters
    hasOnlyPlainParameters = parameters.allSatisfy {
      if case .any = $0.kind { true } else { false }
    }
    hasNumbers = parameters.contains { if case .real = $0.kind { true } else { false } }
    self.isSelection = isSelection
    self.derivative = derivative
    self.documentation = documentation
    self.references = references
    self.span = span
    self.tree = tree
    self.code = CodeTables(code)
    expressions = code.expressions
    self.body = body
    self.constants = constants
    self.lambdas = lambdas
    self.captures = captures
    self.slotCount = slotCount
    self.given = given
  }

  deinit { code.deallocate() }

  /// The source text of the whole definition, or of the lambda or expression, on one line.
  public var text: String {
    let text = span.text
    guard text.contains(where: \.isNewline) else { return text }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Returns the place that an instruction comes from.
  func span(of id: CodeID) -> SourceSpan {
    if let given, given.places.indices.contains(Int(id.index)) {
      return given.places[Int(id.index)]
    }
    return tree.span(expressions[Int(id.index)])
  }
}

/// The derivative that a rule states.
struct CheckedDerivative: Sendable {
  /// Where what the sweep brings stands; `nil` where the results are multiplied by it.
  let adjoint: Slot?

  /// One result for each parameter that is an input.
  let results: [CodeID]
}
