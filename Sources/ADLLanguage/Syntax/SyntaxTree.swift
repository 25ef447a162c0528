import ADLText

/// The expressions of one source, in an append-only store.
///
/// Parts have smaller identities than the whole, so that no traversal needs to recurse, and a tree
/// of any shape is freed without recursion.
public struct SyntaxTree: Sendable {
  /// The text that was parsed.
  public let file: SourceFile
  private(set) var expressions: [Node] = []
  private(set) var expressionLists: [ExpressionID] = []
  private(set) var links: [ComparisonLink] = []
  private(set) var comprehensions: [Comprehension] = []
  private(set) var bindings: [Binding] = []
  private(set) var parameters: [ParameterDeclaration] = []
  private(set) var names: NameTable

  /// The deepest nesting of its expressions.
  var depth = 0

  /// An expression and its place.
  struct Node: Sendable {
    var expression: Expression
    let start: UInt32
    let end: UInt32
  }

  init(file: SourceFile) {
    self.file = file
    names = NameTable(file)
  }

  /// The number of expressions.
  public var count: Int { expressions.count }

  /// The expression at `id`.
  public subscript(id: ExpressionID) -> Expression { expressions[Int(id.index)].expression }

  /// The name at `id`.
  public subscript(id: NameID) -> String { names[id] }

  /// The expressions of a list, such as the arguments of a call.
  public subscript(list: ListID<ExpressionID>) -> ArraySlice<ExpressionID> {
    expressionLists[list.range]
  }

  /// The links of a chain of comparisons.
  public subscript(list: ListID<ComparisonLink>) -> ArraySlice<ComparisonLink> {
    links[list.range]
  }

  /// The comprehension of a list.
  public subscript(list: ListID<Comprehension>) -> Comprehension {
    comprehensions[Int(list.start)]
  }

  /// The bindings of a `let`.
  public subscript(list: ListID<Binding>) -> ArraySlice<Binding> { bindings[list.range] }

  /// The parameters of a definition.
  public subscript(list: ListID<ParameterDeclaration>) -> ArraySlice<ParameterDeclaration> {
    parameters[list.range]
  }

  /// Returns the bytes of an expression, without the brackets around it.
  public func range(_ id: ExpressionID) -> Range<Int> {
    let node = expressions[Int(id.index)]
    return Int(node.start)..<Int(node.end)
  }

  /// Returns the place of an expression, without the brackets around it.
  public func span(_ id: ExpressionID) -> SourceSpan { file.span(range(id)) }

  /// Returns the text of an expression as it was written.
  public func text(_ id: ExpressionID) -> String { file.text(in: range(id)) }
}

extension SyntaxTree {
  /// Makes room for the expressions of that many tokens; what is not used costs no memory.
  mutating func reserve(tokens count: Int) {
    expressions.reserveCapacity(count)
    expressionLists.reserveCapacity(count / 2)
    parameters.reserveCapacity(count / 8)
  }

  /// Adds an expression that covers `range`.
  mutating func insert(_ expression: Expression, _ range: Range<Int>) -> ExpressionID {
    expressions.append(
      Node(
        expression: expression, start: UInt32(range.lowerBound), end: UInt32(range.upperBound)))
    return ExpressionID(expressions.count - 1)
  }

  mutating func insert(_ elements: some Collection<ExpressionID>) -> ListID<ExpressionID> {
    expressionLists.append(contentsOf: elements)
    return ListID(expressionLists.count - elements.count..<expressionLists.count)
  }

  mutating func insert(_ elements: [ComparisonLink]) -> ListID<ComparisonLink> {
    links.append(contentsOf: elements)
    return ListID(links.count - elements.count..<links.count)
  }

  mutating func insert(_ element: Comprehension) -> ListID<Comprehension> {
    comprehensions.append(element)
    return ListID(comprehensions.count - 1..<comprehensions.count)
  }

  mutating func insert(_ elements: [Binding]) -> ListID<Binding> {
    bindings.append(contentsOf: elements)
    return ListID(bindings.count - elements.count..<bindings.count)
  }

  mutating func insert(_ elements: [ParameterDeclaration]) -> ListID<ParameterDeclaration> {
    parameters.append(contentsOf: elements)
    return ListID(parameters.count - elements.count..<parameters.count)
  }

  /// Returns the identity of the name that is written at `range`.
  mutating func name(at range: Range<Int>) -> NameID { names.insert(range) }
}
