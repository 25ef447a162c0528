/// The frames of the calls under way, one after the other. Slots above `top` hold integers, so
/// that nothing is kept alive there.
final class ValueStack {
  @exclusivity(unchecked) private var slots: UnsafeMutablePointer<Value>
  @exclusivity(unchecked) private var capacity: Int

  /// The first slot that is free.
  @exclusivity(unchecked) private(set) var top = 0

  init() {
    capacity = 256
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: .integer(0), count: capacity)
  }

  deinit {
    slots.deinitialize(count: capacity)
    slots.deallocate()
  }

  /// The value in the slot at `place`.
  /// - Requires: `place < top`.
  subscript(place: Int) -> Value {
    @inline(__always) get { slots[place] }
    @inline(__always) set { slots[place] = newValue }
  }

  /// Adds a value.
  func push(_ value: Value) {
    grow(to: top + 1)
    slots[top] = value
    top += 1
  }

  /// Makes slots up to `end` part of the stack, or frees those from `end` on.
  func setTop(_ end: Int) {
    grow(to: end)
    if end < top {
      for place in end..<top { slots[place] = .integer(0) }
    }
    top = end
  }

  private func grow(to size: Int) {
    if size <= capacity { return }
    let larger = max(2 * capacity, size)
    let moved = UnsafeMutablePointer<Value>.allocate(capacity: larger)
    moved.moveInitialize(from: slots, count: capacity)
    (moved + capacity).initialize(repeating: .integer(0), count: larger - capacity)
    slots.deallocate()
    slots = moved
    capacity = larger
  }
}
