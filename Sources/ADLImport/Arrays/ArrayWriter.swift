import ADLPrograms

/// Writes the nodes of operations on arrays: the form that all readers share.
///
/// An operation becomes its nodes when it is met. What moves entries about makes no node, whole
/// numbers and truth values that are known are computed, and those that the inputs decide are
/// formulas of comparisons until a number needs them.
final class ArrayWriter {
  let builder: ProgramBuilder

  /// The anchor of the operation at hand.
  var anchor = Anchor.none

  /// The nodes that are known to be whole numbers.
  private var wholeNodes: Set<Int> = []

  /// The largest number of comparisons of a formula; a longer one becomes a node.
  private static let formulaLimit = 12

  /// The choice that evaluates both.
  private static let whereNode = Primitive(named: "where") ?? .branch

  init(_ builder: ProgramBuilder) { self.builder = builder }

  // MARK: - Numbers

  func literal(_ value: Double) -> Operand { builder.literal(Literal(value)) }

  /// The number that an entry stands for: for a truth value 1 or 0.
  func operand(_ entry: ArrayEntry) -> Operand {
    switch entry {
    case .number(let operand): return operand
    case .integer(let value): return builder.literal(Literal(value))
    case .truth(let value): return literal(value ? 1 : 0)
    case .formula(let formula):
      return noteWhole(choice(formula, literal(1), literal(0), isLazy: true))
    }
  }

  /// The number, where it is known.
  func double(_ entry: ArrayEntry) -> Double? {
    switch entry {
    case .number(let operand): builder.double(of: operand)
    case .integer(let value): Double(value)
    case .truth(let value): value ? 1 : 0
    case .formula: nil
    }
  }

  func apply(_ primitive: Primitive, _ x: Operand) -> Operand {
    builder.apply(primitive, x, anchor: anchor)
  }

  func apply(_ primitive: Primitive, _ x: Operand, _ y: Operand) -> Operand {
    builder.apply(primitive, x, y, anchor: anchor)
  }

  func apply(_ primitive: Primitive, _ x: [Operand], _ parameter: Parameter = .none) -> Operand {
    builder.apply(primitive, x, parameter: parameter, anchor: anchor)
  }

  // MARK: - Whole numbers

  @discardableResult
  func noteWhole(_ operand: Operand) -> Operand {
    if let node = operand.node { wholeNodes.insert(node) }
    return operand
  }

  /// `true` iff the number is known to be whole, whatever the inputs are.
  func isWhole(_ operand: Operand) -> Bool {
    if let node = operand.node { return wholeNodes.contains(node) }
    guard let value = builder.double(of: operand) else { return false }
    return value.isFinite && value.rounded() == value
  }

  // MARK: - Arrays

  func constant(_ value: Double, _ shape: [Int] = []) -> ArrayValue {
    let entry = ArrayEntry.number(literal(value))
    return ArrayValue(shape, .real, Array(repeating: entry, count: Row.count(shape)))
  }

  func map(_ x: ArrayValue, _ body: (Operand) -> Operand) -> ArrayValue {
    ArrayValue(x.shape, .real, x.entries.map { .number(body(operand($0))) })
  }

  func map(
    _ x: ArrayValue, _ y: ArrayValue, _ body: (Operand, Operand) -> Operand
  ) -> ArrayValue {
    ArrayValue(
      x.shape, .real,
      zip(x.entries, y.entries).map { .number(body(operand($0), operand($1))) })
  }

  func apply(_ primitive: Primitive, _ x: ArrayValue) -> ArrayValue {
    map(x) { apply(primitive, $0) }
  }

  func apply(_ primitive: Primitive, _ x: ArrayValue, _ y: ArrayValue) -> ArrayValue {
    map(x, y) { apply(primitive, $0, $1) }
  }

  // MARK: - Choices

