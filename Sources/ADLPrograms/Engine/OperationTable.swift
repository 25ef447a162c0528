/// The operations of a program, numbered as they are met.
struct OperationTable {
  /// What makes two nodes applications of one operation. Whether an operand is a literal is part of
  /// it, so that `2 * x` and `y * x` come into different runs.
  struct Key: Hashable {
    var primitive: UInt16
    var literals: UInt16
    var parameter: Int32
    var operandCount: Int32
    var isConditional: Bool

    /// A mix of the bits: cheap, since one is computed for every node.
    var mixed: UInt64 {
      var h =
        UInt64(primitive) | UInt64(literals) << 16 | UInt64(UInt32(bitPattern: parameter)) << 32
      h = (h ^ UInt64(UInt32(bitPattern: operandCount)) << 13 ^ (isConditional ? 0x55 : 0))
      h = h &* 0x9E37_79B9_7F4A_7C15
      return h ^ h >> 29
    }
  }

  private(set) var keys: [Key] = []

  // Open addressing over numbers of keys, a power of two of slots; -1 is free.
  private var slots = [Int32](repeating: -1, count: 64)

  /// Returns the number of `key`.
  mutating func number(of key: Key) -> OperationID {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.mixed) & mask
    while true {
      let number = slots[slot]
      if number < 0 { break }
      if keys[Int(number)] == key { return OperationID(rawValue: number) }
      slot = (slot + 1) & mask
    }
    keys.append(key)
    slots[slot] = Int32(keys.count - 1)
    if keys.count * 2 > slots.count { grow() }
    return OperationID(keys.count - 1)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (number, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.mixed) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
    }
  }
}
