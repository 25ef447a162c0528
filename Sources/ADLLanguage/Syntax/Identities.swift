/// The identity of an expression in its tree. An expression comes after the ones it is made of.
public struct ExpressionID: Hashable, Sendable {
  let index: Int32

  init(_ index: Int) { self.index = Int32(index) }
}

/// The identity of a name in its tree; a name has one identity however often it occurs.
public struct NameID: Hashable, Sendable {
  let index: Int32

  init(_ index: Int) { self.index = Int32(index) }
}

/// The identity of a list in its tree: of expressions, parameters or bindings.
public struct ListID<Element>: Hashable, Sendable, BitwiseCopyable {
  let start: Int32

  /// The number of elements.
  let size: Int32

  init(_ range: Range<Int>) {
    start = Int32(range.lowerBound)
    size = Int32(range.count)
  }

  /// The number of elements.
  public var count: Int { Int(size) }

  var range: Range<Int> { Int(start)..<Int(start) + Int(size) }
}
