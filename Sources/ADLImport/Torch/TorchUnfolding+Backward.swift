import ADLPrograms

extension TorchUnfolding {
  /// The operations of exported gradients: what PyTorch's rules pass back.
  func backward(_ base: String, _ node: TorchNode) throws(Unsupported) -> [ArrayValue?]? {
    if base == "log_sigmoid_forward" {
      let x = try real(try value(node, "self"))
      return [writer.negated(try apply(.softplus, writer.negated(x))), writer.constant(0, x.shape)]
    }
    if base == "_prelu_kernel_backward" {
      let (x, w, g) = (
        try real(try value(node, "self")), try value(node, "weight"),
        try value(node, "grad_output")
      )
      let isPositive = try compare(x, .greater, 0)
      return [
        try choose(isPositive, g, try multiply(w, g)),
        try choose(isPositive, writer.constant(0), try multiply(x, g)),
      ]
    }
    return try backwardOfOne(base, node).map { [$0] }
  }

  private func backwardOfOne(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue? {
    func g() throws(Unsupported) -> ArrayValue {
      try real(try value(node, "grad_output", or: "grad"))
    }
    func x() throws(Unsupported) -> ArrayValue { try real(try value(node, "self")) }
    func y() throws(Unsupported) -> ArrayValue { try real(try value(node, "output")) }
    let zero = writer.constant(0)
    let one = writer.constant(1)
    func inside(_ low: Double, _ high: Double) throws(Unsupported) -> ArrayValue {
      try both(try compare(try x(), .greater, low), try compare(try x(), .less, high))
    }
    switch base {
    case "threshold_backward":
      return try choose(
        try compare(try x(), .atMost, number(node, "threshold") ?? 0), zero, try g())
    case "hardtanh_backward":
      return try choose(
        try inside(number(node, "min_val") ?? -1, number(node, "max_val") ?? 1), try g(), zero)
    case "hardsigmoid_backward":
      return try choose(try inside(-3, 3), try scale(try g(), 1 / 6), zero)
    case "hardswish_backward":
      let slope = try shift(try scale(try x(), 1 / 3), 0.5)
      return try choose(
        try compare(try x(), isVersion1 ? .less : .atMost, -3), zero,
        try choose(
          try compare(try x(), isVersion1 ? .atMost : .less, 3), try multiply(try g(), slope),
          try g()))
    case "leaky_relu_backward":
      return try choose(
        try compare(try x(), .greater, 0), try g(),
        try scale(try g(), number(node, "negative_slope") ?? 0.01))
    case "elu_backward":
      let t = try real(try value(node, "self_or_result"))
      let (alpha, outer, inner) = (
        number(node, "alpha") ?? 1, number(node, "scale") ?? 1, number(node, "input_scale") ?? 1
      )
      let low =
        flag(node, "is_result")
        ? try scale(try shift(t, outer * alpha), inner)
        : try scale(try apply(.exp, try scale(t, inner)), outer * alpha * inner)
      return try choose(
        try compare(t, .atMost, 0), try multiply(try g(), low), try scale(try g(), outer))
    case "softplus_backward":
      let (beta, threshold) = (number(node, "beta") ?? 1, number(node, "threshold") ?? 20)
      let scaled = try scale(try x(), beta)
      return try choose(
        try compare(scaled, .greater, threshold), try g(),
        try multiply(try g(), try apply(.sigmoid, scaled)))
    case "log_sigmoid_backward":
      return try multiply(try g(), try apply(.sigmoid, writer.negated(try x())))
    case "softshrink_backward", "hardshrink_backward":
      let bound = number(node, "lambd") ?? 0.5
      let t = try value(node, "self", or: "grad_input")
      let held = try both(
        try compare(try real(t), .atLeast, -bound), try compare(try real(t), .atMost, bound))
      return try choose(held, zero, try real(try value(node, "grad_out", or: "grad_output")))
    case "sigmoid_backward":
      return try multiply(try g(), try multiply(try subtract(one, try y()), try y()))
    case "tanh_backward":
      return try multiply(try g(), try subtract(one, try power(try y(), 2)))
    case "silu_backward":
      let s = try apply(.sigmoid, try x())
      return try multiply(
        try g(),
        try multiply(s, try shift(try multiply(try x(), try subtract(one, s)), 1)))
    case "mish_backward":
      let t = try apply(.tanh, try apply(.softplus, try x()))
      let s = try apply(.sigmoid, try x())
      let rest = try subtract(one, try power(t, 2))
      return try multiply(
        try g(), try add(t, try multiply(try multiply(try x(), s), rest)))
    case "gelu_backward": return try multiply(try g(), try geluSlope(try x(), node))
    case "mse_loss_backward":
      let difference = try subtract(try x(), try value(node, "target"))
      return try multiply(try scale(difference, 2 * share(node, difference.count)), try g())
    case "smooth_l1_loss_backward", "huber_loss_backward":
      let d = try subtract(try x(), try value(node, "target"))
      let isHuber = base == "huber_loss_backward"
      let width = number(node, isHuber ? "delta" : "beta") ?? 1
      let slope = isHuber ? width : 1
      let middle = isHuber || width == 0 ? d : try divide(d, writer.constant(width))
      let isLow = try compare(d, isHuber || width == 0 ? .less : .atMost, -width)
      let isHigh = try compare(d, isHuber || width == 0 ? .greater : .atLeast, width)
      let chosen = try choose(
        isLow, writer.constant(-slope), try choose(isHigh, writer.constant(slope), middle))
      return try multiply(try scale(chosen, share(node, d.count)), try g())
    case "_log_softmax_backward_data":
      let d = try dimension(node, rank: try y().rank)
      let total = try sum(try g(), [d], keeping: true)
      return try subtract(try g(), try multiply(try apply(.exp, try y()), total))
    case "_softmax_backward_data":
      let d = try dimension(node, rank: try y().rank)
      let product = try multiply(try g(), try y())
      return try subtract(
        product, try multiply(try y(), try sum(product, [d], keeping: true)))
    case "multi_margin_loss_backward": return try multiMarginBackward(node)
    case "_cdist_backward": return try distancesBackward(node)
    default: return nil
    }
  }

  /// What a mean divides by.
  private func share(_ node: TorchNode, _ count: Int) -> Double {
    (integer(node, "reduction") ?? 1) == 1 ? 1 / Double(count) : 1
  }

  private func geluSlope(_ x: ArrayValue, _ node: TorchNode) throws(Unsupported) -> ArrayValue {
    if text(node, "approximate") == "tanh" {
      let k = 0.797_884_560_802_865_4
      let inner = try scale(try add(x, try scale(try power(x, 3), 0.044715)), k)
      let t = try apply(.tanh, inner)
      let left = try scale(try shift(t, 1), 0.5)
      let slope = try scale(try shift(try scale(try power(x, 2), 3 * 0.044715), 1), k)
      let rest = try subtract(writer.constant(1), try power(t, 2))
      return try add(left, try multiply(try scale(x, 0.5), try multiply(rest, slope)))
    }
    let cdf = try scale(try shift(try apply(.erf, try scale(x, 0.707_106_781_186_547_6)), 1), 0.5)
    let pdf = try scale(
      try apply(.exp, try scale(try power(x, 2), -0.5)), 0.398_942_280_401_432_7)
    return try add(cdf, try multiply(x, pdf))
  }

  private func multiMarginBackward(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let given = try real(try value(node, "self"))
    let x = given.rank == 1 ? given.reshaped([1, given.count]) : given
    guard let classes = try value(node, "target").integers else {
      throw Unsupported("classes that the inputs decide")
    }
    let (margin, p) = (number(node, "margin") ?? 1, integer(node, "p") ?? 1)
    let weight = optional(node, "weight")
    let n = x.shape[1]
    let w = writer
    let mean = share(node, classes.count)
    let g = try real(try value(node, "grad_output"))
    var entries = [ArrayEntry](repeating: .number(w.literal(0)), count: x.count)
    for (i, own) in classes.enumerated() {
      let target = w.operand(x.entries[i * n + own])
      let scale = w.apply(
        .multiplication, w.operand(g.count == 1 ? g.only : g.entries[i]),
        w.literal(mean / Double(n)))
      var all: [Operand] = []
      for j in 0..<n where j != own {
        let z = w.apply(
          .addition, w.apply(.subtraction, w.literal(margin), target),
          w.operand(x.entries[i * n + j]))
        var slope = p == 1 ? w.literal(1) : w.apply(.multiplication, w.literal(2), z)
        if let weight {
          slope = w.apply(.multiplication, slope, w.operand(weight.entries[own]))
        }
        let isPositive = w.compare(.number(z), .greater, .number(w.literal(0)))
        let share = w.apply(
          .multiplication, scale,
          w.operand(
            w.choice(isPositive, .number(slope), .number(w.literal(0)), isLazy: false)))
        entries[i * n + j] = .number(share)
        all.append(share)
      }
      entries[i * n + own] = .number(
        w.apply(.negation, all.count == 1 ? all[0] : w.apply(.sum, all)))
    }
    return ArrayValue(given.shape, .real, entries)
  }

  private func distancesBackward(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let (x, y) = (try real(try value(node, "x1")), try real(try value(node, "x2")))
    let g = try real(try value(node, "grad"))
    let d = try real(try value(node, "cdist"))
    let p = number(node, "p") ?? 2
    let left = Array(x.shape.dropLast()) + [1] + [x.shape[x.rank - 1]]
    let right = Array(y.shape.dropLast(2)) + [1] + y.shape.suffix(2)
    let difference = try subtract(x.reshaped(left), y.reshaped(right))
    let (gs, ds) = (g.reshaped(g.shape + [1]), d.reshaped(d.shape + [1]))
    let slope: ArrayValue
    switch p {
    case 1: slope = try multiply(gs, writer.sign(difference))
    case 2:
      slope = try choose(
        try compare(ds, .equal, 0), writer.constant(0),
        try divide(try multiply(gs, difference), ds))
    default: throw Unsupported("the gradient of distances of order \(p)")
    }
    return try sum(slope, [slope.rank - 2])
  }
}
