import ADLPrograms

extension ArrayWriter {
  /// Sorts arrays together along a dimension, stably.
  ///
  /// - Parameters:
  ///   - key: the array by which all are sorted, where there is a single one; its entries then are
  ///     order statistics.
  ///   - precedes: whether a row of entries must stand before another.
  func sort(
    _ arrays: [ArrayValue], _ dimension: Int, key: Int?, descends: Bool, count kept: Int? = nil,
    _ precedes: ([ArrayEntry], [ArrayEntry]) throws(ImportFailure) -> ArrayEntry
  ) throws(ImportFailure) -> [ArrayValue] {
    let shape = arrays[0].shape
    let n = shape[dimension]
    let size = min(kept ?? n, n)
    var results = arrays.map(\.entries)
    let strides = Row.strides(shape)
    var outer = shape
    outer[dimension] = 1
    try Row.forEach(outer) { (index) throws(ImportFailure) in
      let base = Row.position(index, strides)
      let places = (0..<n).map { base + $0 * strides[dimension] }
      var rows = places.map { place in arrays.map { $0.entries[place] } }
      let isKnown = rows.allSatisfy { row in
        key.map { double(row[$0]) != nil } ?? row.allSatisfy { double($0) != nil }
      }
      let others = arrays.indices.filter { $0 != key || arrays[$0].kind != .real }
      if isKnown || !others.isEmpty {
        // Neighbours are exchanged until none that follows must stand before the other.
        for last in stride(from: n - 1, to: 0, by: -1) {
          for i in 0..<last {
            let exchanged = try precedes(rows[i + 1], rows[i])
            let (low, high) = (rows[i], rows[i + 1])
            rows[i] = zip(high, low).map { choice(exchanged, $0, $1, isLazy: true) }
            rows[i + 1] = zip(low, high).map { choice(exchanged, $0, $1, isLazy: true) }
          }
        }
      }
      for (number, _) in arrays.enumerated() {
        if !isKnown, number == key, arrays[number].kind == .real {
          let sorted = orderStatistics(
            places.map { operand(arrays[number].entries[$0]) }, descends: descends)
          for (place, operand) in zip(places, sorted) { results[number][place] = .number(operand) }
        } else {
          for (place, row) in zip(places, rows) { results[number][place] = row[number] }
        }
      }
    }
    return zip(arrays, results).map { array, entries in
      let sorted = ArrayValue(shape, array.kind, entries)
      return size == n ? sorted : sorted.part(dimension, from: 0, size: size)
    }
  }

  /// The entries of a vector in order; one list of operands for all.
  func orderStatistics(_ x: [Operand], descends: Bool) -> [Operand] {
    if x.allSatisfy({ $0.node == nil }) {
      let sorted = x.sorted { (builder.double(of: $0) ?? 0) < (builder.double(of: $1) ?? 0) }
      return descends ? sorted.reversed() : sorted
    }
    let primitive = descends ? Primitive.largest : Primitive.sortedEntry
    let first = apply(primitive, x, .integer(1))
    return [first]
      + (1..<max(x.count, 1)).map {
        builder.apply(
          primitive, sharingOperandsOf: first, parameter: .integer($0 + 1), anchor: anchor)
      }
  }

  /// The sum of an entry's predecessors along a dimension, or what else `combine` makes of them.
  func scan(
    _ x: ArrayValue, _ dimension: Int,
    _ combine: (ArrayEntry, ArrayEntry) throws(Unsupported) -> ArrayEntry
  ) throws(Unsupported) -> ArrayValue {
    let strides = Row.strides(x.shape)
    var entries = x.entries
    var outer = x.shape
    outer[dimension] = 1
    try Row.forEach(outer) { (index) throws(Unsupported) in
      let base = Row.position(index, strides)
      for i in 1..<max(x.shape[dimension], 1) {
        let place = base + i * strides[dimension]
        entries[place] = try combine(entries[place - strides[dimension]], entries[place])
      }
    }
    return ArrayValue(x.shape, x.kind, entries)
  }

  /// The largest or smallest so far, by pairs as JAX's `associative_scan` joins them: where entries
  /// are equal, each pair shares.
  func associativeScan(
    _ x: ArrayValue, _ dimension: Int, _ isReversed: Bool, _ primitive: Primitive
  ) -> ArrayValue {
    func scan(_ all: [Operand]) -> [Operand] {
      if all.count < 2 { return all }
      let pairs = stride(from: 0, to: all.count - 1, by: 2).map {
        apply(primitive, all[$0], all[$0 + 1])
      }
      let odd = scan(pairs)
      return all.indices.map { i in
        i == 0
          ? all[0] : i % 2 == 1 ? odd[i / 2] : apply(primitive, odd[i / 2 - 1], all[i])
      }
    }
    let strides = Row.strides(x.shape)
    var entries = x.entries
    var outer = x.shape
    outer[dimension] = 1
    Row.forEach(outer) { index in
      let base = Row.position(index, strides)
      var places = (0..<x.shape[dimension]).map { base + $0 * strides[dimension] }
      if isReversed { places.reverse() }
      for (place, operand) in zip(places, scan(places.map { operand(x.entries[$0]) })) {
        entries[place] = .number(operand)
      }
    }
    return ArrayValue(x.shape, x.kind, entries)
  }
}
