import ADLPrograms

extension TorchUnfolding {
  func losses(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue? {
    func x() throws(Unsupported) -> ArrayValue { try real(try value(node, "self")) }
    func difference() throws(Unsupported) -> ArrayValue {
      try subtract(try x(), try value(node, "target"))
    }
    switch base {
    case "mse_loss": return try reduce(try power(try difference(), 2), node)
    case "l1_loss": return try reduce(try apply(.abs, try difference()), node)
    case "smooth_l1_loss":
      let beta = number(node, "beta") ?? 1
      return try reduce(
        beta == 0
          ? try apply(.abs, try difference()) : try apply(.smoothL1, try difference(), beta), node)
    case "huber_loss":
      return try reduce(try apply(.huber, try difference(), number(node, "delta") ?? 1), node)
    case "binary_cross_entropy_with_logits":
      let target = try value(node, "target")
      // (1 - y) x - log sigmoid(x), the second term weighted.
      let log = writer.negated(try apply(.softplus, writer.negated(try x())))
      var factor = writer.constant(1)
      if let weight = optional(node, "pos_weight") {
        factor = try shift(
          try multiply(target, try subtract(weight, writer.constant(1))), 1)
      }
      var loss = try subtract(
        try multiply(try subtract(writer.constant(1), target), try x()),
        try multiply(factor, log))
      if let weight = optional(node, "weight") { loss = try multiply(loss, weight) }
      return try reduce(loss, node)
    case "binary_cross_entropy":
      let (p, y) = (try x(), try value(node, "target"))
      // PyTorch holds the logarithms at -100.
      func log(_ t: ArrayValue) throws(Unsupported) -> ArrayValue {
        try arithmetic(.maximum, try apply(.log, t), writer.constant(-100))
      }
      let rest = try subtract(writer.constant(1), p)
      var loss = writer.negated(
        try add(
          try multiply(y, try log(p)),
          try multiply(try subtract(writer.constant(1), y), try log(rest))))
      if let weight = optional(node, "weight") { loss = try multiply(loss, weight) }
      return try reduce(loss, node)
    case "kl_div":
      let target = try real(try value(node, "target"))
      let loss =
        flag(node, "log_target")
        ? try multiply(try apply(.exp, target), try subtract(target, try x()))
        : try subtract(
          try productWithLogarithm(target, target), try multiply(target, try x()))
      return try reduce(loss, node)
    case "cross_entropy_loss": return try crossEntropy(node)
    case "nll_loss", "nll_loss_nd", "nll_loss2d":
      return try negativeLogLikelihood(try x(), try value(node, "target"), node)
    case "hinge_embedding_loss":
      let (input, target) = (try x(), try value(node, "target"))
      let margin = try clamped(
        try subtract(writer.constant(number(node, "margin") ?? 1), input), writer.constant(0), nil)
      let zero = writer.constant(0)
      return try reduce(
        try add(
          try choose(try compare(target, .unequal, 1), margin, zero),
          try choose(try compare(target, .unequal, -1), input, zero)), node)
    case "margin_ranking_loss":
      let (a, b) = (try real(try value(node, "input1")), try value(node, "input2"))
      let inner = try shift(
        try multiply(writer.negated(try real(try value(node, "target"))), try subtract(a, b)),
        number(node, "margin") ?? 0)
      return try reduce(try clamped(inner, writer.constant(0), nil), node)
    case "soft_margin_loss":
      let inner = writer.negated(try multiply(try value(node, "target"), try x()))
      return try reduce(try apply(.log1p, try apply(.exp, inner)), node)
    case "multi_margin_loss": return try multiMargin(node)
    case "cosine_embedding_loss", "cosine_similarity": return try cosine(base, node)
    case "pairwise_distance":
      return try distance(
        try real(try value(node, "x1")), try value(node, "x2"), number(node, "p") ?? 2,
        number(node, "eps") ?? 1e-6, keeping: flag(node, "keepdim"))
    case "triplet_margin_loss":
      let (a, p, n) = (
        try real(try value(node, "anchor")), try real(try value(node, "positive")),
        try real(try value(node, "negative"))
      )
      let (order, epsilon) = (number(node, "p") ?? 2, number(node, "eps") ?? 1e-6)
      let near = try distance(a, p, order, epsilon, keeping: false)
      var far = try distance(a, n, order, epsilon, keeping: false)
      if flag(node, "swap") {
        far = try arithmetic(.minimum, far, try distance(p, n, order, epsilon, keeping: false))
      }
      let inner = try subtract(try shift(near, number(node, "margin") ?? 1), far)
      return try reduce(try clamped(inner, writer.constant(0), nil), node)
    case "cdist", "_cdist_forward": return try distances(node)
    default: return nil
    }
  }

  private func distance(
    _ x: ArrayValue, _ y: ArrayValue, _ order: Double, _ epsilon: Double, keeping: Bool
  ) throws(Unsupported) -> ArrayValue {
    let difference = try shift(try subtract(x, y), epsilon)
    return try norm(difference, order, [difference.rank - 1], keeping: keeping)
  }

  /// The distance of every row of one matrix from every row of another.
  private func distances(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let (x, y) = (try real(try value(node, "x1")), try real(try value(node, "x2")))
    let (left, right) = (
      Array(x.shape.dropLast()) + [1] + [x.shape[x.rank - 1]],
      Array(y.shape.dropLast(2)) + [1] + y.shape.suffix(2)
    )
    let difference = try subtract(x.reshaped(left), y.reshaped(right))
    return try norm(
      difference, number(node, "p") ?? 2, [difference.rank - 1], keeping: false)
  }

  private func cosine(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let isLoss = base == "cosine_embedding_loss"
    let (x, y) = try together(
      try real(try value(node, isLoss ? "input1" : "x1")),
      try value(node, isLoss ? "input2" : "x2"))
    let d = isLoss ? x.rank - 1 : try dimension(node, or: 1, rank: x.rank)
    let product = try sum(try multiply(x, y), [d])
    if !isLoss {
      let epsilon = writer.constant(number(node, "eps") ?? 1e-8)
      func held(_ t: ArrayValue) throws(Unsupported) -> ArrayValue {
        try clamped(try norm(t, 2, [d], keeping: false), epsilon, nil)
      }
      return try divide(product, try multiply(try held(x), try held(y)))
    }
    let epsilon = 1e-12
    let squares = try multiply(
      try shift(try sum(try power(x, 2), [d]), epsilon),
      try shift(try sum(try power(y, 2), [d]), epsilon))
    let cosine = try divide(product, try apply(.sqrt, squares))
    let target = try value(node, "target")
    let zero = writer.constant(0)
    let near = try subtract(writer.constant(1), cosine)
    let far = try clamped(
      try shift(cosine, -(number(node, "margin") ?? 0)), writer.constant(0), nil)
    return try reduce(
      try add(
        try choose(try compare(target, .equal, 1), near, zero),
        try choose(try compare(target, .equal, -1), far, zero)), node)
  }

  /// The classes of a target of whole numbers.
  private func classes(_ target: ArrayValue) throws(Unsupported) -> [Int] {
    guard let classes = target.integers else {
      throw Unsupported(
        "classes that the inputs decide", hint: "make the target a constant of the program")
    }
    return classes
  }

  private func crossEntropy(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let x = try real(try value(node, "self"))
    let target = try value(node, "target")
    let d = x.rank == 1 ? 0 : 1
    let log = try logSoftmax(x, d)
    let smoothing = number(node, "label_smoothing") ?? 0
    guard target.kind == .real else {
      if smoothing != 0 { throw Unsupported("smoothed labels of classes") }
      return try negativeLogLikelihood(log, target, node)
    }
    var weights = target
    if smoothing != 0 {
      weights = try shift(
        try scale(target, 1 - smoothing), smoothing / Double(x.shape[d]))
    }
    var product = try multiply(log, weights)
    if let weight = optional(node, "weight") {
      product = try multiply(
        product,
        weight.reshaped([weight.count] + [Int](repeating: 1, count: x.rank - d - 1)))
    }
    switch integer(node, "reduction") ?? 1 {
    case 0: return writer.negated(try sum(product, [d]))
    case 1:
      let count = x.count / x.shape[d]
      return try divide(
        writer.negated(try sum(product, Array(x.shape.indices))),
        writer.constant(Double(count)))
    default: return writer.negated(try sum(product, Array(x.shape.indices)))
    }
  }

  private func negativeLogLikelihood(
    _ log: ArrayValue, _ target: ArrayValue, _ node: TorchNode
  ) throws(Unsupported) -> ArrayValue {
    let classes = try classes(target)
    let d = log.rank == 1 ? 0 : 1
    let ignored = integer(node, "ignore_index") ?? -100
    let strides = Row.strides(log.shape)
    let weight = optional(node, "weight")
    var entries: [ArrayEntry] = []
    var total = [Operand]()
    var next = 0
    var shape = log.shape
    shape.remove(at: d)
    Row.forEach(shape) { index in
      let own = classes[next]
      next += 1
      if own == ignored {
        entries.append(.number(writer.literal(0)))
        return
      }
      var place = index
      place.insert(own, at: d)
      var entry = writer.apply(
        .negation, writer.operand(log.entries[Row.position(place, strides)]))
      if let weight {
        let factor = writer.operand(weight.entries[own])
        total.append(factor)
        entry = writer.apply(.multiplication, entry, factor)
      } else {
        total.append(writer.literal(1))
      }
      entries.append(.number(entry))
    }
    let losses = ArrayValue(shape, .real, entries)
    switch integer(node, "reduction") ?? 1 {
    case 0: return losses
    case 1:
      let sum = try sum(losses, Array(shape.indices))
      let all = total.count == 1 ? total[0] : writer.apply(.sum, total)
      return try divide(sum, ArrayValue([], .real, [.number(all)]))
    default: return try sum(losses, Array(shape.indices))
    }
  }

  private func multiMargin(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let given = try real(try value(node, "self"))
    let x = given.rank == 1 ? given.reshaped([1, given.count]) : given
    let classes = try classes(try value(node, "target"))
    let (margin, p) = (number(node, "margin") ?? 1, integer(node, "p") ?? 1)
    let weight = optional(node, "weight")
    let n = x.shape[1]
    let w = writer
    var losses: [ArrayEntry] = []
    for (i, own) in classes.enumerated() {
      let target = w.operand(x.entries[i * n + own])
      var terms: [Operand] = []
      for j in 0..<n where j != own {
        // margin - x_target + x_j where that is positive.
        let z = w.apply(
          .addition, w.apply(.subtraction, w.literal(margin), target),
          w.operand(x.entries[i * n + j]))
        var term = p == 1 ? z : w.apply(.multiplication, z, z)
        if let weight {
          term = w.apply(.multiplication, term, w.operand(weight.entries[own]))
        }
        let isPositive = w.compare(.number(z), .greater, .number(w.literal(0)))
        terms.append(
          w.operand(
            w.choice(isPositive, .number(term), .number(w.literal(0)), isLazy: false)))
      }
      let sum = terms.count == 1 ? terms[0] : w.apply(.sum, terms)
      losses.append(.number(w.apply(.division, sum, w.literal(Double(n)))))
    }
    let all = ArrayValue([losses.count], .real, losses)
    return try reduce(given.rank == 1 ? all.reshaped([]) : all, node)
  }
}
