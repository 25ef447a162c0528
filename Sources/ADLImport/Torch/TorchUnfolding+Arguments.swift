import ADLPrograms

extension TorchUnfolding {
  func argument(_ node: TorchNode, _ name: String) -> TorchArgument? {
    node.arguments.first { $0.name == name }?.value
  }

  func tensor(_ node: TorchNode, _ name: String) throws(Unsupported) -> TorchTensor {
    guard case .tensor(let key)? = argument(node, name), let tensor = tensors[key] else {
      throw Unsupported("its argument `\(name)` is missing")
    }
    return tensor
  }

  /// The argument as an array: a tensor, or a number.
  func value(_ node: TorchNode, _ name: String) throws(Unsupported) -> ArrayValue {
    guard let value = optional(node, name) else {
      throw Unsupported("its argument `\(name)` is missing")
    }
    return value
  }

  /// The argument called `name`, or the one called `other` where there is none.
  func value(
    _ node: TorchNode, _ name: String, or other: String
  ) throws(Unsupported) -> ArrayValue {
    if let value = optional(node, name) { return value }
    return try value(node, other)
  }

  /// The same; `nil` where there is none.
  func optional(_ node: TorchNode, _ name: String) -> ArrayValue? {
    switch argument(node, name) {
    case .tensor(let key)?: tensors[key]?.value
    case .integer(let value)?: ArrayValue([], .index, [.integer(value)])
    case .number(let value)?: writer.constant(value)
    case .boolean(let value)?: ArrayValue([], .boolean, [.truth(value)])
    default: nil
    }
  }

  func list(_ node: TorchNode, _ name: String) throws(Unsupported) -> [TorchTensor] {
    guard case .tensors(let names)? = argument(node, name) else {
      throw Unsupported("its argument `\(name)` is missing")
    }
    return names.compactMap { $0.flatMap { tensors[$0] } }
  }

  func integer(_ node: TorchNode, _ name: String) -> Int? {
    switch argument(node, name) {
    case .integer(let value)?: value
    case .number(let value)?: Int(value)
    case .boolean(let value)?: value ? 1 : 0
    default: nil
    }
  }

  func integers(_ node: TorchNode, _ name: String) -> [Int]? {
    switch argument(node, name) {
    case .integer(let value)?: return [value]
    case .list(let elements)?:
      return elements.map { element in
        switch element {
        case .integer(let value): value
        case .boolean(let value): value ? 1 : 0
        default: 0
        }
      }
    default: return nil
    }
  }

  func number(_ node: TorchNode, _ name: String) -> Double? {
    switch argument(node, name) {
    case .integer(let value)?: Double(value)
    case .number(let value)?: value
    case .boolean(let value)?: value ? 1 : 0
    default: nil
    }
  }

  func flag(_ node: TorchNode, _ name: String) -> Bool { integer(node, name) == 1 }

  func text(_ node: TorchNode, _ name: String) -> String? {
    if case .string(let text)? = argument(node, name) { text } else { nil }
  }

  /// The dimension that an argument names, from 0.
  func dimension(
    _ node: TorchNode, _ name: String = "dim", or missing: Int? = nil, rank: Int
  ) throws(Unsupported) -> Int {
    guard let given = integer(node, name) ?? missing else {
      throw Unsupported("its argument `\(name)` is missing")
    }
    let dimension = given < 0 ? given + max(rank, 1) : given
    guard (0..<max(rank, 1)).contains(dimension) else {
      throw Unsupported("the dimension \(given) of \(rank)")
    }
    return dimension
  }

  /// The dimensions that an argument names; all where it names none.
  func dimensions(_ node: TorchNode, _ name: String = "dim", rank: Int) -> [Int] {
    guard let given = integers(node, name), !given.isEmpty else { return Array(0..<rank) }
    return given.map { $0 < 0 ? $0 + rank : $0 }
  }

