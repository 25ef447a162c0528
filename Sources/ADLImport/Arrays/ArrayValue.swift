import ADLPrograms

/// What the entries of an array are.
enum ElementKind: Hashable {
  case real
  case integer(bits: Int, isSigned: Bool)
  case boolean

  /// Integers as frameworks index with them.
  static let index = ElementKind.integer(bits: 64, isSigned: true)
}

/// A formula of comparisons, with their sides.
final class TruthFormula {
  let condition: Condition
  let sides: [Operand]

  init(_ condition: Condition, _ sides: [Operand]) {
    self.condition = condition
    self.sides = sides
  }

  static func == (a: TruthFormula, b: TruthFormula) -> Bool {
    a === b || a.condition == b.condition && a.sides == b.sides
  }

  /// `true` iff one of the two is written as the negation of the other.
  func isOpposite(_ other: TruthFormula) -> Bool {
    sides == other.sides
      && (condition == .not(other.condition) || .not(condition) == other.condition)
  }
}

/// An entry of an array while its program is written.
enum ArrayEntry {
  /// A real number; in an array of integers one that is whole and depends on the inputs.
  case number(Operand)

  /// A whole number that is known.
  case integer(Int)

  /// A truth value that is known.
  case truth(Bool)

  /// A truth value that depends on the inputs; in an array of integers 1 where it holds, else 0.
  case formula(TruthFormula)
}

/// An array of a framework's program, its entries row by row.
struct ArrayValue {
  let shape: [Int]
  let kind: ElementKind
  let entries: [ArrayEntry]

  init(_ shape: [Int], _ kind: ElementKind, _ entries: [ArrayEntry]) {
    self.shape = shape
    self.kind = kind
    self.entries = entries
  }

  var rank: Int { shape.count }
  var count: Int { entries.count }

  /// The entry of an array of one.
  var only: ArrayEntry { entries[0] }

  /// The whole numbers of the array; `nil` where one is not known.
  var integers: [Int]? {
    var result: [Int] = []
    result.reserveCapacity(count)
    for entry in entries {
      switch entry {
      case .integer(let value): result.append(value)
      case .truth(let value): result.append(value ? 1 : 0)
      case .number, .formula: return nil
      }
    }
    return result
  }
}

/// Counting through the entries of a shape, row by row.
enum Row {
  /// The number of entries.
  static func count(_ shape: [Int]) -> Int { shape.reduce(1, *) }

  /// How far apart neighbours along each dimension are.
  static func strides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for i in shape.indices.dropLast().reversed() { strides[i] = strides[i + 1] * shape[i + 1] }
    return strides
  }

  /// The position of the entry at `index`.
  static func position(_ index: [Int], _ strides: [Int]) -> Int {
    var position = 0
    for i in index.indices { position += index[i] * strides[i] }
    return position
  }

  /// Calls `body` with every index of `shape`, the last dimension fastest.
  static func forEach<Failure: Error>(
    _ shape: [Int], _ body: ([Int]) throws(Failure) -> Void
  ) throws(Failure) {
    if shape.contains(0) { return }
    var index = [Int](repeating: 0, count: shape.count)
    while true {
      try body(index)
      var i = shape.count - 1
      while i >= 0 {
        index[i] += 1
        if index[i] < shape[i] { break }
        index[i] = 0
        i -= 1
      }
      if i < 0 { return }
    }
  }
}
