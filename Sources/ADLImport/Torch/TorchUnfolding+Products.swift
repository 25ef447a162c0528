import ADLPrograms

extension TorchUnfolding {
  func products(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue? {
    func x() throws(Unsupported) -> ArrayValue { try real(try value(node, "self")) }
    switch base {
    case "matmul", "__matmul__":
      return try matrixProduct(try x(), try real(try value(node, "other")))
    case "mm", "bmm": return try matrixProduct(try x(), try real(try value(node, "mat2")))
    case "mv": return try matrixProduct(try x(), try real(try value(node, "vec")))
    case "dot", "vdot", "inner":
      return try matrixProduct(
        try x(), try real(try value(node, "tensor", or: "other")))
    case "outer", "ger":
      let (a, b) = (try x(), try real(try value(node, "vec2")))
      return writer.dotGeneral(a, b, batch: ([], []), contracting: ([], []))
    case "addmm", "addmv", "baddbmm", "addbmm":
      let names =
        base == "addmv" ? ("mat", "vec") : base == "addmm" ? ("mat1", "mat2") : ("batch1", "batch2")
      let product = try matrixProduct(
        try real(try value(node, names.0)), try real(try value(node, names.1)))
      return try add(
        try scale(try x(), number(node, "beta") ?? 1),
        try scale(product, number(node, "alpha") ?? 1))
    case "linear":
      let (input, weight) = (
        try real(try value(node, "input")), try real(try value(node, "weight"))
      )
      let product = writer.dotGeneral(
        input, weight, batch: ([], []), contracting: ([input.rank - 1], [weight.rank - 1]))
      guard let bias = optional(node, "bias") else { return product }
      return try add(product, bias)
    case "bilinear": return nil
    default: return nil
    }
  }

  /// The product of matrices, of vectors, or of stacks of matrices.
  func matrixProduct(_ x: ArrayValue, _ y: ArrayValue) throws(Unsupported) -> ArrayValue {
    if x.rank == 0 || y.rank == 0 { return try multiply(x, y) }
    let inner = x.shape[x.rank - 1]
    guard inner == y.shape[max(y.rank - 2, 0)] else {
      throw Unsupported("a product of shapes \(x.shape) and \(y.shape)")
    }
    if y.rank <= 2 {
      return writer.dotGeneral(
        x, y, batch: ([], []), contracting: ([x.rank - 1], [max(y.rank - 2, 0)]))
    }
    // Stacks: those of the smaller are repeated.
    let rank = max(x.rank, y.rank)
    let left = x.rank == 1 ? x.reshaped([1, inner]) : x
    let stack = try commonShape([
      ArrayValue(Array(left.shape.dropLast(2)), .index, []),
      ArrayValue(Array(y.shape.dropLast(2)), .index, []),
    ])
    let a = try spread(left, to: stack + left.shape.suffix(2))
    let b = try spread(y, to: stack + y.shape.suffix(2))
    let batch = Array(0..<stack.count)
    let product = writer.dotGeneral(
      a, b, batch: (batch, batch), contracting: ([rank - 1], [rank - 2]))
    return x.rank == 1 ? product.reshaped(stack + [y.shape[y.rank - 1]]) : product
  }

  // MARK: - Windows

  func windows(_ base: String, _ node: TorchNode) throws(Unsupported) -> [ArrayValue?]? {
    switch base {
    case "conv1d", "conv2d", "conv3d", "convolution", "conv_transpose1d", "conv_transpose2d":
      return [try convolution(base, node)]
    case "convolution_backward": return try convolutionBackward(node)
    case "max_pool1d", "max_pool2d", "max_pool3d": return [try maximumPool(base, node).values]
    case "max_pool2d_with_indices", "max_pool1d_with_indices", "max_pool3d_with_indices":
      let result = try maximumPool(base, node)
      return [result.values, result.places]
    case "max_pool2d_with_indices_backward":
      return [try maximumPoolBackward(node)]
    case "avg_pool1d", "avg_pool2d", "avg_pool3d": return [try averagePool(base, node)]
    case "avg_pool2d_backward", "avg_pool1d_backward":
      return [try averagePoolBackward(base, node)]
    default: return nil
    }
  }

  private func sizes(_ node: TorchNode, _ name: String, _ rank: Int, _ missing: Int) -> [Int] {
    guard let given = integers(node, name), !given.isEmpty else {
      return [Int](repeating: missing, count: rank)
    }
    return given.count == 1 ? [Int](repeating: given[0], count: rank) : given
  }

  private func layout(_ rank: Int) -> ArrayWriter.ConvolutionLayout {
    let dimensions = Array(0..<rank + 2)
    return ArrayWriter.ConvolutionLayout(
      input: dimensions, kernel: dimensions, output: dimensions,
      windows: ArrayWriter.Windows(rank: rank), reversal: [Bool](repeating: false, count: rank))
  }

  private func convolution(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue {
    var x = try real(try value(node, "input"))
    let weight = try real(try value(node, "weight"))
    let rank = weight.rank - 2
    let isSingle = x.rank == rank + 1
    if isSingle { x = x.reshaped([1] + x.shape) }
    let isTransposed = flag(node, "transposed") || base.contains("transpose")
    var result: ArrayValue
    if isTransposed {
      result = transposedConvolution(
        x, weight, stride: sizes(node, "stride", rank, 1),
        padding: sizes(node, "padding", rank, 0), dilation: sizes(node, "dilation", rank, 1),
        extra: sizes(node, "output_padding", rank, 0), groups: integer(node, "groups") ?? 1)
    } else {
      var layout = layout(rank)
      layout.windows.strides = sizes(node, "stride", rank, 1)
      layout.windows.dilations = sizes(node, "dilation", rank, 1)
      if text(node, "padding") == "same" {
        for i in 0..<rank {
          let total = (weight.shape[2 + i] - 1) * layout.windows.dilations[i]
          layout.windows.low[i] = total / 2
          layout.windows.high[i] = total - total / 2
        }
      } else if text(node, "padding") == nil {
        layout.windows.low = sizes(node, "padding", rank, 0)
        layout.windows.high = layout.windows.low
      }
      layout.featureGroups = integer(node, "groups") ?? 1
      result = writer.convolution(x, weight, layout)
    }
    if let bias = optional(node, "bias") {
      result = try add(
        result, bias.reshaped([bias.count] + [Int](repeating: 1, count: rank)))
    }
    return isSingle ? result.reshaped(Array(result.shape.dropFirst())) : result
  }

  /// The convolution that carries gradients back: the kernel is turned round, and the input spread.
  private func transposedConvolution(
    _ x: ArrayValue, _ weight: ArrayValue, stride: [Int], padding: [Int], dilation: [Int],
    extra: [Int], groups: Int
  ) -> ArrayValue {
    let rank = weight.rank - 2
    var layout = layout(rank)
    layout.windows.baseDilations = stride
    layout.windows.dilations = dilation
    for i in 0..<rank {
      let reach = dilation[i] * (weight.shape[2 + i] - 1)
      layout.windows.low[i] = reach - padding[i]
      layout.windows.high[i] = reach - padding[i] + extra[i]
    }
    layout.reversal = [Bool](repeating: true, count: rank)
    layout.featureGroups = groups
    // The kernel is (input feature, output feature of a group, space).
    let (inputs, outputs) = (weight.shape[0], weight.shape[1])
    let space = Array(weight.shape[2...])
    if groups == 1 {
      layout.kernel = [1, 0] + (0..<rank).map { $0 + 2 }
      return writer.convolution(x, weight, layout)
    }
    let split = weight.reshaped([groups, inputs / groups, outputs] + space)
    let exchanged = split.transposed([0, 2, 1] + (0..<rank).map { $0 + 3 })
    return writer.convolution(
      x, exchanged.reshaped([groups * outputs, inputs / groups] + space), layout)
  }

  private func convolutionBackward(_ node: TorchNode) throws(Unsupported) -> [ArrayValue?] {
    let (gradient, input, weight) = (
      try real(try value(node, "grad_output")), try real(try value(node, "input")),
      try real(try value(node, "weight"))
    )
    let rank = weight.rank - 2
    let (stride, padding, dilation) = (
      sizes(node, "stride", rank, 1), sizes(node, "padding", rank, 0),
      sizes(node, "dilation", rank, 1)
    )
    let groups = integer(node, "groups") ?? 1
    guard !flag(node, "transposed"), groups == 1 else {
      throw Unsupported("the gradient of a transposed or grouped convolution")
    }
    let mask = integers(node, "output_mask") ?? [1, 1, 1]
    var results: [ArrayValue?] = [nil, nil, nil]
    if mask[0] == 1 {
      var extra: [Int] = []
      for i in 0..<rank {
        let reach = dilation[i] * (weight.shape[2 + i] - 1) + 1
        let size = (gradient.shape[2 + i] - 1) * stride[i] - 2 * padding[i] + reach
        extra.append(input.shape[2 + i] - size)
      }
      results[0] = transposedConvolution(
        gradient, weight, stride: stride, padding: padding, dilation: dilation, extra: extra,
        groups: 1)
    }
    if mask[1] == 1 {
      // Batch and features change places.
      var layout = layout(rank)
      let space = (0..<rank).map { $0 + 2 }
      layout.input = [1, 0] + space
      layout.kernel = [1, 0] + space
      layout.output = [1, 0] + space
      layout.windows.strides = dilation
      layout.windows.dilations = stride
      layout.windows.low = padding
      for i in 0..<rank {
        let reach = (gradient.shape[2 + i] - 1) * stride[i] + 1
        let size = (weight.shape[2 + i] - 1) * dilation[i] + reach
        layout.windows.high[i] = size - input.shape[2 + i] - padding[i]
      }
      results[1] = writer.convolution(input, gradient, layout)
    }
    if mask.count > 2, mask[2] == 1 {
      results[2] = try sum(gradient, [0] + (0..<rank).map { $0 + 2 })
    }
    return results
  }

  // MARK: - Pools

  /// The windows of a pool over the last dimensions of `x`.
  private func pool(
    _ x: ArrayValue, _ rank: Int, _ node: TorchNode
  ) -> ArrayWriter.Windows {
    var windows = ArrayWriter.Windows(rank: x.rank)
    let kernel = sizes(node, "kernel_size", rank, 1)
    let given = integers(node, "stride") ?? []
    let stride = given.isEmpty ? kernel : sizes(node, "stride", rank, 1)
    let padding = sizes(node, "padding", rank, 0)
    let dilation = sizes(node, "dilation", rank, 1)
    let roundsUp = flag(node, "ceil_mode")
    for i in 0..<rank {
      let d = x.rank - rank + i
      windows.sizes[d] = kernel[i]
      windows.strides[d] = stride[i]
      windows.dilations[d] = dilation[i]
      windows.low[d] = padding[i]
      windows.high[d] = padding[i]
      if roundsUp {
        let window = (kernel[i] - 1) * dilation[i] + 1
        let room = x.shape[d] + 2 * padding[i] - window
        var count = (room + stride[i] - 1) / stride[i] + 1
        if (count - 1) * stride[i] >= x.shape[d] + padding[i] { count -= 1 }
        windows.high[d] += max(0, (count - 1) * stride[i] - room)
      }
    }
    return windows
  }

  private func poolRank(_ base: String) -> Int {
    base.contains("1d") ? 1 : base.contains("3d") ? 3 : 2
  }

  private func maximumPool(
    _ base: String, _ node: TorchNode
  ) throws(Unsupported) -> (values: ArrayValue, places: ArrayValue?) {
    let x = try real(try value(node, "self"))
    let rank = poolRank(base)
    let (shape, all) = writer.positions(x, pool(x, rank, node))
    var values: [ArrayEntry] = []
    var places: [ArrayEntry] = []
    let plane = Row.count(Array(x.shape.suffix(rank)))
    for window in all {
      values.append(
        try writer.reduced(
          window.map { x.entries[$0] }, .maximum, initial: nil, .real, tie: .first))
      if isUsed(1, of: node) { places.append(first(window, x, plane)) }
    }
    return (
      ArrayValue(shape, .real, values), places.isEmpty ? nil : ArrayValue(shape, .index, places)
    )
  }

  /// Where in its plane the first largest entry of a window is.
  private func first(_ window: [Int], _ x: ArrayValue, _ plane: Int) -> ArrayEntry {
    guard var best = window.first else { return .integer(0) }
    var (entry, place) = (x.entries[best], ArrayEntry.integer(best % plane))
    for position in window.dropFirst() {
      best = position
      let exceeds = writer.compare(x.entries[best], .greater, entry)
      entry = writer.choice(exceeds, x.entries[best], entry, isLazy: true)
      place = writer.choice(exceeds, .integer(best % plane), place, isLazy: true)
    }
    return place
  }

  private func maximumPoolBackward(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let x = try value(node, "self")
    let (gradient, indices) = (
      try real(try value(node, "grad_output")), try value(node, "indices")
    )
    let (_, all) = writer.positions(x, pool(x, 2, node))
    let plane = Row.count(Array(x.shape.suffix(2)))
    var shares = [[Operand]](repeating: [], count: x.count)
    for (i, window) in all.enumerated() {
      for position in window {
        let isHere = writer.compareWhole(
          indices.entries[i], .equal, .integer(position % plane))
        let share = writer.choice(
          isHere, gradient.entries[i], .number(writer.literal(0)), isLazy: true)
        if writer.double(share) != 0 { shares[position].append(writer.operand(share)) }
      }
    }
    return ArrayValue(x.shape, .real, shares.map { .number(total($0)) })
  }

  private func total(_ x: [Operand]) -> Operand {
    x.isEmpty ? writer.literal(0) : x.count == 1 ? x[0] : writer.apply(.sum, x)
  }

  /// What each window of an average is divided by.
  private func divisors(
    _ x: ArrayValue, _ rank: Int, _ windows: ArrayWriter.Windows, _ node: TorchNode
  ) -> [Double] {
    if let given = number(node, "divisor_override") {
      return [Double](repeating: given, count: Row.count(windows.counts(x.shape)))
    }
    let counts = windows.counts(x.shape)
    let padding = sizes(node, "padding", rank, 0)
    let includes = integer(node, "count_include_pad") != 0
    var result: [Double] = []
    Row.forEach(counts) { index in
      var count = 1
      for i in 0..<rank {
        let d = x.rank - rank + i
        let start = index[d] * windows.strides[d] - padding[i]
        let end = min(start + windows.sizes[d], x.shape[d] + padding[i])
        count *=
          includes ? end - start : min(end, x.shape[d]) - max(start, 0)
      }
      result.append(Double(count))
    }
    return result
  }

  private func averagePool(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let x = try real(try value(node, "self"))
    let rank = poolRank(base)
    let windows = pool(x, rank, node)
    let (shape, all) = writer.positions(x, windows)
    let entries = zip(all, divisors(x, rank, windows, node)).map { window, count -> ArrayEntry in
      .number(
        writer.apply(
          .division, total(window.map { writer.operand(x.entries[$0]) }), writer.literal(count)))
    }
    return ArrayValue(shape, .real, entries)
  }

  private func averagePoolBackward(
    _ base: String, _ node: TorchNode
  ) throws(Unsupported) -> ArrayValue {
    let x = try value(node, "self")
    let rank = poolRank(base)
    let gradient = try real(try value(node, "grad_output"))
    let windows = pool(x, rank, node)
    let (_, all) = writer.positions(x, windows)
    var shares = [[Operand]](repeating: [], count: x.count)
    for (i, (window, count)) in zip(all, divisors(x, rank, windows, node)).enumerated() {
      let share = writer.apply(
        .division, writer.operand(gradient.entries[i]), writer.literal(count))
      for position in window { shares[position].append(share) }
    }
    return ArrayValue(x.shape, .real, shares.map { .number(total($0)) })
  }
}
