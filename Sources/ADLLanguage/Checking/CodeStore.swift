/// The instructions of one function while it is checked, in an append-only store.
struct CodeStore {
  private(set) var codes: [Code] = []

  /// The expression that each instruction comes from.
  private(set) var expressions: [ExpressionID] = []
  private(set) var lists: [CodeID] = []
  private(set) var links: [Code.ChainLink] = []
  private(set) var comparisons: [Code.Comparison] = []
  private(set) var loops: [Code.Loop] = []
  private(set) var assignments: [Code.Assignment] = []

  subscript(id: CodeID) -> Code { codes[Int(id.index)] }

  mutating func insert(_ code: Code, from expression: ExpressionID) -> CodeID {
    codes.append(code)
    expressions.append(expression)
    return CodeID(codes.count - 1)
  }

  mutating func insert(_ elements: [CodeID]) -> ListID<CodeID> {
    lists += elements
    return ListID(lists.count - elements.count..<lists.count)
  }

  mutating func insert(_ elements: [Code.ChainLink]) -> ListID<Code.ChainLink> {
    links += elements
    return ListID(links.count - elements.count..<links.count)
  }

  mutating func insert(_ elements: [Code.Comparison]) -> ListID<Code.Comparison> {
    comparisons += elements
    return ListID(comparisons.count - elements.count..<comparisons.count)
  }

  mutating func insert(_ element: Code.Loop) -> ListID<Code.Loop> {
    loops.append(element)
    return ListID(loops.count - 1..<loops.count)
  }

  mutating func insert(_ elements: [Code.Assignment]) -> ListID<Code.Assignment> {
    assignments += elements
    return ListID(assignments.count - elements.count..<assignments.count)
  }
}
