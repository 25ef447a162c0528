import ADLPrograms

extension TorchUnfolding {
  /// Activation functions, and what holds numbers between bounds.
  func activation(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue? {
    func x() throws(Unsupported) -> ArrayValue { try real(try value(node, "self")) }
    switch base {
    case "relu": return try apply(.relu, try x())
    case "relu6": return try apply(.relu6, try x())
    case "hardswish": return try apply(.hardSwish, try x())
    case "hardsigmoid": return try apply(.hardSigmoid, try x())
    case "selu": return try apply(.selu, try x())
    case "celu": return try apply(.celu, try x(), number(node, "alpha") ?? 1)
    case "leaky_relu":
      return try apply(.leakyRelu, try x(), number(node, "negative_slope") ?? 0.01)
    case "elu":
      let inner = try scale(try x(), number(node, "input_scale") ?? 1)
      return try scale(
        try apply(.elu, inner, number(node, "alpha") ?? 1), number(node, "scale") ?? 1)
    case "hardtanh":
      let (low, high) = (number(node, "min_val") ?? -1, number(node, "max_val") ?? 1)
      if low == -1, high == 1 { return try apply(.hardTanh, try x()) }
      if low == 0, high == 6 { return try apply(.relu6, try x()) }
      let inside = try both(
        try compare(try x(), .greater, low), try compare(try x(), .less, high))
      let bound = try choose(
        try compare(try x(), .atMost, low), writer.constant(low), writer.constant(high))
      return try choose(inside, try x(), bound)
    case "softshrink": return try apply(.softShrink, try x(), number(node, "lambd") ?? 0.5)
    case "hardshrink": return try apply(.hardShrink, try x(), number(node, "lambd") ?? 0.5)
    case "threshold":
      return try apply(
        .threshold, try x(), number(node, "threshold") ?? 0, number(node, "value") ?? 0)
    case "prelu", "_prelu_kernel":
      var weight = try value(node, "weight")
      let input = try x()
      if weight.rank == 1, weight.count > 1, input.rank > 1 {
        // One slope for each channel.
        weight = weight.reshaped(
          input.shape.indices.map { $0 == 1 ? weight.count : 1 })
      }
      return try choose(try compare(input, .greater, 0), input, try multiply(weight, input))
    case "softplus":
      let (beta, threshold) = (number(node, "beta") ?? 1, number(node, "threshold") ?? 20)
      let scaled = try scale(try x(), beta)
      let soft = try divide(try apply(.softplus, scaled), writer.constant(beta))
      return try choose(try compare(scaled, .greater, threshold), try x(), soft)
    case "log_sigmoid":
      return writer.negated(try apply(.softplus, writer.negated(try x())))
    case "silu", "swish": return try multiply(try x(), try apply(.sigmoid, try x()))
    case "mish": return try multiply(try x(), try apply(.tanh, try apply(.softplus, try x())))
    case "gelu": return try gelu(try x(), text(node, "approximate") == "tanh")
    case "softmax", "_softmax", "_safe_softmax":
      return try softmax(try x(), try dimension(node, rank: try x().rank))
    case "log_softmax", "_log_softmax":
      return try logSoftmax(try x(), try dimension(node, rank: try x().rank))
    case "softmin":
      return try softmax(writer.negated(try x()), try dimension(node, rank: try x().rank))
    case "glu":
      let input = try x()
      let dimension = try dimension(node, or: -1, rank: input.rank)
      let half = input.shape[dimension] / 2
      return try multiply(
        input.part(dimension, from: 0, size: half),
        try apply(.sigmoid, input.part(dimension, from: half, size: half)))
    case "clamp", "clip":
      return try clamped(try x(), optional(node, "min"), optional(node, "max"))
    case "clamp_min": return try clamped(try x(), try value(node, "min"), nil)
    case "clamp_max": return try clamped(try x(), nil, try value(node, "max"))
    default: return nil
    }
  }

  func gelu(_ x: ArrayValue, _ isApproximate: Bool) throws(Unsupported) -> ArrayValue {
    let w = writer
    if isApproximate {
      return w.map(x) { t in
        let cube = w.apply(.integerPower, [t], .integer(3))
        let inner = w.apply(
          .addition, t, w.apply(.multiplication, w.literal(0.044715), cube))
        let scaled = w.apply(.multiplication, w.literal(0.797_884_560_802_865_4), inner)
        let factor = w.apply(.addition, w.literal(1), w.apply(.tanh, scaled))
        return w.apply(
          .multiplication, w.apply(.multiplication, w.literal(0.5), t), factor)
      }
    }
    return w.map(x) { t in
      let inner = w.apply(.multiplication, t, w.literal(0.707_106_781_186_547_6))
      let factor = w.apply(.addition, w.literal(1), w.apply(.erf, inner))
      return w.apply(.multiplication, w.apply(.multiplication, t, w.literal(0.5)), factor)
    }
  }

  /// Between bounds, each of which may be absent. What passes at a bound itself depends on the
  /// version: all of the gradient before 2.15, nothing since.
  func clamped(
    _ given: ArrayValue, _ low: ArrayValue?, _ high: ArrayValue?
  ) throws(Unsupported) -> ArrayValue {
    let shape = try commonShape([given] + [low, high].compactMap { $0 })
    let x = try spread(given, to: shape)
    let lower = try low.map { (x) throws(Unsupported) in try spread(try real(x), to: shape) }
    let upper = try high.map { (x) throws(Unsupported) in try spread(try real(x), to: shape) }
    let w = writer
    let (below, above): (Condition.Relation, Condition.Relation) =
      passesAtBounds ? (.less, .greater) : (.atMost, .atLeast)
    let entries = x.entries.indices.map { i -> ArrayEntry in
      var result = x.entries[i]
      if let lower {
        result = w.choice(
          w.compare(x.entries[i], below, lower.entries[i]), lower.entries[i], result,
          isLazy: false)
      }
      if let upper {
        var isAbove = w.compare(x.entries[i], above, upper.entries[i])
        if let lower {
          isAbove = w.or(isAbove, w.compare(lower.entries[i], .greater, upper.entries[i]))
        }
        result = w.choice(isAbove, upper.entries[i], result, isLazy: false)
      }
      return result
    }
    return ArrayValue(shape, .real, entries)
  }

  /// The largest along a dimension, as a constant: what is taken away before `exp` changes nothing.
  private func shifted(
    _ x: ArrayValue, _ dimension: Int
  ) throws(Unsupported) -> (log: ArrayValue, x: ArrayValue) {
    let (shape, groups) = writer.groups(x, [dimension])
    let logs = groups.map { group -> ArrayEntry in
      .number(writer.apply(.logSumExp, group.map { writer.operand(x.entries[$0]) }))
    }
    var kept = shape
    kept.insert(1, at: dimension)
    return (ArrayValue(kept, .real, logs), x)
  }

  func logSoftmax(_ x: ArrayValue, _ dimension: Int) throws(Unsupported) -> ArrayValue {
    if x.rank == 0 { return writer.constant(0) }
    let (log, x) = try shifted(x, dimension)
    return try subtract(x, log)
  }

  func softmax(_ x: ArrayValue, _ dimension: Int) throws(Unsupported) -> ArrayValue {
    try apply(.exp, try logSoftmax(x, dimension))
  }
}