  /// One of two numbers. Where it is lazy only the one that is chosen is evaluated, as an `if` has
  /// it; else both are, as `where` has it.
  func choice(_ formula: TruthFormula, _ a: Operand, _ b: Operand, isLazy: Bool) -> Operand {
    let primitive = isLazy ? Primitive.branch : Self.whereNode
    let result = apply(
      primitive, formula.sides + [a, b], .condition(formula.condition))
    return isWhole(a) && isWhole(b) ? noteWhole(result) : result
  }

  func choice(
    _ condition: ArrayEntry, _ a: ArrayEntry, _ b: ArrayEntry, isLazy: Bool
  ) -> ArrayEntry {
    switch condition {
    case .truth(let truth): return truth ? a : b
    case .integer(let value): return value != 0 ? a : b
    case .number(let operand):
      return choice(compare(.number(operand), .unequal, .integer(0)), a, b, isLazy: isLazy)
    case .formula(let formula):
      switch (a, b) {
      case (.truth, .truth), (.truth, .formula), (.formula, .truth), (.formula, .formula):
        return or(and(condition, a), and(not(condition), b))
      case (.integer(let left), .integer(let right)) where left == right: return a
      default:
        return .number(choice(formula, operand(a), operand(b), isLazy: isLazy))
      }
    }
  }

  /// Returns a formula that is short enough to be part of others.
  private func settled(_ formula: TruthFormula) -> ArrayEntry {
    if formula.sides.count <= 2 * Self.formulaLimit { return .formula(formula) }
    let mark = noteWhole(choice(formula, literal(1), literal(0), isLazy: true))
    if let value = builder.double(of: mark) { return .truth(value > 0.5) }
    return .formula(TruthFormula(.comparison(0, .greater), [mark, literal(0.5)]))
  }

  // MARK: - Logic

  func not(_ x: ArrayEntry) -> ArrayEntry {
    switch x {
    case .truth(let truth): return .truth(!truth)
    case .formula(let formula):
      if case .not(let inner) = formula.condition {
        return .formula(TruthFormula(inner, formula.sides))
      }
      return .formula(TruthFormula(.not(formula.condition), formula.sides))
    case .integer, .number: return compare(x, .equal, .integer(0))
    }
  }

  func and(_ x: ArrayEntry, _ y: ArrayEntry) -> ArrayEntry {
    switch (x, y) {
    case (.truth(let truth), let other), (let other, .truth(let truth)):
      return truth ? other : .truth(false)
    case (.formula(let left), .formula(let right)):
      if left == right { return x }
      if left.isOpposite(right) { return .truth(false) }
      return settled(joined(left, right) { .and($0) })
    default: return and(truth(x), truth(y))
    }
  }

  func or(_ x: ArrayEntry, _ y: ArrayEntry) -> ArrayEntry {
    switch (x, y) {
    case (.truth(let truth), let other), (let other, .truth(let truth)):
      return truth ? .truth(true) : other
    case (.formula(let left), .formula(let right)):
      if left == right { return x }
      if left.isOpposite(right) { return .truth(true) }
      return settled(joined(left, right) { .or($0) })
    default: return or(truth(x), truth(y))
    }
  }

  func xor(_ x: ArrayEntry, _ y: ArrayEntry) -> ArrayEntry {
    or(and(x, not(y)), and(not(x), y))
  }

  /// The truth value that an entry stands for.
  func truth(_ entry: ArrayEntry) -> ArrayEntry {
    switch entry {
    case .truth, .formula: entry
    case .integer(let value): .truth(value != 0)
    case .number: compare(entry, .unequal, .integer(0))
    }
  }

  private func joined(
    _ left: TruthFormula, _ right: TruthFormula, _ join: ([Condition]) -> Condition
  ) -> TruthFormula {
    TruthFormula(
      join([left.condition, right.condition.renumbered(from: left.sides.count / 2)]),
      left.sides + right.sides)
  }

  // MARK: - Comparisons

