/// The instructions of one function, in an append-only store.
struct CodeStore: Sendable {
  private(set) var codes: [Code] = []

  /// The expression that each instruction comes from.
  private(set) var expressions: [ExpressionID] = []
  private var lists: [CodeID] = []
  private var links: [Code.ChainLink] = []
  private var comparisons: [Code.Comparison] = []
  private var loops: [Code.Loop] = []
  private var assignments: [Code.Assignment] = []

  subscript(id: CodeID) -> Code { codes[Int(id.index)] }
  subscript(list: ListID<CodeID>) -> ArraySlice<CodeID> { lists[list.range] }
  subscript(list: ListID<Code.ChainLink>) -> ArraySlice<Code.ChainLink> { links[list.range] }
  subscript(list: ListID<Code.Comparison>) -> ArraySlice<Code.Comparison> {
    comparisons[list.range]
  }
  subscript(list: ListID<Code.Loop>) -> Code.Loop { loops[Int(list.start)] }
  subscript(list: ListID<Code.Assignment>) -> ArraySlice<Code.Assignment> {
    assignments[list.range]
  }

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
