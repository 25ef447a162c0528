import ADLPrograms

extension ArrayWriter {
  /// An operation on numbers that arrays have entry by entry, on whole numbers as well.
  enum Arithmetic {
    case add, subtract, multiply, divide, remainder, maximum, minimum, power
  }

  func arithmetic(
    _ operation: Arithmetic, _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(x.count)
    for (a, b) in zip(x.entries, y.entries) {
      entries.append(try arithmetic(operation, a, b, x.kind))
    }
    return ArrayValue(x.shape, x.kind, entries)
  }

  func arithmetic(
    _ operation: Arithmetic, _ a: ArrayEntry, _ b: ArrayEntry, _ kind: ElementKind
  ) throws(Unsupported) -> ArrayEntry {
    switch kind {
    case .boolean:
      switch operation {
      case .add, .maximum: return or(a, b)
      case .multiply, .minimum: return and(a, b)
      default: throw Unsupported("this operation on truth values")
      }
    case .integer(let bits, let isSigned):
      if let left = integer(a), let right = integer(b) {
        return .integer(
          try Self.whole(operation, left, right).wrapped(bits: bits, isSigned: isSigned))
      }
      let (left, right) = (operand(a), operand(b))
      switch operation {
      case .add: return .number(noteWhole(apply(.addition, left, right)))
      case .subtract: return .number(noteWhole(apply(.subtraction, left, right)))
      case .multiply: return .number(noteWhole(apply(.multiplication, left, right)))
      case .maximum: return choice(compareWhole(a, .atLeast, b), a, b, isLazy: true)
      case .minimum: return choice(compareWhole(a, .atMost, b), a, b, isLazy: true)
      case .divide, .remainder, .power:
        throw Unsupported("this operation on integers that the inputs decide")
      }
    case .real:
      return .number(try real(operation, operand(a), operand(b)))
    }
  }

  private func real(
    _ operation: Arithmetic, _ a: Operand, _ b: Operand
  ) throws(Unsupported) -> Operand {
    switch operation {
    case .add: return apply(.addition, a, b)
    case .subtract: return apply(.subtraction, a, b)
    case .multiply: return apply(.multiplication, a, b)
    case .divide: return apply(.division, a, b)
    case .maximum: return keepingWhole(apply(.maximum, a, b), a, b)
    case .minimum: return keepingWhole(apply(.minimum, a, b), a, b)
    case .power: return power(a, b)
    case .remainder:
      // a - b trunc(a/b): the sign is that of a.
      let quotient = apply(.division, a, b)
      return apply(
        .subtraction, a, apply(.multiplication, b, try truncated(quotient)))
    }
  }

  private func keepingWhole(_ result: Operand, _ a: Operand, _ b: Operand) -> Operand {
    isWhole(a) && isWhole(b) ? noteWhole(result) : result
  }

  private func integer(_ entry: ArrayEntry) -> Int? {
    switch entry {
    case .integer(let value): value
    case .truth(let value): value ? 1 : 0
    case .number, .formula: nil
    }
  }

  private static func whole(
    _ operation: Arithmetic, _ a: Int, _ b: Int
  ) throws(Unsupported) -> Int {
    switch operation {
    case .add: return a &+ b
    case .subtract: return a &- b
    case .multiply: return a &* b
    case .maximum: return max(a, b)
    case .minimum: return min(a, b)
    case .divide, .remainder:
      if b == 0 { throw Unsupported("a division of integers by 0") }
      if a == .min && b == -1 { return operation == .divide ? a : 0 }
      return operation == .divide ? a / b : a % b
    case .power:
      var result = 1
      for _ in 0..<max(0, min(b, 64)) { result = result &* a }
      return b < 0 ? (a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0) : result
    }
  }

  /// The power, with a product for an exponent that is a whole number.
  func power(_ base: Operand, _ exponent: Operand) -> Operand {
    guard let value = builder.double(of: exponent) else { return apply(.power, base, exponent) }
    if value.rounded() == value, abs(value) <= 1024 {
      let n = Int(value)
      return apply(n >= 0 ? .integerPower : .reciprocalPower, [base], .integer(n))
    }
    if value == 0.5 { return apply(.sqrt, base) }
    return apply(.power, base, exponent)
  }

  // MARK: - One operand

  func negated(_ x: ArrayValue) -> ArrayValue {
    guard case .integer(let bits, let isSigned) = x.kind else { return apply(.negation, x) }
    return ArrayValue(
      x.shape, x.kind,
      x.entries.map {
        if case .integer(let value) = $0 {
          return .integer((0 &- value).wrapped(bits: bits, isSigned: isSigned))
        }
        return .number(noteWhole(apply(.negation, operand($0))))
      })
  }

  func absolute(_ x: ArrayValue) -> ArrayValue {
    guard case .integer = x.kind else { return apply(.abs, x) }
    return ArrayValue(
      x.shape, x.kind,
      x.entries.map {
        if case .integer(let value) = $0 { return .integer(value.magnitude.signed) }
        return .number(noteWhole(apply(.abs, operand($0))))
      })
  }

  /// -1, 0 or 1.
  func sign(_ x: ArrayValue) -> ArrayValue {
    ArrayValue(
      x.shape, x.kind,
      x.entries.map {
        if case .integer(let value) = $0 { return .integer(value.signum()) }
        return .number(sign(operand($0)))
      })
  }

