/// The instructions of a function as they are run: tables that do not move, and are read without
/// counting references.
struct CodeTables: @unchecked Sendable {
  // Unchecked: nothing is written after the initialisation.
  private let codes: UnsafeMutablePointer<Code>
  private let lists: UnsafeMutablePointer<CodeID>
  private let links: UnsafeMutablePointer<Code.ChainLink>
  private let comparisons: UnsafeMutablePointer<Code.Comparison>
  private let loops: UnsafeMutablePointer<Code.Loop>
  private let assignments: UnsafeMutablePointer<Code.Assignment>

  /// The number of instructions.
  let count: Int

  /// Copies the tables of `store`, until `deallocate` is called.
  init(_ store: CodeStore) {
    codes = Self.copy(store.codes)
    lists = Self.copy(store.lists)
    links = Self.copy(store.links)
    comparisons = Self.copy(store.comparisons)
    loops = Self.copy(store.loops)
    assignments = Self.copy(store.assignments)
    count = store.codes.count
  }

  func deallocate() {
    codes.deallocate()
    lists.deallocate()
    links.deallocate()
    comparisons.deallocate()
    loops.deallocate()
    assignments.deallocate()
  }

  // The elements are trivial: they need no deinitialisation.
  private static func copy<Element: BitwiseCopyable>(
    _ elements: [Element]
  ) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    copy.initialize(from: elements, count: elements.count)
    return copy
  }

  subscript(id: CodeID) -> Code { codes[Int(id.index)] }

  subscript(list: ListID<CodeID>) -> UnsafeBufferPointer<CodeID> {
    UnsafeBufferPointer(start: lists + Int(list.start), count: list.count)
  }

  subscript(list: ListID<Code.ChainLink>) -> UnsafeBufferPointer<Code.ChainLink> {
    UnsafeBufferPointer(start: links + Int(list.start), count: list.count)
  }

  subscript(list: ListID<Code.Comparison>) -> UnsafeBufferPointer<Code.Comparison> {
    UnsafeBufferPointer(start: comparisons + Int(list.start), count: list.count)
  }

  subscript(list: ListID<Code.Loop>) -> Code.Loop { loops[Int(list.start)] }

  subscript(list: ListID<Code.Assignment>) -> UnsafeBufferPointer<Code.Assignment> {
    UnsafeBufferPointer(start: assignments + Int(list.start), count: list.count)
  }
}
