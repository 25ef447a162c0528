import ADLPrograms
import ADLText

extension HLOUnfolding {
  /// What an operation comes to.
  func evaluate(_ operation: MLIROperation, _ scope: Scope) throws(ImportFailure) -> [ArrayValue] {
    let name = operation.name
    let base: String
    if let dot = name.firstIndex(of: ".") {
      base = String(name[name.index(after: dot)...])
    } else {
      base = name
    }
    if base == "constant" { return [try constant(operation)] }
    let x = try operands(of: operation, scope)
    if name == "call" || name == "func.call" { return try call(operation, x) }
    guard ["stablehlo", "chlo", "mhlo"].contains(where: { name.hasPrefix($0 + ".") }) else {
      throw unknown(operation)
    }
    if let result = try elementwise(base, operation, x) { return [result] }
    if let result = try indexing(base, operation, x, scope) { return [result] }
    if let results = try control(base, operation, x, scope) { return results }
    throw unknown(operation)
  }

  private func unknown(_ operation: MLIROperation) -> ImportFailure {
    unsupported(
      Unsupported(
        "it is not among the operations that are known",
        hint: "write that part of the function with other operations"))
  }

  /// The number of operands that an operation must have.
  func expect(_ count: Int, _ x: [ArrayValue]) throws(ImportFailure) {
    if x.count < count {
      throw unsupported(Unsupported("it has \(x.count) operands and needs \(count)"))
    }
  }

  // MARK: - Constants

  private func constant(_ operation: MLIROperation) throws(ImportFailure) -> ArrayValue {
    guard case .dense(let numbers, _)? = operation.attributes["value"],
      let type = operation.resultTypes?.first ?? operation.types.first
    else { throw unsupported(Unsupported("a constant that is not `dense`")) }
    let format = try format(type)
    let shape = shape(type)
    let count = Row.count(shape)
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(numbers.values.count)
    for i in numbers.values.indices {
      switch format.kind {
      case .real:
        let value = numbers.bits[i].map { format.real($0) } ?? rounded(numbers.values[i], format)
        entries.append(.number(writer.literal(value)))
      case .integer:
        entries.append(
          .integer(numbers.bits[i].map { format.integer($0) } ?? numbers.integers?[i] ?? 0))
      case .boolean:
        entries.append(.truth(numbers.bits[i].map { $0 != 0 } ?? (numbers.values[i] != 0)))
      }
    }
    if entries.count == 1, count != 1 { entries = Array(repeating: entries[0], count: count) }
    guard entries.count == count else {
      throw unsupported(
        Unsupported("a constant of \(entries.count) numbers where its type has \(count)"))
    }
    return ArrayValue(shape, format.kind, entries)
  }

  /// The number as its format has it; decimals are written short for it.
  private func rounded(_ value: Double, _ format: NumberFormat) -> Double {
    format == .single ? Double(Float(value)) : value
  }

  // MARK: - Entry by entry

  private static let functions: [String: Primitive] = [
    "exponential": .exp, "log": .log, "log_plus_one": .log1p, "exponential_minus_one": .expm1,
    "logistic": .sigmoid, "sqrt": .sqrt, "sine": .sin, "cosine": .cos, "tan": .tan,
    "tanh": .tanh, "sinh": .sinh, "cosh": .cosh, "asin": .asin, "acos": .acos, "atan": .atan,
    "erf": .erf,
  ]

  private static let arithmetic: [String: ArrayWriter.Arithmetic] = [
    "add": .add, "subtract": .subtract, "multiply": .multiply, "divide": .divide,
    "maximum": .maximum, "minimum": .minimum, "power": .power, "remainder": .remainder,
  ]

  private static let relations: [String: Condition.Relation] = [
    "LT": .less, "LE": .atMost, "GT": .greater, "GE": .atLeast, "EQ": .equal, "NE": .unequal,
  ]

