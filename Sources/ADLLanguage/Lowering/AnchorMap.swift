import ADLPrograms
import ADLText

/// Where the nodes of a program were written, through the calls that led there.
///
/// Every call reserves one anchor for each instruction of its function, so that a node's anchor is
/// a sum and costs nothing.
public struct AnchorMap: Sendable {
  /// A call: its anchors begin at `base`.
  struct Call: Sendable {
    let base: Int32

    /// The position of the function in `functions`.
    let function: Int32

    /// The anchor of the call's instruction.
    let parent: Anchor
  }

  private var calls: [Call] = []
  private var functions: [CheckedFunction] = []
  private var next: Int32 = 0

  init() {}

  /// Adds a function, and returns the number by which its calls are recorded.
  mutating func insert(_ function: CheckedFunction) -> Int32 {
    functions.append(function)
    return Int32(functions.count - 1)
  }

  /// Reserves `count` anchors for a call and returns the first; `nil` when there are no more.
  mutating func reserve(_ count: Int32, for function: Int32, calledAt parent: Anchor) -> Int32? {
    let (end, overflow) = next.addingReportingOverflow(count)
    if overflow { return nil }
    defer { next = end }
    calls.append(Call(base: next, function: function, parent: parent))
    return next
  }

  /// Returns the place in the source that `anchor` marks, if it marks one.
  /// - Complexity: O(log number of calls).
  public func span(of anchor: Anchor) -> SourceSpan? {
    guard let call = call(of: anchor) else { return nil }
    return functions[Int(call.function)].span(of: CodeID(Int(anchor.rawValue - call.base)))
  }

  /// Returns the place that `anchor` marks and the places of the calls around it, from the inside.
  public func chain(of anchor: Anchor) -> [SourceSpan] {
    var spans: [SourceSpan] = []
    var anchor = anchor
    while let call = call(of: anchor) {
      let place = CodeID(Int(anchor.rawValue - call.base))
      spans.append(functions[Int(call.function)].span(of: place))
      anchor = call.parent
    }
    return spans
  }

  /// Returns the function in which `anchor` marks a place.
  public func function(of anchor: Anchor) -> CheckedFunction? {
    call(of: anchor).map { functions[Int($0.function)] }
  }

  private func call(of anchor: Anchor) -> Call? {
    guard anchor != .none, let first = calls.first, anchor.rawValue >= first.base else {
      return nil
    }
    var low = 0
    var high = calls.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if calls[middle].base <= anchor.rawValue { low = middle } else { high = middle }
    }
    return calls[low]
  }
}
