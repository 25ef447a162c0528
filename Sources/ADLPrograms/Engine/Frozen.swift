/// An immutable array at a fixed place in memory, read without checks or reference counts: a table
/// that the engine's inner loops go through.
///
/// Safe to share, since nothing changes it after its creation.
final class Frozen<Element: Sendable>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(count, 1))
    elements.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { base.initialize(from: first, count: count) }
    }
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  @inline(__always)
  subscript(i: Int) -> Element {
    @inline(__always) unsafeAddress { UnsafePointer(base + i) }
  }

  @inline(__always)
  subscript(i: some PlanIndex) -> Element {
    @inline(__always) unsafeAddress { UnsafePointer(base + i.offset) }
  }

  /// Where the element `i` is.
  @inline(__always)
  func pointer(to i: some PlanIndex) -> UnsafePointer<Element> { UnsafePointer(base + i.offset) }

  /// The memory that the elements take, in bytes.
  var byteCount: Int { count * MemoryLayout<Element>.stride }
}
