import ADLPrograms

/// Rows of a listing that repeat one another: the inputs of one parameter, and the body of a loop or
/// of an operation on arrays, iteration by iteration.
struct RepeatedRows {
  /// The first node, from 0.
  let first: Int

  /// The number of rows that repeat, and how often they stand there.
  let size: Int
  let count: Int

  /// The nodes at the place `row` of the rows, from 1, as a list of nodes is written.
  func nodes(_ row: Int) -> String {
    let nodes = (0..<count).map { first + row + $0 * size + 1 }
    return count < 5 ? PredecessorText.text(nodes) : range(nodes)
  }

  private func range(_ nodes: [Int]) -> String {
    "\(nodes[0])..\(nodes[count - 1])" + (size > 1 ? " by \(size)" : "")
  }

  /// Bodies longer than this are not looked for.
  private static let largestSize = 32

  /// What repeats stands there as often as this at least.
  private static let smallestCount = 3

  /// Returns the rows of `program` in order, those that repeat together. What was written in one
  /// place, by one call, with one primitive, is a repetition.
  static func all(_ program: Program, inputNames: [String]) -> [RepeatedRows] {
    let parameters = inputNames.map { name in name.prefix { $0 != "[" } }
    return all(parameters, from: 0, largestSize: 1)
      + all((program.p..<program.m).map { Key(program.application($0)) }, from: program.p)
  }

  private struct Key: Hashable {
    let primitive: Primitive
    let parameter: Parameter
    let operandCount: Int
    let anchor: Anchor

    init(_ application: Application) {
      primitive = application.primitive
      parameter = application.parameter
      operandCount = application.operands.count
      anchor = application.anchor
    }
  }

  private static func all<Key: Hashable>(
    _ keys: [Key], from base: Int, largestSize: Int = largestSize
  ) -> [RepeatedRows] {
    // Numbers are compared faster than what they stand for.
    var numbers: [Key: Int32] = [:]
    let keys = keys.map { key -> Int32 in
      if let number = numbers[key] { return number }
      numbers[key] = Int32(numbers.count)
      return Int32(numbers.count - 1)
    }
    var all: [RepeatedRows] = []
    var first = 0
    while first < keys.count {
      let size = (1...largestSize).first { repetitions(keys, first, size: $0) >= smallestCount }
      let count = size.map { repetitions(keys, first, size: $0) } ?? 1
      all.append(RepeatedRows(first: base + first, size: size ?? 1, count: count))
      first += (size ?? 1) * count
    }
    return all
  }

  /// How often the `size` keys from `first` on stand there, one after the other.
  private static func repetitions(_ keys: [Int32], _ first: Int, size: Int) -> Int {
    var end = first + size
    while end < keys.count, keys[end] == keys[end - size] { end += 1 }
    return (end - first) / size
  }
}
