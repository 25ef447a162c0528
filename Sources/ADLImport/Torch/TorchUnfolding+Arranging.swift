import ADLPrograms

extension TorchUnfolding {
  /// Operations that make arrays, or put entries in other places.
  func arranging(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue? {
    if let made = try made(base, node) { return made }
    switch base {
    case "clone", "copy", "lift_fresh_copy", "_to_copy", "to", "type_as":
      if base == "copy" { return try value(node, "src") }
      let x = try value(node, "self")
      return try writer.converted(x, to: kind(node, or: x.kind))
    case "cat", "concat", "concatenate":
      let all = try list(node, "tensors").map(\.value).filter { $0.count > 0 }
      guard let first = all.first else { return ArrayValue([0], .real, []) }
      return .concatenated(all, try dimension(node, or: 0, rank: first.rank))
    case "stack":
      let all = try list(node, "tensors").map(\.value)
      guard let first = all.first else { return nil }
      var shape = first.shape
      let dimension = try dimension(node, or: 0, rank: first.rank + 1)
      shape.insert(1, at: dimension)
      return .concatenated(all.map { $0.reshaped(shape) }, dimension)
    case "flip":
      let x = try value(node, "self")
      return x.reversed(dimensions(node, "dims", rank: x.rank))
    case "roll":
      let x = try value(node, "self")
      let shifts = integers(node, "shifts") ?? []
      guard let given = integers(node, "dims"), !given.isEmpty else {
        let flat = x.reshaped([x.count])
        let shift = shifts.first ?? 0
        return flat.rearranged([x.count]) { (($0[0] - shift) % x.count + x.count) % x.count }
          .reshaped(x.shape)
      }
      let strides = Row.strides(x.shape)
      return x.rearranged(x.shape) { index in
        var place = index
        for (shift, d) in zip(shifts, given.map { $0 < 0 ? $0 + x.rank : $0 }) {
          place[d] = ((index[d] - shift) % x.shape[d] + x.shape[d]) % x.shape[d]
        }
        return Row.position(place, strides)
      }
    case "repeat", "tile":
      let x = try value(node, "self")
      var repeats = integers(node, "repeats") ?? integers(node, "dims") ?? []
      while repeats.count < x.rank { repeats.insert(1, at: 0) }
      let shape = Array(repeating: 1, count: repeats.count - x.rank) + x.shape
      let strides = Row.strides(shape)
      return x.rearranged(zip(shape, repeats).map { $0 * $1 }) { index in
        zip(zip(index, shape), strides).reduce(0) { $0 + $1.0.0 % $1.0.1 * $1.1 }
      }
    case "tril", "triu":
      let x = try value(node, "self")
      let offset = integer(node, "diagonal") ?? 0
      var entries = x.entries
      var next = 0
      Row.forEach(x.shape) { index in
        let (i, j) = (index[index.count - 2], index[index.count - 1])
        if base == "tril" ? j - i > offset : j - i < offset {
          entries[next] = x.kind == .real ? .number(writer.literal(0)) : .integer(0)
        }
        next += 1
      }
      return ArrayValue(x.shape, x.kind, entries)
    case "constant_pad_nd", "pad":
      let x = try value(node, "self")
      let widths = integers(node, "pad") ?? []
      var (low, high) = (
        [Int](repeating: 0, count: x.rank), [Int](repeating: 0, count: x.rank)
      )
      for i in 0..<widths.count / 2 {
        low[x.rank - 1 - i] = widths[2 * i]
        high[x.rank - 1 - i] = widths[2 * i + 1]
      }
      let fill = writer.constant(number(node, "value") ?? 0).only
      return x.padded(
        fill, low: low, high: high, interior: [Int](repeating: 0, count: x.rank))
    case "one_hot":
      let x = try value(node, "self")
      guard let known = x.integers else { return nil }
      let count =
        integer(node, "num_classes").flatMap { $0 < 0 ? nil : $0 }
        ?? (known.max() ?? 0) + 1
      return ArrayValue(
        x.shape + [count], .index,
        known.flatMap { k in (0..<count).map { ArrayEntry.integer($0 == k ? 1 : 0) } })
    case "index_select", "embedding":
      let x = try value(node, base == "embedding" ? "weight" : "self")
      let index = try value(node, base == "embedding" ? "indices" : "index")
      let dimension = base == "embedding" ? 0 : try dimension(node, rank: x.rank)
      return try indexed(
        x, (0..<dimension).map { _ in nil } + [index])
    case "index":
      return try indexed(try value(node, "self"), try indices(node))
    case "index_put", "_unsafe_index_put":
      return try put(node)
    case "gather", "take_along_dim":
      let x = try value(node, "self")
      let index = try value(node, base == "gather" ? "index" : "indices")
      let dimension = try dimension(node, rank: x.rank)
      let strides = Row.strides(x.shape)
      var entries: [ArrayEntry] = []
      var next = 0
      try Row.forEach(index.shape) { (place) throws(Unsupported) in
        var base = place
        if dimension < base.count { base[dimension] = 0 }
        let start = Row.position(base, strides)
        let own = index.entries[next]
        next += 1
        entries.append(
          x.rank == 0
            ? x.only
            : try writer.at(own, limit: x.shape[dimension] - 1) { (i) throws(Unsupported) in
              x.entries[start + i * strides[dimension]]
            })
      }
      return ArrayValue(index.shape, x.kind, entries)
    case "scatter", "scatter_add", "scatter_reduce": return try scattered(base, node)
    case "select_scatter", "slice_scatter":
      let x = try value(node, "self")
      let dimension = try dimension(node, or: 0, rank: x.rank)
      let size = x.shape[dimension]
      let (start, count, step) =
        base == "select_scatter"
        ? (((integer(node, "index") ?? 0) + size) % size, 1, 1)
        : Self.range(
          integer(node, "start"), integer(node, "end"), integer(node, "step"), size)
      return overwritten(x, try value(node, "src"), dimension, start, count, step)
    case "select_backward":
      let sizes = integers(node, "input_sizes") ?? []
      let dimension = try dimension(node, rank: sizes.count)
      let index = integer(node, "index") ?? 0
      return overwritten(
        writer.constant(0, sizes), try value(node, "grad_output"), dimension,
        index < 0 ? index + sizes[dimension] : index, 1, 1)
    case "slice_backward":
      let sizes = integers(node, "input_sizes") ?? []
      let dimension = try dimension(node, rank: sizes.count)
      let (start, count, step) = Self.range(
        integer(node, "start"), integer(node, "end"), integer(node, "step"), sizes[dimension])
      return overwritten(
        writer.constant(0, sizes), try value(node, "grad_output"), dimension, start, count, step)
    case "diag", "diag_embed":
      let x = try value(node, "self")
      guard x.rank == 1 else { return nil }
      let n = x.count
      let zero = writer.constant(0).only
      return ArrayValue(
        [n, n], x.kind, (0..<n * n).map { $0 / n == $0 % n ? x.entries[$0 / n] : zero })
    default: return nil
    }
  }

  /// `x` with `part` in place of the entries of one dimension from `start`, every `step`.
  private func overwritten(
    _ x: ArrayValue, _ part: ArrayValue, _ dimension: Int, _ start: Int, _ count: Int, _ step: Int
  ) -> ArrayValue {
    var entries = x.entries
    var shape = x.shape
    shape[dimension] = count
    let strides = Row.strides(x.shape)
    var next = 0
    Row.forEach(shape) { index in
      var place = index
      place[dimension] = start + index[dimension] * step
      entries[Row.position(place, strides)] = part.entries[next]
      next += 1
    }
    return ArrayValue(x.shape, x.kind, entries)
  }

  /// Arrays that come from sizes and numbers alone.
  private func made(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue? {
    func filled(_ shape: [Int], _ value: Double, _ missing: ElementKind) -> ArrayValue {
      switch kind(node, or: missing) {
      case .real: writer.constant(value, shape)
      case .boolean:
        ArrayValue(
          shape, .boolean, Array(repeating: .truth(value != 0), count: Row.count(shape)))
      case let kind:
        ArrayValue(shape, kind, Array(repeating: .integer(Int(value)), count: Row.count(shape)))
      }
    }
    switch base {
    case "zeros", "empty", "new_zeros", "new_empty", "new_empty_strided", "empty_strided",
      "empty_permuted":
      return filled(integers(node, "size") ?? [], 0, .real)
    case "ones", "new_ones": return filled(integers(node, "size") ?? [], 1, .real)
    case "full", "new_full":
      return filled(integers(node, "size") ?? [], number(node, "fill_value") ?? 0, .real)
    case "zeros_like", "empty_like", "zero":
      let x = try value(node, "self")
      return filled(x.shape, 0, x.kind)
    case "ones_like":
      let x = try value(node, "self")
      return filled(x.shape, 1, x.kind)
    case "full_like":
      let x = try value(node, "self")
      return filled(x.shape, number(node, "fill_value") ?? 0, x.kind)
    case "fill":
      let x = try value(node, "self")
      return try spread(try writer.converted(try value(node, "value"), to: x.kind), to: x.shape)
    case "scalar_tensor": return filled([], number(node, "s") ?? 0, .real)
    case "arange":
      let (start, end, step) = (
        number(node, "start") ?? 0, number(node, "end") ?? 0, number(node, "step") ?? 1
      )
      let count = max(0, Int(((end - start) / step).rounded(.up)))
      var isWhole = true
      for name in ["start", "end", "step"] {
        if case .number? = argument(node, name) { isWhole = false }
      }
      let kind = kind(node, or: isWhole ? .index : .real)
      return ArrayValue(
        [count], kind,
        (0..<count).map {
          let value = start + Double($0) * step
          return kind == .real ? .number(writer.literal(value)) : .integer(Int(value))
        })
    case "linspace":
      let (start, end, steps) = (
        number(node, "start") ?? 0, number(node, "end") ?? 0, integer(node, "steps") ?? 1
      )
      return ArrayValue(
        [steps], .real,
        (0..<steps).map {
          .number(
            writer.literal(
              steps == 1 ? start : start + (end - start) * Double($0) / Double(steps - 1)))
        })
    case "eye":
      let n = integer(node, "n") ?? 0
      let m = integer(node, "m") ?? n
      return ArrayValue(
        [n, m], .real,
        (0..<n * m).map { .number(writer.literal($0 / m == $0 % m ? 1 : 0)) })
    default: return nil
    }
  }

  // MARK: - Indices

  private func indices(_ node: TorchNode) throws(Unsupported) -> [ArrayValue?] {
    guard case .tensors(let names)? = argument(node, "indices") else {
      throw Unsupported("its argument `indices` is missing")
    }
    return names.map { $0.flatMap { tensors[$0]?.value } }
  }

  /// Where the indices of several dimensions lead: the shape that they have together, where it
  /// stands in the result, and the dimensions that have none.
  private struct IndexPlan {
    let shape: [Int]
    let indices: [(dimension: Int, index: ArrayValue)]
    let front: [Int]
    let back: [Int]
  }

  private func plan(
    _ x: ArrayValue, _ given: [ArrayValue?]
  ) throws(Unsupported) -> IndexPlan {
    var indices: [(dimension: Int, index: ArrayValue)] = []
    for (d, index) in given.enumerated() {
      guard let index else { continue }
      guard index.kind != .boolean else {
        throw Unsupported(
          "a choice of entries by a mask, whose number the inputs decide",
          hint: "use `torch.where`, which keeps all entries")
      }
      indices.append((d, index))
    }
    let common = try commonShape(indices.map(\.index))
    var spreadIndices: [(dimension: Int, index: ArrayValue)] = []
    for (d, index) in indices { spreadIndices.append((d, try spread(index, to: common))) }
    let own = Set(indices.map(\.dimension))
    let isTogether =
      indices.count <= 1
      || (indices.last?.dimension ?? 0) - (indices.first?.dimension ?? 0) == indices.count - 1
    let others = (0..<x.rank).filter { !own.contains($0) }
    let first = isTogether ? indices.first?.dimension ?? 0 : 0
    return IndexPlan(
      shape: common, indices: spreadIndices, front: others.filter { $0 < first },
      back: others.filter { $0 >= first })
  }

  /// `x[i, j, …]`
  private func indexed(
    _ x: ArrayValue, _ given: [ArrayValue?]
  ) throws(Unsupported) -> ArrayValue {
    let plan = try plan(x, given)
    let strides = Row.strides(x.shape)
    let own = Row.strides(plan.shape)
    let shape = plan.front.map { x.shape[$0] } + plan.shape + plan.back.map { x.shape[$0] }
    var entries: [ArrayEntry] = []
    try Row.forEach(shape) { (index) throws(Unsupported) in
      var base = 0
      for (i, d) in plan.front.enumerated() { base += index[i] * strides[d] }
      for (i, d) in plan.back.enumerated() {
        base += index[plan.front.count + plan.shape.count + i] * strides[d]
      }
      let place = Row.position(
        Array(index[plan.front.count..<plan.front.count + plan.shape.count]), own)
      entries.append(
        try entry(
          x, base, plan.indices[...].map { ($0.dimension, $0.index.entries[place]) }[...], strides))
    }
    return ArrayValue(shape, x.kind, entries)
  }

  private func entry(
    _ x: ArrayValue, _ base: Int, _ indices: ArraySlice<(Int, ArrayEntry)>, _ strides: [Int]
  ) throws(Unsupported) -> ArrayEntry {
    guard let (dimension, index) = indices.first else { return x.entries[base] }
    let size = x.shape[dimension]
    var own = index
    if case .integer(let value) = index, value < 0 { own = .integer(value + size) }
    return try writer.at(own, limit: size - 1) { (i) throws(Unsupported) in
      try entry(x, base + i * strides[dimension], indices.dropFirst(), strides)
    }
  }

  private func put(_ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let x = try value(node, "self")
    let plan = try plan(x, try indices(node))
    let adds = flag(node, "accumulate")
    let strides = Row.strides(x.shape)
    let own = Row.strides(plan.shape)
    let shape = plan.front.map { x.shape[$0] } + plan.shape + plan.back.map { x.shape[$0] }
    let values = try spread(try value(node, "values"), to: shape)
    var entries = x.entries
    var next = 0
    try Row.forEach(shape) { (index) throws(Unsupported) in
      var position = 0
      for (i, d) in plan.front.enumerated() { position += index[i] * strides[d] }
      for (i, d) in plan.back.enumerated() {
        position += index[plan.front.count + plan.shape.count + i] * strides[d]
      }
      let place = Row.position(
        Array(index[plan.front.count..<plan.front.count + plan.shape.count]), own)
      for (dimension, indices) in plan.indices {
        guard case .integer(let given) = indices.entries[place] else {
          throw Unsupported("places that the inputs decide")
        }
        position += (given < 0 ? given + x.shape[dimension] : given) * strides[dimension]
      }
      entries[position] =
        adds
        ? try writer.arithmetic(.add, entries[position], values.entries[next], x.kind)
        : values.entries[next]
      next += 1
    }
    return ArrayValue(x.shape, x.kind, entries)
  }

  private func scattered(_ base: String, _ node: TorchNode) throws(Unsupported) -> ArrayValue {
    let x = try value(node, "self")
    let index = try value(node, "index")
    let dimension = try dimension(node, rank: x.rank)
    let source = try value(node, "src", or: "value")
    let strides = Row.strides(x.shape)
    let sourceStrides = Row.strides(source.shape)
    var entries = x.entries
    var next = 0
    let writer = writer
    let reduction = text(node, "reduce")
    if base == "scatter_reduce", reduction != "sum" {
      throw Unsupported("the reduction `\(reduction ?? "")`")
    }
    try Row.forEach(index.shape) { (place) throws(Unsupported) in
      let update =
        source.count == 1 ? source.only : source.entries[Row.position(place, sourceStrides)]
      var start = place
      if dimension < start.count { start[dimension] = 0 }
      let first = Row.position(start, strides)
      let own = index.entries[next]
      next += 1
      for i in 0..<(x.rank == 0 ? 1 : x.shape[dimension]) {
        let position = first + (x.rank == 0 ? 0 : i * strides[dimension])
        let holds = writer.compareWhole(own, .equal, .integer(i))
        if case .truth(false) = holds { continue }
        let old = entries[position]
        let new =
          base == "scatter" ? update : try writer.arithmetic(.add, old, update, x.kind)
        entries[position] = writer.choice(holds, new, old, isLazy: true)
      }
    }
    return ArrayValue(x.shape, x.kind, entries)
  }
}
