import ADLPrograms

extension TorchUnfolding {
  /// What an operation comes to; `nil` for a result that is not there.
  func evaluate(_ node: TorchNode) throws(Unsupported) -> [TorchTensor?] {
    let parts = node.operation.split(separator: ".")
    var base = String(parts.first ?? "")
    if let views = try views(base, node) { return views }
    // `exp_` is `exp`, and puts the result in the place of its operand.
    var target: TorchTensor?
    if base.hasSuffix("_"), !base.hasPrefix("__") {
      base.removeLast()
      target = try tensor(node, "self")
    }
    let results = try results(base, node)
    guard let target, let first = results.first ?? nil else {
      return results.map { $0.map(TorchTensor.init) }
    }
    let value = try spread(try writer.converted(first, to: target.kind), to: target.shape)
    target.fill(value.entries)
    return [target] + results.dropFirst().map { $0.map(TorchTensor.init) }
  }

  private func results(_ base: String, _ node: TorchNode) throws(Unsupported) -> [ArrayValue?] {
    if let result = try entrywise(base, node) { return [result] }
    if let result = try activation(base, node) { return [result] }
    if let results = try reductions(base, node) { return results }
    if let result = try arranging(base, node) { return [result] }
    if let result = try products(base, node) { return [result] }
    if let results = try windows(base, node) { return results }
    if let result = try losses(base, node) { return [result] }
    if let results = try backward(base, node) { return results }
    throw Unsupported(
      "it is not among the operations that are known",
      hint: "write that part of the function with other operations")
  }

  // MARK: - Entry by entry

  private static let functions: [String: Primitive] = [
    "exp": .exp, "log": .log, "log1p": .log1p, "expm1": .expm1, "sqrt": .sqrt, "sin": .sin,
    "cos": .cos, "tan": .tan, "asin": .asin, "acos": .acos, "atan": .atan, "sinh": .sinh,
    "cosh": .cosh, "tanh": .tanh, "sigmoid": .sigmoid, "erf": .erf, "special_expit": .sigmoid,
    "arcsin": .asin, "arccos": .acos, "arctan": .atan, "special_erf": .erf,
  ]

  private static let relations: [String: Condition.Relation] = [
    "lt": .less, "le": .atMost, "gt": .greater, "ge": .atLeast, "eq": .equal, "ne": .unequal,
    "less": .less, "less_equal": .atMost, "greater": .greater, "greater_equal": .atLeast,
    "not_equal": .unequal,
  ]

