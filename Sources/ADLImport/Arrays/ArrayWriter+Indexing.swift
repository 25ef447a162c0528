import ADLPrograms

extension ArrayValue {
  /// The array whose entry at each index is the one at the position that `position` gives.
  func rearranged(_ shape: [Int], _ position: ([Int]) -> Int) -> ArrayValue {
    var result: [ArrayEntry] = []
    result.reserveCapacity(Row.count(shape))
    Row.forEach(shape) { result.append(entries[position($0)]) }
    return ArrayValue(shape, kind, result)
  }

  /// The same entries in another shape.
  func reshaped(_ shape: [Int]) -> ArrayValue { ArrayValue(shape, kind, entries) }

  /// Dimension i of the array becomes dimension `dimensions[i]`; a size of 1 is repeated.
  func broadcast(_ shape: [Int], _ dimensions: [Int]) -> ArrayValue {
    if count == 1 {
      return ArrayValue(shape, kind, Array(repeating: entries[0], count: Row.count(shape)))
    }
    let strides = Row.strides(self.shape)
    return rearranged(shape) { index in
      var position = 0
      for (i, dimension) in dimensions.enumerated() where self.shape[i] != 1 {
        position += index[dimension] * strides[i]
      }
      return position
    }
  }

  /// Dimension i of the result is dimension `permutation[i]`.
  func transposed(_ permutation: [Int]) -> ArrayValue {
    let strides = Row.strides(shape)
    return rearranged(permutation.map { shape[$0] }) { index in
      var position = 0
      for (i, dimension) in permutation.enumerated() { position += index[i] * strides[dimension] }
      return position
    }
  }

  func reversed(_ dimensions: [Int]) -> ArrayValue {
    let strides = Row.strides(shape)
    return rearranged(shape) { index in
      var position = 0
      for i in index.indices {
        position += (dimensions.contains(i) ? shape[i] - 1 - index[i] : index[i]) * strides[i]
      }
      return position
    }
  }

  func sliced(_ start: [Int], _ sizes: [Int], _ steps: [Int]) -> ArrayValue {
    let strides = Row.strides(shape)
    return rearranged(sizes) { index in
      var position = 0
      for i in index.indices { position += (start[i] + index[i] * steps[i]) * strides[i] }
      return position
    }
  }

  /// The part of one dimension from `start`, of `size` entries.
  func part(_ dimension: Int, from start: Int, size: Int, step: Int = 1) -> ArrayValue {
    var starts = [Int](repeating: 0, count: rank)
    var sizes = shape
    var steps = [Int](repeating: 1, count: rank)
    (starts[dimension], sizes[dimension], steps[dimension]) = (start, size, step)
    return sliced(starts, sizes, steps)
  }

  static func concatenated(_ parts: [ArrayValue], _ dimension: Int) -> ArrayValue {
    var shape = parts[0].shape
    shape[dimension] = parts.reduce(0) { $0 + $1.shape[dimension] }
    let outer = Row.count(Array(shape[..<dimension]))
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(Row.count(shape))
    let widths = parts.map { Row.count(Array($0.shape[dimension...])) }
    for i in 0..<outer {
      for (part, width) in zip(parts, widths) {
        entries += part.entries[i * width..<(i + 1) * width]
      }
    }
    return ArrayValue(shape, parts[0].kind, entries)
  }

  /// The array with `value` around it and between its entries; negative widths cut it.
  func padded(
    _ value: ArrayEntry, low: [Int], high: [Int], interior: [Int]
  ) -> ArrayValue {
    var shape = self.shape
    for i in shape.indices {
      let size = shape[i] == 0 ? 0 : shape[i] + (shape[i] - 1) * interior[i]
      shape[i] = max(0, low[i] + size + high[i])
    }
    let strides = Row.strides(self.shape)
    var result: [ArrayEntry] = []
    result.reserveCapacity(Row.count(shape))
    Row.forEach(shape) { index in
      var position = 0
      for i in index.indices {
        let place = index[i] - low[i]
        let step = interior[i] + 1
        guard place >= 0, place % step == 0, place / step < self.shape[i] else {
          result.append(value)
          return
        }
        position += place / step * strides[i]
      }
      result.append(entries[position])
    }
    return ArrayValue(shape, kind, result)
  }
}

