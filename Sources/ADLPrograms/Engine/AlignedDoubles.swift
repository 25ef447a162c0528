/// Memory for doubles of which one stands where a line of the cache begins: rows that begin there
/// are read and written a line at a time, and not across two.
struct AlignedDoubles {
  /// Where the first double is.
  let base: UnsafeMutablePointer<Double>
  private let block: UnsafeMutableRawPointer

  /// The doubles in a line.
  private static let line = 8

  /// Allocates `count` doubles; number `aligned` is to stand at the begin of a line.
  init(count: Int, aligned: Int = 0) {
    let padding = (Self.line - aligned % Self.line) % Self.line
    block = .allocate(
      byteCount: (padding + max(count, 1)) * MemoryLayout<Double>.stride,
      alignment: Self.line * MemoryLayout<Double>.stride)
    base = block.bindMemory(to: Double.self, capacity: padding + max(count, 1)) + padding
  }

  func deallocate() { block.deallocate() }
}