  /// The kind that an argument asks for, or `missing`.
  func kind(_ node: TorchNode, or missing: ElementKind) -> ElementKind {
    integer(node, "dtype").flatMap(TorchType.format)?.kind ?? missing
  }

  // MARK: - Shapes and kinds together

  /// The array repeated to `shape`, as PyTorch broadcasts.
  func spread(_ x: ArrayValue, to shape: [Int]) throws(Unsupported) -> ArrayValue {
    if x.shape == shape { return x }
    let offset = shape.count - x.rank
    guard offset >= 0,
      x.shape.enumerated().allSatisfy({ $1 == 1 || $1 == shape[offset + $0] })
    else { throw Unsupported("arrays of shapes \(x.shape) and \(shape) together") }
    return x.broadcast(shape, x.shape.indices.map { $0 + offset })
  }

  func commonShape(_ arrays: [ArrayValue]) throws(Unsupported) -> [Int] {
    let rank = arrays.map(\.rank).max() ?? 0
    var shape = [Int](repeating: 1, count: rank)
    for array in arrays {
      for (i, size) in array.shape.enumerated() where size != 1 {
        let place = rank - array.rank + i
        guard shape[place] == 1 || shape[place] == size else {
          throw Unsupported("arrays of shapes \(shape) and \(array.shape) together")
        }
        shape[place] = size
      }
    }
    return shape
  }