extension ArrayWriter {
  func iota(_ shape: [Int], _ kind: ElementKind, _ dimension: Int) -> ArrayValue {
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(Row.count(shape))
    Row.forEach(shape) { index in
      entries.append(
        kind == .real ? .number(literal(Double(index[dimension]))) : .integer(index[dimension]))
    }
    return ArrayValue(shape, kind, entries)
  }

  /// The value that `body` has at the index, from 0 to `limit`, where that is known; else a choice
  /// among all, an index outside counting as the nearest one inside.
  func at(
    _ index: ArrayEntry, limit: Int, _ body: (Int) throws(Unsupported) -> ArrayEntry
  ) throws(Unsupported) -> ArrayEntry {
    if let known = double(index) { return try body(min(max(Int(known), 0), limit)) }
    var result = try body(limit)
    for i in stride(from: limit - 1, through: 0, by: -1) {
      result = choice(
        compareWhole(index, .atMost, .integer(i)), try body(i), result, isLazy: true)
    }
    return result
  }

  /// The entry at `fixed` plus the starts of the dimensions `dimensions`, each within its limit.
  private func at(
    _ starts: ArraySlice<ArrayEntry>, _ dimensions: ArraySlice<Int>, _ limits: [Int],
    _ strides: [Int], _ position: Int, _ x: ArrayValue
  ) throws(Unsupported) -> ArrayEntry {
    guard let first = starts.first, let dimension = dimensions.first else {
      return x.entries[position]
    }
    return try at(first, limit: limits[dimension]) { (i) throws(Unsupported) in
      try at(
        starts.dropFirst(), dimensions.dropFirst(), limits, strides,
        position + i * strides[dimension], x)
    }
  }

  func dynamicSlice(
    _ x: ArrayValue, _ starts: [ArrayEntry], _ sizes: [Int]
  ) throws(Unsupported) -> ArrayValue {
    let strides = Row.strides(x.shape)
    let limits = zip(x.shape, sizes).map { $0 - $1 }
    var entries: [ArrayEntry] = []
    try Row.forEach(sizes) { (index) throws(Unsupported) in
      entries.append(
        try at(
          starts[...], Array(x.shape.indices)[...], limits, strides,
          Row.position(index, strides), x))
    }
    return ArrayValue(sizes, x.kind, entries)
  }

  func dynamicUpdateSlice(
    _ x: ArrayValue, _ update: ArrayValue, _ starts: [ArrayEntry]
  ) -> ArrayValue {
    let strides = Row.strides(x.shape)
    let limits = zip(x.shape, update.shape).map { $0 - $1 }
    let updateStrides = Row.strides(update.shape)
    var entries = x.entries
    // Every place to which the update may come, with what holds where it comes there.
    var places: [(position: Int, condition: ArrayEntry)] = [(0, .truth(true))]
    for (i, start) in starts.enumerated() {
      var next: [(position: Int, condition: ArrayEntry)] = []
      for place in places {
        if let known = double(start) {
          let clamped = min(max(Int(known), 0), limits[i])
          next.append((place.position + clamped * strides[i], place.condition))
          continue
        }
        for candidate in 0...max(limits[i], 0) {
          var holds = ArrayEntry.truth(true)
          if candidate > 0 {
            holds = and(holds, compareWhole(start, .atLeast, .integer(candidate)))
          }
          if candidate < limits[i] {
            holds = and(holds, compareWhole(start, .atMost, .integer(candidate)))
          }
          next.append((place.position + candidate * strides[i], and(place.condition, holds)))
        }
      }
      places = next
    }
    for place in places {
      Row.forEach(update.shape) { index in
        let position = place.position + Row.position(index, strides)
        entries[position] = choice(
          place.condition, update.entries[Row.position(index, updateStrides)], entries[position],
          isLazy: true)
      }
    }
    return ArrayValue(x.shape, x.kind, entries)
  }

  /// How the indices of a gather or a scatter are laid out.
  struct IndexLayout {
    /// The dimensions of the result (of the updates) that run through a slice.
    var windowDimensions: [Int] = []