  private func elementwise(
    _ base: String, _ operation: MLIROperation, _ x: [ArrayValue]
  ) throws(ImportFailure) -> ArrayValue? {
    if base.hasPrefix("broadcast_"), x.count == 2, base != "broadcast_in_dim" {
      // The forms of chlo repeat what is smaller.
      return try elementwise(
        String(base.dropFirst("broadcast_".count)), operation, broadcast(x))
    }
    switch base {
    case "convert":
      try expect(1, x)
      guard let type = (operation.resultTypes ?? operation.types).last else {
        throw unknown(operation)
      }
      let kind = try format(type).kind
      return try reading { () throws(Unsupported) in try writer.converted(x[0], to: kind) }
    case "compare":
      try expect(2, x)
      let word =
        operation.attributes["comparison_direction"]?.word
        ?? operation.words.first { Self.relations[$0] != nil } ?? ""
      guard let relation = Self.relations[word] else { throw unknown(operation) }
      return writer.compared(x[0], relation, x[1])
    case "select":
      try expect(3, x)
      return writer.chosen(x[0], x[1], x[2])
    case "clamp":
      try expect(3, x)
      return clamped(x[1], between: x[0], and: x[2])
    default: break
    }
    if Self.unary.contains(base) || Self.functions[base] != nil {
      try expect(1, x)
      return try reading { () throws(Unsupported) in try unary(base, x[0]) }
    }
    if Self.binary.contains(base) || Self.arithmetic[base] != nil {
      try expect(2, x)
      return try reading { () throws(Unsupported) in try binary(base, x[0], x[1]) }
    }
    return nil
  }

  private static let unary: Set<String> = [
    "negate", "abs", "sign", "floor", "ceil", "round_nearest_even", "round_nearest_afz", "square",
    "rsqrt", "cbrt", "erfc", "reduce_precision", "copy", "is_finite", "is_inf", "is_pos_inf",
    "is_neg_inf", "not",
  ]

  private func unary(_ base: String, _ x: ArrayValue) throws(Unsupported) -> ArrayValue {
    if let function = Self.functions[base] { return writer.apply(function, x) }
    switch base {
    case "negate": return writer.negated(x)
    case "abs": return writer.absolute(x)
    case "sign": return writer.sign(x)
    case "floor": return try writer.rounded(x, .down)
    case "ceil": return try writer.rounded(x, .up)
    case "round_nearest_even": return try writer.rounded(x, .nearestEven)
    case "round_nearest_afz": return try writer.rounded(x, .nearestAway)
    case "square": return writer.apply(.multiplication, x, x)
    case "rsqrt": return writer.reciprocalRoot(x)
    case "cbrt": return writer.cubeRoot(x)
    case "erfc": return try writer.complementaryError(x)
    case "is_finite", "is_inf", "is_pos_inf", "is_neg_inf": return limits(base, x)
    case "not": return try negation(x)
    default: return x
    }
  }

  /// What is infinite: nothing that the inputs decide, since they are real numbers.
  private func limits(_ base: String, _ x: ArrayValue) -> ArrayValue {
    ArrayValue(
      x.shape, .boolean,
      x.entries.map { entry in
        guard let value = writer.double(entry) else { return .truth(base == "is_finite") }
        switch base {
        case "is_finite": return .truth(value.isFinite)
        case "is_inf": return .truth(value.isInfinite)
        case "is_pos_inf": return .truth(value == .infinity)
        default: return .truth(value == -.infinity)
        }
      })
  }

  private func negation(_ x: ArrayValue) throws(Unsupported) -> ArrayValue {
    if x.kind == .boolean {
      return ArrayValue(x.shape, .boolean, x.entries.map { writer.not($0) })
    }
    guard let values = x.integers, case .integer(let bits, let isSigned) = x.kind else {
      throw Unsupported("bits of integers that the inputs decide")
    }
    return ArrayValue(
      x.shape, x.kind, values.map { .integer((~$0).wrapped(bits: bits, isSigned: isSigned)) })
  }

  private static let binary: Set<String> = [
    "and", "or", "xor", "atan2", "shift_left", "shift_right_arithmetic", "shift_right_logical",
    "next_after",
  ]

  private func binary(
    _ base: String, _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    if let arithmetic = Self.arithmetic[base] { return try writer.arithmetic(arithmetic, x, y) }
    switch base {
    case "and": return try writer.logic(x, y, writer.and, &)
    case "or": return try writer.logic(x, y, writer.or, |)
    case "xor": return try writer.logic(x, y, writer.xor, ^)
    case "atan2": return try writer.named("atan2", x, y)
    case "next_after": throw Unsupported("neighbours of floating-point numbers")
    default: return try shifted(base, x, y)
    }
  }