  func sign(_ x: Operand) -> Operand {
    if let primitive = Primitive(named: "sign") { return noteWhole(apply(primitive, x)) }
    let zero = literal(0)
    let lower = choice(
      TruthFormula(.comparison(0, .less), [x, zero]), literal(-1), zero, isLazy: true)
    return noteWhole(
      choice(TruthFormula(.comparison(0, .greater), [x, zero]), literal(1), lower, isLazy: true))
  }

  /// The direction in which a number is made whole.
  enum Rounding { case down, up, nearestEven, nearestAway, towardsZero }

  func rounded(_ x: ArrayValue, _ rounding: Rounding) throws(Unsupported) -> ArrayValue {
    if case .real = x.kind {
      var entries: [ArrayEntry] = []
      for entry in x.entries { entries.append(.number(try rounded(operand(entry), rounding))) }
      return ArrayValue(x.shape, .real, entries)
    }
    return x
  }

  func rounded(_ x: Operand, _ rounding: Rounding) throws(Unsupported) -> Operand {
    if isWhole(x) { return x }
    if let value = builder.double(of: x) {
      switch rounding {
      case .down: return literal(value.rounded(.down))
      case .up: return literal(value.rounded(.up))
      case .nearestEven: return literal(value.rounded(.toNearestOrEven))
      case .nearestAway: return literal(value.rounded(.toNearestOrAwayFromZero))
      case .towardsZero: return literal(value.rounded(.towardZero))
      }
    }
    func named(_ name: String) throws(Unsupported) -> Operand {
      guard let primitive = Primitive(named: name) else {
        throw Unsupported("`\(name)` of a number that the inputs decide")
      }
      return noteWhole(apply(primitive, x))
    }
    switch rounding {
    case .down: return try named("floor")
    case .up: return try named("ceil")
    case .nearestEven: return try named("round")
    case .towardsZero: return try truncated(x)
    case .nearestAway:
      let half = literal(0.5)
      let below = try rounded(apply(.subtraction, x, half), .up)
      let above = try rounded(apply(.addition, x, half), .down)
      return noteWhole(
        choice(
          TruthFormula(.comparison(0, .less), [x, literal(0)]), below, above, isLazy: true))
    }
  }

  func truncated(_ x: Operand) throws(Unsupported) -> Operand {
    if isWhole(x) || x.node == nil { return try roundedKnown(x) }
    let (below, above) = (try rounded(x, .up), try rounded(x, .down))
    return noteWhole(
      choice(TruthFormula(.comparison(0, .less), [x, literal(0)]), below, above, isLazy: true))
  }

  private func roundedKnown(_ x: Operand) throws(Unsupported) -> Operand {
    builder.double(of: x).map { literal($0.rounded(.towardZero)) } ?? x
  }

  // MARK: - Kinds

  func converted(_ x: ArrayValue, to kind: ElementKind) throws(Unsupported) -> ArrayValue {
    if x.kind == kind { return x }
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(x.count)
    for entry in x.entries {
      switch kind {
      case .boolean: entries.append(truth(entry))
      case .real: entries.append(.number(operand(entry)))
      case .integer(let bits, let isSigned):
        switch entry {
        case .integer(let value):
          entries.append(.integer(value.wrapped(bits: bits, isSigned: isSigned)))
        case .truth(let value): entries.append(.integer(value ? 1 : 0))
        case .formula: entries.append(entry)
        case .number(let operand):
          let whole = try truncated(operand)
          if let value = builder.double(of: whole), let integer = Int(exactly: value) {
            entries.append(.integer(integer.wrapped(bits: bits, isSigned: isSigned)))
          } else {
            entries.append(.number(whole))
          }
        }
      }
    }
    return ArrayValue(x.shape, kind, entries)
  }

  func compared(
    _ x: ArrayValue, _ relation: Condition.Relation, _ y: ArrayValue
  ) -> ArrayValue {
    let isReal = x.kind == .real
    return ArrayValue(
      x.shape, .boolean,
      zip(x.entries, y.entries).map { a, b in
        isReal ? compare(a, relation, b) : compareWhole(a, relation, b)
      })
  }

  func chosen(
    _ condition: ArrayValue, _ x: ArrayValue, _ y: ArrayValue, isLazy: Bool = false
  ) -> ArrayValue {
    let truths = condition.entries
    return ArrayValue(
      x.shape, x.kind,
      x.entries.indices.map {
        choice(
          truths.count == 1 ? truths[0] : truths[$0], x.entries[$0], y.entries[$0], isLazy: isLazy)
      })
  }

  /// An operation on truth values, or bit by bit on whole numbers.
  func logic(
    _ x: ArrayValue, _ y: ArrayValue, _ truths: (ArrayEntry, ArrayEntry) -> ArrayEntry,
    _ bits: (Int, Int) -> Int
  ) throws(Unsupported) -> ArrayValue {
    if x.kind == .boolean {
      return ArrayValue(x.shape, .boolean, zip(x.entries, y.entries).map(truths))
    }
    guard let left = x.integers, let right = y.integers else {
      throw Unsupported("bits of integers that the inputs decide")
    }
    return ArrayValue(x.shape, x.kind, zip(left, right).map { .integer(bits($0, $1)) })
  }
}

extension Int {
  /// The number as an integer of `bits` bits keeps it.
  func wrapped(bits: Int, isSigned: Bool) -> Int {
    if bits >= 64 { return self }
    let mask = (1 << bits) - 1
    let low = self & mask
    return isSigned && low >> (bits - 1) == 1 ? low - mask - 1 : low
  }
}

extension UInt {
  /// The number as an `Int`; the largest one where it does not fit.
  var signed: Int { Int(clamping: self) }
}