    /// The dimensions of the operand that slices do not have.
    var collapsedDimensions: [Int] = []
    var operandBatchingDimensions: [Int] = []
    var indexBatchingDimensions: [Int] = []

    /// The dimensions of the operand that an index vector gives.
    var indexMap: [Int] = []
    var indexVectorDimension = 0
  }

  /// The parts of an index of a gather's result: which index vector, and where in the slice.
  private struct IndexParts {
    let starts: [ArrayEntry]
    let batch: [Int]
    let window: [Int]
  }

  private func parts(
    _ index: [Int], _ indices: ArrayValue, _ layout: IndexLayout, rank: Int
  ) -> IndexParts {
    let batch = index.indices.filter { !layout.windowDimensions.contains($0) }.map { index[$0] }
    let strides = Row.strides(indices.shape)
    var place: [Int] = []
    var next = 0
    for i in indices.shape.indices {
      if i == layout.indexVectorDimension {
        place.append(0)
      } else {
        place.append(batch[next])
        next += 1
      }
    }
    let base = Row.position(place, strides)
    let step =
      layout.indexVectorDimension < indices.rank ? strides[layout.indexVectorDimension] : 0
    let starts = layout.indexMap.indices.map { indices.entries[base + $0 * step] }
    var window = [Int](repeating: 0, count: rank)
    let kept = (0..<rank).filter {
      !layout.collapsedDimensions.contains($0) && !layout.operandBatchingDimensions.contains($0)
    }
    for (dimension, own) in zip(kept, layout.windowDimensions) { window[dimension] = index[own] }
    for (own, dimension) in zip(
      layout.indexBatchingDimensions, layout.operandBatchingDimensions)
    {
      window[dimension] = place[own]
    }
    return IndexParts(starts: starts, batch: batch, window: window)
  }

  func gather(
    _ x: ArrayValue, _ indices: ArrayValue, _ layout: IndexLayout, sizes: [Int], shape: [Int]
  ) throws(Unsupported) -> ArrayValue {
    let strides = Row.strides(x.shape)
    let limits = zip(x.shape, sizes).map { $0 - $1 }
    var entries: [ArrayEntry] = []
    try Row.forEach(shape) { (index) throws(Unsupported) in
      let parts = parts(index, indices, layout, rank: x.rank)
      entries.append(
        try at(
          parts.starts[...], layout.indexMap[...], limits, strides,
          Row.position(parts.window, strides), x))
    }
    return ArrayValue(shape, x.kind, entries)
  }

  /// Puts updates where the indices say; `combine` makes one entry of the old one and an update.
  func scatter(
    _ x: ArrayValue, _ indices: ArrayValue, _ updates: ArrayValue, _ layout: IndexLayout,
    _ combine: (ArrayEntry, ArrayEntry) throws(ImportFailure) -> ArrayEntry
  ) throws(ImportFailure) -> ArrayValue {
    let strides = Row.strides(x.shape)
    var entries = x.entries
    var next = 0
    try Row.forEach(updates.shape) { (index) throws(ImportFailure) in
      let update = updates.entries[next]
      next += 1
      let parts = parts(index, indices, layout, rank: x.rank)
      var places: [(index: [Int], condition: ArrayEntry)] = [(parts.window, .truth(true))]
      for (start, dimension) in zip(parts.starts, layout.indexMap) {
        var found: [(index: [Int], condition: ArrayEntry)] = []
        for place in places {
          if let known = double(start) {
            var index = place.index
            index[dimension] += Int(known)
            found.append((index, place.condition))
            continue
          }
          for candidate in 0..<x.shape[dimension] - place.index[dimension] {
            var index = place.index
            index[dimension] += candidate
            found.append(
              (index, and(place.condition, compareWhole(start, .equal, .integer(candidate)))))
          }
        }
        places = found
      }
      for place in places {
        guard zip(place.index, x.shape).allSatisfy({ $0 >= 0 && $0 < $1 }) else { continue }
        let position = Row.position(place.index, strides)
        let old = entries[position]
        entries[position] = choice(
          place.condition, try combine(old, update), old, isLazy: true)
      }
    }
    return ArrayValue(x.shape, x.kind, entries)
  }
}