  /// How two numbers compare. Where both are known, as floating point has it: a number that is none
  /// is unequal to all. What the inputs decide is real: it equals itself, and is finite.
  func compare(
    _ x: ArrayEntry, _ relation: Condition.Relation, _ y: ArrayEntry
  ) -> ArrayEntry {
    if let a = double(x), let b = double(y) { return .truth(relation.holds(a, b)) }
    if case .formula = x { return compareTruth(x, relation, y) }
    if case .formula = y { return compareTruth(y, relation.mirrored, x) }
    let (a, b) = (operand(x), operand(y))
    if a == b { return .truth(relation.holds(.zero)) }
    if let known = double(y), !known.isFinite { return .truth(relation.holds(0, known)) }
    if let known = double(x), !known.isFinite { return .truth(relation.holds(known, 0)) }
    return .formula(TruthFormula(.comparison(0, relation), [a, b]))
  }

  /// Compares a truth value that the inputs decide, as 1 or 0.
  private func compareTruth(
    _ x: ArrayEntry, _ relation: Condition.Relation, _ y: ArrayEntry
  ) -> ArrayEntry {
    if let known = double(y) {
      switch (relation.holds(1, known), relation.holds(0, known)) {
      case (true, true): return .truth(true)
      case (true, false): return x
      case (false, true): return not(x)
      case (false, false): return .truth(false)
      }
    }
    guard case .formula = y else {
      return or(
        and(x, compareWhole(.integer(1), relation, y)),
        and(not(x), compareWhole(.integer(0), relation, y)))
    }
    switch relation {
    case .equal: return not(xor(x, y))
    case .unequal: return xor(x, y)
    case .less: return and(not(x), y)
    case .greater: return and(x, not(y))
    case .atMost: return or(not(x), y)
    case .atLeast: return or(x, not(y))
    }
  }

  /// How two whole numbers compare: by guards that no whole number makes 0.
  func compareWhole(
    _ x: ArrayEntry, _ relation: Condition.Relation, _ y: ArrayEntry
  ) -> ArrayEntry {
    if double(x) != nil && double(y) != nil { return compare(x, relation, y) }
    if case .formula = x { return compare(x, relation, y) }
    if case .formula = y { return compare(x, relation, y) }
    let difference: Operand
    let bound: Double
    if let known = double(y) {
      (difference, bound) = (operand(x), known)
    } else if let known = double(x) {
      return compareWhole(y, relation.mirrored, .integer(Int(known)))
    } else {
      (difference, bound) = (apply(.subtraction, operand(x), operand(y)), 0)
    }
    func guardOf(_ relation: Condition.Relation, _ shift: Double) -> ArrayEntry {
      .formula(TruthFormula(.comparison(0, relation), [difference, literal(bound + shift)]))
    }
    switch relation {
    case .less: return guardOf(.less, -0.5)
    case .atMost: return guardOf(.less, 0.5)
    case .greater: return guardOf(.greater, 0.5)
    case .atLeast: return guardOf(.greater, -0.5)
    case .equal: return and(guardOf(.greater, -0.5), guardOf(.less, 0.5))
    case .unequal: return or(guardOf(.less, -0.5), guardOf(.greater, 0.5))
    }
  }
}

extension Condition {
  /// The condition with the numbers of its comparisons raised by `offset`.
  func renumbered(from offset: Int) -> Condition {
    if offset == 0 { return self }
    return switch self {
    case .comparison(let number, let relation): .comparison(number + offset, relation)
    case .and(let parts): .and(parts.map { $0.renumbered(from: offset) })
    case .or(let parts): .or(parts.map { $0.renumbered(from: offset) })
    case .not(let part): .not(part.renumbered(from: offset))
    }
  }
}

extension Condition.Relation {
  /// The relation with its sides exchanged.
  var mirrored: Self {
    switch self {
    case .less: .greater
    case .atMost: .atLeast
    case .greater: .less
    case .atLeast: .atMost
    case .equal, .unequal: self
    }
  }

  /// Whether the relation holds between two doubles, as IEEE 754 has it.
  func holds(_ a: Double, _ b: Double) -> Bool {
    switch self {
    case .less: a < b
    case .atMost: a <= b
    case .greater: a > b
    case .atLeast: a >= b
    case .equal: a == b
    case .unequal: a != b
    }
  }
}