  private func entrywise(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue? {
    if let function = Self.functions[base] { return try apply(function, try value(node, "self")) }
    if let relation = Self.relations[base] {
      return try compare(try value(node, "self"), relation, try value(node, "other"))
    }
    switch base {
    case "add", "sub", "rsub":
      let (x, y) = (try value(node, "self"), try value(node, "other"))
      let factor = number(node, "alpha") ?? 1
      if base == "rsub" { return try subtract(y, try scale(x, factor)) }
      let other = try scale(y, factor)
      return base == "add" ? try add(x, other) : try subtract(x, other)
    case "mul", "multiply": return try multiply(try value(node, "self"), try value(node, "other"))
    case "div", "true_divide", "divide":
      let quotient = try divide(try value(node, "self"), try value(node, "other"))
      switch text(node, "rounding_mode") {
      case "floor"?: return try writer.rounded(quotient, .down)
      case "trunc"?: return try writer.rounded(quotient, .towardsZero)
      default: return quotient
      }
    case "floor_divide":
      return try writer.rounded(
        try divide(try value(node, "self"), try value(node, "other")), .down)
    case "remainder":
      let (x, y) = (try real(try value(node, "self")), try value(node, "other"))
      return try subtract(x, try multiply(y, try writer.rounded(try divide(x, y), .down)))
    case "fmod":
      return try arithmetic(
        .remainder, try real(try value(node, "self")), try value(node, "other"))
    case "pow": return try power(node)
    case "maximum", "fmax":
      return try arithmetic(.maximum, try value(node, "self"), try value(node, "other"))
    case "minimum", "fmin":
      return try arithmetic(.minimum, try value(node, "self"), try value(node, "other"))
    case "max" where argument(node, "other") != nil:
      return try arithmetic(.maximum, try value(node, "self"), try value(node, "other"))
    case "min" where argument(node, "other") != nil:
      return try arithmetic(.minimum, try value(node, "self"), try value(node, "other"))
    case "neg", "negative": return writer.negated(try value(node, "self"))
    case "abs", "absolute": return writer.absolute(try value(node, "self"))
    case "sign", "sgn": return writer.sign(try value(node, "self"))
    case "floor": return try writer.rounded(try value(node, "self"), .down)
    case "ceil": return try writer.rounded(try value(node, "self"), .up)
    case "round": return try writer.rounded(try value(node, "self"), .nearestEven)
    case "trunc", "fix": return try writer.rounded(try value(node, "self"), .towardsZero)
    case "frac":
      let x = try real(try value(node, "self"))
      return try subtract(x, try writer.rounded(x, .towardsZero))
    case "square": return try power(try value(node, "self"), 2)
    case "reciprocal": return try divide(writer.constant(1), try value(node, "self"))
    case "rsqrt": return writer.reciprocalRoot(try real(try value(node, "self")))
    case "exp2":
      let x = try real(try value(node, "self"))
      return writer.map(x) { writer.apply(.power, writer.literal(2), $0) }
    case "log2", "log10":
      let scale = writer.apply(.log, writer.literal(base == "log2" ? 2 : 10))
      return writer.map(try real(try value(node, "self"))) {
        writer.apply(.division, writer.apply(.log, $0), scale)
      }
    case "erfc", "special_erfc":
      return try writer.complementaryError(try real(try value(node, "self")))
    case "atan2", "arctan2":
      let (x, y) = try together(try real(try value(node, "self")), try value(node, "other"))
      return try writer.named("atan2", x, y)
    case "hypot":
      let (x, y) = try together(try real(try value(node, "self")), try value(node, "other"))
      if let primitive = Primitive(named: "hypot") { return writer.apply(primitive, x, y) }
      return try apply(.sqrt, try add(try power(x, 2), try power(y, 2)))
    case "logaddexp":
      let (x, y) = try together(try real(try value(node, "self")), try value(node, "other"))
      return writer.map(x, y) { writer.apply(.logSumExp, $0, $1) }
    case "xlogy", "special_xlogy":
      return try productWithLogarithm(try value(node, "self"), try value(node, "other"))
    case "lerp":
      let (x, y) = (try real(try value(node, "self")), try value(node, "end"))
      return try add(x, try multiply(try value(node, "weight"), try subtract(y, x)))
    case "addcmul", "addcdiv":
      let (a, b) = (try real(try value(node, "tensor1")), try value(node, "tensor2"))
      let term = base == "addcmul" ? try multiply(a, b) : try divide(a, b)
      return try add(try value(node, "self"), try scale(term, number(node, "value") ?? 1))
    case "where":
      return try choose(
        try value(node, "condition"), try value(node, "self"), try value(node, "other"))
    case "masked_fill":
      return try choose(
        try value(node, "mask"), try value(node, "value"), try value(node, "self"))
    case "isnan", "isinf", "isfinite":
      let x = try value(node, "self")
      return ArrayValue(
        x.shape, .boolean,
        x.entries.map { entry in
          // What the inputs decide is a real number.
          guard let known = writer.double(entry) else { return .truth(base == "isfinite") }
          return .truth(
            base == "isnan" ? known.isNaN : base == "isinf" ? known.isInfinite : known.isFinite)
        })
    case "logical_not", "bitwise_not":
      let x = try value(node, "self")
      return ArrayValue(x.shape, .boolean, x.entries.map { writer.not(writer.truth($0)) })
    case "logical_and", "bitwise_and", "__and__":
      return try truths(node) { writer.and($0, $1) }
    case "logical_or", "bitwise_or", "__or__":
      return try truths(node) { writer.or($0, $1) }
    case "logical_xor", "bitwise_xor", "__xor__":
      return try truths(node) { writer.xor($0, $1) }
    default: return nil
    }
  }

  private func truths(
    _ node: TorchNode, _ body: (ArrayEntry, ArrayEntry) -> ArrayEntry
  ) throws(Unsupported) -> ArrayValue {
    let (x, y) = (try value(node, "self"), try value(node, "other"))
    let shape = try commonShape([x, y])
    let (a, b) = (try spread(x, to: shape), try spread(y, to: shape))
    return ArrayValue(
      shape, .boolean,
      zip(a.entries, b.entries).map { body(writer.truth($0), writer.truth($1)) })
  }

  /// x log y, and 0 where x is 0.
  func productWithLogarithm(
    _ x: ArrayValue, _ y: ArrayValue
  ) throws(Unsupported) -> ArrayValue {
    let product = try multiply(try real(x), try apply(.log, y))
    return try choose(try compare(x, .equal, 0), writer.constant(0), product)
  }

  private func power(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let (x, y) = try together(
      try real(try value(node, "self")), try value(node, "exponent"))
    return writer.map(x, y) { writer.power($0, $1) }
  }
}