  /// Two arrays of one shape and one kind.
  func together(
    _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> (ArrayValue, ArrayValue) {
    let shape = try commonShape([x, y])
    let kind = Self.common(x.kind, y.kind)
    return (
      try spread(try writer.converted(x, to: kind), to: shape),
      try spread(try writer.converted(y, to: kind), to: shape)
    )
  }

  static func common(_ a: ElementKind, _ b: ElementKind) -> ElementKind {
    if a == .real || b == .real { return .real }
    if a == .boolean { return b }
    return a
  }

  func real(_ x: ArrayValue) throws(Unsupported) -> ArrayValue {
    try writer.converted(x, to: .real)
  }

  // MARK: - Formulas

  func arithmetic(
    _ operation: ArrayWriter.Arithmetic, _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    let (a, b) = try together(x, y)
    return try writer.arithmetic(operation, a, b)
  }

  func add(_ x: ArrayValue, _ y: ArrayValue) throws(Unsupported) -> ArrayValue {
    try arithmetic(.add, x, y)
  }

  func subtract(_ x: ArrayValue, _ y: ArrayValue) throws(Unsupported) -> ArrayValue {
    try arithmetic(.subtract, x, y)
  }

  func multiply(_ x: ArrayValue, _ y: ArrayValue) throws(Unsupported) -> ArrayValue {
    try arithmetic(.multiply, x, y)
  }

  func divide(_ x: ArrayValue, _ y: ArrayValue) throws(Unsupported) -> ArrayValue {
    try arithmetic(.divide, try real(x), try real(y))
  }

  func scale(_ x: ArrayValue, _ factor: Double) throws(Unsupported) -> ArrayValue {
    factor == 1 ? x : try multiply(try real(x), writer.constant(factor))
  }

  func shift(_ x: ArrayValue, _ term: Double) throws(Unsupported) -> ArrayValue {
    try add(try real(x), writer.constant(term))
  }

  func compare(
    _ x: ArrayValue, _ relation: Condition.Relation, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    let (a, b) = try together(x, y)
    if a.kind == .boolean {
      return ArrayValue(
        a.shape, .boolean, zip(a.entries, b.entries).map { writer.compare($0, relation, $1) })
    }
    return writer.compared(a, relation, b)
  }

  func compare(
    _ x: ArrayValue, _ relation: Condition.Relation, _ y: Double
  ) throws(Unsupported) -> ArrayValue {
    try compare(try real(x), relation, writer.constant(y))
  }

  func choose(
    _ condition: ArrayValue, _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    let shape = try commonShape([condition, x, y])
    let kind = Self.common(x.kind, y.kind)
    return writer.chosen(
      try spread(condition, to: shape), try spread(try writer.converted(x, to: kind), to: shape),
      try spread(try writer.converted(y, to: kind), to: shape))
  }

  func both(_ x: ArrayValue, _ y: ArrayValue) throws(Unsupported) -> ArrayValue {
    let shape = try commonShape([x, y])
    return try writer.logic(try spread(x, to: shape), try spread(y, to: shape), writer.and, &)
  }

  func apply(_ primitive: Primitive, _ x: ArrayValue) throws(Unsupported) -> ArrayValue {
    writer.apply(primitive, try real(x))
  }

  /// The primitive with numbers behind its argument.
  func apply(
    _ primitive: Primitive, _ x: ArrayValue, _ constants: Double...
  ) throws(Unsupported) -> ArrayValue {
    let others = constants.map { writer.literal($0) }
    return writer.map(try real(x)) { writer.apply(primitive, [$0] + others) }
  }

  func power(_ x: ArrayValue, _ exponent: Int) throws(Unsupported) -> ArrayValue {
    writer.map(try real(x)) { writer.apply(.integerPower, [$0], .integer(exponent)) }
  }

  func sum(
    _ x: ArrayValue, _ dimensions: [Int], keeping: Bool = false
  ) throws(Unsupported) -> ArrayValue {
    try reduced(
      x.kind == .boolean ? try writer.converted(x, to: .index) : x, dimensions, .add, keeping)
  }

  func mean(
    _ x: ArrayValue, _ dimensions: [Int], keeping: Bool = false
  ) throws(Unsupported) -> ArrayValue {
    let count = dimensions.reduce(1) { $0 * x.shape[$1] }
    let total = try sum(try real(x), dimensions, keeping: keeping)
    return count == 1 ? total : try divide(total, writer.constant(Double(count)))
  }

  func reduced(
    _ x: ArrayValue, _ dimensions: [Int], _ reduction: ArrayWriter.Reduction, _ keeping: Bool,
    tie: ArrayWriter.ExtremumTie = .shared
  ) throws(Unsupported) -> ArrayValue {
    let result = try writer.reduce(x, dimensions, reduction, tie: tie)
    guard keeping else { return result }
    return result.reshaped(x.shape.indices.map { dimensions.contains($0) ? 1 : x.shape[$0] })
  }

  /// What a loss of each entry comes to: 0 all of them, 1 their mean, 2 their sum.
  func reduce(
    _ x: ArrayValue, _ node: TorchNode
  ) throws(Unsupported) -> ArrayValue {
    switch integer(node, "reduction") ?? 1 {
    case 0: return x
    case 1: return try mean(x, Array(x.shape.indices))
    default: return try sum(x, Array(x.shape.indices))
    }
  }

  /// The norm along dimensions.
  func norm(
    _ x: ArrayValue, _ order: Double, _ dimensions: [Int], keeping: Bool
  ) throws(Unsupported) -> ArrayValue {
    let x = try real(x)
    let (shape, groups) = writer.groups(x, dimensions)
    var entries: [ArrayEntry] = []
    for group in groups {
      let own = group.map { writer.operand(x.entries[$0]) }
      let result: Operand
      switch order {
      case 2: result = writer.apply(.euclideanNorm, own)
      case 1: result = writer.apply(.oneNorm, own)
      case .infinity: result = writer.apply(.maximumNorm, own)
      case -.infinity:
        result = writer.apply(.minimumOfMany, own.map { writer.apply(.abs, $0) })
      case 0: throw Unsupported("the number of entries that are not 0")
      default:
        let powers = own.map {
          writer.power(writer.apply(.abs, $0), writer.literal(order))
        }
        let total = powers.count == 1 ? powers[0] : writer.apply(.sum, powers)
        result = writer.power(total, writer.literal(1 / order))
      }
      entries.append(.number(result))
    }
    let kept =
      keeping ? x.shape.indices.map { dimensions.contains($0) ? 1 : x.shape[$0] } : shape
    return ArrayValue(kept, .real, entries)
  }
}