  private func shifted(
    _ base: String, _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    guard let left = x.integers, let right = y.integers,
      case .integer(let bits, let isSigned) = x.kind
    else { throw Unsupported("bits of integers that the inputs decide") }
    var entries: [ArrayEntry] = []
    for (value, count) in zip(left, right) {
      switch base {
      case "shift_left":
        entries.append(.integer((value << count).wrapped(bits: bits, isSigned: isSigned)))
      case "shift_right_arithmetic": entries.append(.integer(value >> count))
      default:
        let low = UInt(bitPattern: value.wrapped(bits: bits, isSigned: false)) >> UInt(count)
        entries.append(.integer(Int(bitPattern: low)))
      }
    }
    return ArrayValue(x.shape, x.kind, entries)
  }

  /// The arrays repeated to one shape, as numpy has it.
  private func broadcast(_ x: [ArrayValue]) -> [ArrayValue] {
    let rank = x.map(\.rank).max() ?? 0
    var shape = [Int](repeating: 1, count: rank)
    for array in x {
      for (i, size) in array.shape.enumerated() where size != 1 {
        shape[rank - array.rank + i] = size
      }
    }
    return x.map { array in
      array.shape == shape
        ? array : array.broadcast(shape, array.shape.indices.map { rank - array.rank + $0 })
    }
  }

  /// `clamp`: what is held at a bound passes nothing on, at the bound itself too.
  private func clamped(
    _ x: ArrayValue, between low: ArrayValue, and high: ArrayValue
  ) -> ArrayValue {
    let lower = low.count == 1 ? low.broadcast(x.shape, []) : low
    let upper = high.count == 1 ? high.broadcast(x.shape, []) : high
    return ArrayValue(
      x.shape, x.kind,
      x.entries.indices.map { i in
        let (t, a, b) = (x.entries[i], lower.entries[i], upper.entries[i])
        let compare: (ArrayEntry, Condition.Relation, ArrayEntry) -> ArrayEntry = {
          x.kind == .real ? self.writer.compare($0, $1, $2) : self.writer.compareWhole($0, $1, $2)
        }
        if x.kind != .real {
          let least = writer.choice(compare(t, .less, a), a, t, isLazy: true)
          return writer.choice(compare(least, .greater, b), b, least, isLazy: true)
        }
        let inside = writer.and(compare(t, .greater, a), compare(t, .less, b))
        let bound = writer.choice(
          writer.and(compare(t, .atMost, a), compare(a, .less, b)), a, b, isLazy: false)
        return writer.choice(inside, t, bound, isLazy: false)
      })
  }
}

extension ArrayWriter {
  /// Applies a primitive by its name.
  func named(_ name: String, _ x: ArrayValue) throws(Unsupported) -> ArrayValue {
    guard let primitive = Primitive(named: name) else { throw Unsupported("`\(name)`") }
    return apply(primitive, x)
  }

  func named(
    _ name: String, _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    guard let primitive = Primitive(named: name) else { throw Unsupported("`\(name)`") }
    return apply(primitive, x, y)
  }

  /// The real cube root.
  func cubeRoot(_ x: ArrayValue) -> ArrayValue {
    if let primitive = Primitive(named: "cbrt") { return apply(primitive, x) }
    let third = builder.literal(Literal(double: 1.0 / 3, exact: Rational(1, 3)))
    return map(x) { t in
      let opposite = apply(.negation, t)
      return choice(
        TruthFormula(.comparison(0, .less), [t, literal(0)]),
        apply(.negation, apply(.power, opposite, third)), apply(.power, t, third), isLazy: true)
    }
  }

  /// 1/sqrt(t).
  func reciprocalRoot(_ x: ArrayValue) -> ArrayValue {
    map(x) { apply(.division, literal(1), apply(.sqrt, $0)) }
  }

  /// 1 - erf(t).
  func complementaryError(_ x: ArrayValue) throws(Unsupported) -> ArrayValue {
    if let primitive = Primitive(named: "erfc") { return apply(primitive, x) }
    return map(x) { apply(.subtraction, literal(1), apply(.erf, $0)) }
  }
}
