import ADLPrograms

extension ArrayWriter {
  /// What a reduction makes of its entries.
  enum Reduction { case add, multiply, maximum, minimum, and, or }

  /// What a largest of a window passes on at a tie: to all that are equal, or to the first.
  enum ExtremumTie { case shared, first }

  /// Returns what the entries come to, with `initial` before them where it is not neutral.
  func reduced(
    _ entries: [ArrayEntry], _ reduction: Reduction, initial: ArrayEntry?, _ kind: ElementKind,
    tie: ExtremumTie = .shared
  ) throws(Unsupported) -> ArrayEntry {
    var all = entries
    if let initial, !isNeutral(initial, reduction, kind) || entries.isEmpty {
      all.insert(initial, at: 0)
    }
    if all.isEmpty { return .number(literal(reduction == .multiply ? 1 : 0)) }
    if kind != .real || all.count == 1 || reduction == .and || reduction == .or {
      var result = all[0]
      for entry in all.dropFirst() {
        switch reduction {
        case .add: result = try arithmetic(.add, result, entry, kind)
        case .multiply: result = try arithmetic(.multiply, result, entry, kind)
        case .maximum: result = try arithmetic(.maximum, result, entry, kind)
        case .minimum: result = try arithmetic(.minimum, result, entry, kind)
        case .and: result = and(result, entry)
        case .or: result = or(result, entry)
        }
      }
      return result
    }
    let operands = all.map { operand($0) }
    switch reduction {
    case .add: return .number(apply(.sum, operands))
    case .multiply: return .number(apply(.product, operands))
    case .maximum:
      return .number(
        tie == .shared
          ? apply(.maximumOfMany, operands) : apply(.largest, operands, .integer(1)))
    case .minimum:
      return .number(
        tie == .shared
          ? apply(.minimumOfMany, operands) : apply(.sortedEntry, operands, .integer(1)))
    case .and, .or: return all[0]
    }
  }

  private func isNeutral(
    _ entry: ArrayEntry, _ reduction: Reduction, _ kind: ElementKind
  ) -> Bool {
    guard let value = double(entry) else { return false }
    switch reduction {
    case .add, .or: return value == 0
    case .multiply, .and: return value == 1
    case .maximum: return value == (kind == .real ? -.infinity : -.greatestFiniteMagnitude)
    case .minimum: return value == (kind == .real ? .infinity : .greatestFiniteMagnitude)
    }
  }

  /// The entries that come together where dimensions are reduced, one list for each entry of the
  /// result, in the order of the array.
  func groups(_ x: ArrayValue, _ dimensions: [Int]) -> (shape: [Int], groups: [[Int]]) {
    let kept = x.shape.indices.filter { !dimensions.contains($0) }
    let reduced = x.shape.indices.filter { dimensions.contains($0) }
    let strides = Row.strides(x.shape)
    let shape = kept.map { x.shape[$0] }
    let inner = reduced.map { x.shape[$0] }
    var groups: [[Int]] = []
    Row.forEach(shape) { index in
      let base = zip(index, kept).reduce(0) { $0 + $1.0 * strides[$1.1] }
      var group: [Int] = []
      Row.forEach(inner) { own in
        group.append(zip(own, reduced).reduce(base) { $0 + $1.0 * strides[$1.1] })
      }
      groups.append(group)
    }
    return (shape, groups)
  }

  func reduce(
    _ x: ArrayValue, _ dimensions: [Int], _ reduction: Reduction, initial: ArrayEntry? = nil,
    tie: ExtremumTie = .shared
  ) throws(Unsupported) -> ArrayValue {
    let (shape, groups) = groups(x, dimensions)
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(groups.count)
    for group in groups {
      entries.append(
        try reduced(
          group.map { x.entries[$0] }, reduction, initial: initial, x.kind, tie: tie))
    }
    return ArrayValue(shape, x.kind, entries)
  }

  // MARK: - Windows

  /// Windows that slide over an array.
  struct Windows {
    var sizes: [Int]
    var strides: [Int]
    var baseDilations: [Int]
    var dilations: [Int]
    var low: [Int]
    var high: [Int]

    init(rank: Int) {
      sizes = [Int](repeating: 1, count: rank)
      strides = sizes
      baseDilations = sizes
      dilations = sizes
      low = [Int](repeating: 0, count: rank)
      high = low
    }

    /// The number of windows along each dimension of `shape`.
    func counts(_ shape: [Int]) -> [Int] {
      shape.indices.map { i in
        let base = shape[i] == 0 ? 0 : (shape[i] - 1) * baseDilations[i] + 1
        let window = (sizes[i] - 1) * dilations[i] + 1
        let room = low[i] + base + high[i]
        return room < window ? 0 : (room - window) / strides[i] + 1
      }
    }

    /// The dimension along which each window has all entries up to its place, or from it on; `nil`
    /// where there is none.
    func cumulative(_ shape: [Int]) -> (dimension: Int, isReversed: Bool)? {
      guard let d = sizes.firstIndex(where: { $0 > 1 }), sizes[d] == shape[d],
        sizes.indices.allSatisfy({ $0 == d || sizes[$0] == 1 }), counts(shape) == shape,
        strides[d] == 1, dilations[d] == 1, baseDilations[d] == 1
      else { return nil }
      if low[d] == shape[d] - 1, high[d] == 0 { return (d, false) }
      if high[d] == shape[d] - 1, low[d] == 0 { return (d, true) }
      return nil
    }

    /// Where the entry at `offset` of the window at `index` lies in the array; `nil` in the padding.
    func place(_ index: [Int], _ offset: [Int], _ shape: [Int]) -> [Int]? {
      var place: [Int] = []
      for i in index.indices {
        let position = index[i] * strides[i] + offset[i] * dilations[i] - low[i]
        guard position >= 0, position % baseDilations[i] == 0,
          position / baseDilations[i] < shape[i]
        else { return nil }
        place.append(position / baseDilations[i])
      }
      return place
    }
  }

  /// The positions in the array that each window has, in order.
  func positions(_ x: ArrayValue, _ windows: Windows) -> (shape: [Int], windows: [[Int]]) {
    let shape = windows.counts(x.shape)
    let strides = Row.strides(x.shape)
    var all: [[Int]] = []
    Row.forEach(shape) { index in
      var window: [Int] = []
      Row.forEach(windows.sizes) { offset in
        if let place = windows.place(index, offset, x.shape) {
          window.append(Row.position(place, strides))
        }
      }
      all.append(window)
    }
    return (shape, all)
  }

  // MARK: - Products

  /// The sum of products of pairs.
  func dot(_ x: [Operand], _ y: [Operand]) -> Operand {
    switch x.count {
    case 0: literal(0)
    case 1: apply(.multiplication, x[0], y[0])
    default: apply(.dot, x + y)
    }
  }

  func dotGeneral(
    _ x: ArrayValue, _ y: ArrayValue, batch: ([Int], [Int]), contracting: ([Int], [Int])
  ) -> ArrayValue {
    let left = x.shape.indices.filter { !batch.0.contains($0) && !contracting.0.contains($0) }
    let right = y.shape.indices.filter { !batch.1.contains($0) && !contracting.1.contains($0) }
    let (xs, ys) = (Row.strides(x.shape), Row.strides(y.shape))
    let batchShape = batch.0.map { x.shape[$0] }
    let leftShape = left.map { x.shape[$0] }
    let rightShape = right.map { y.shape[$0] }
    let inner = contracting.0.map { x.shape[$0] }
    let shape = batchShape + leftShape + rightShape
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(Row.count(shape))
    func sum(_ index: [Int], _ dimensions: [Int], _ strides: [Int]) -> Int {
      zip(index, dimensions).reduce(0) { $0 + $1.0 * strides[$1.1] }
    }
    func offsets(_ shape: [Int], _ dimensions: [Int], _ strides: [Int]) -> [Int] {
      var result: [Int] = []
      Row.forEach(shape) { result.append(sum($0, dimensions, strides)) }
      return result
    }
    let innerX = offsets(inner, contracting.0, xs)
    let innerY = offsets(inner, contracting.1, ys)
    let (leftX, rightY) = (
      offsets(leftShape, left, xs), offsets(rightShape, right, ys)
    )
    let (a, b) = (x.entries.map { operand($0) }, y.entries.map { operand($0) })
    Row.forEach(batchShape) { index in
      let (baseX, baseY) = (sum(index, batch.0, xs), sum(index, batch.1, ys))
      for i in leftX {
        for j in rightY {
          entries.append(
            .number(dot(innerX.map { a[baseX + i + $0] }, innerY.map { b[baseY + j + $0] })))
        }
      }
    }
    return ArrayValue(shape, .real, entries)
  }

  /// How a convolution's dimensions are laid out: the batch, the feature, then space.
  struct ConvolutionLayout {
    var input: [Int]
    var kernel: [Int]
    var output: [Int]
    var windows: Windows
    var reversal: [Bool]
    var featureGroups = 1
    var batchGroups = 1
  }

  /// A convolution: input (batch, feature, space), kernel (output feature, input feature, space).
  func convolution(
    _ x: ArrayValue, _ kernel: ArrayValue, _ layout: ConvolutionLayout
  ) -> ArrayValue {
    let input = x.transposed(layout.input)
    let weights = kernel.transposed(layout.kernel)
    let space = Array(input.shape[2...])
    var windows = layout.windows
    windows.sizes = Array(weights.shape[2...])
    let counts = windows.counts(space)
    let (inputs, outputs) = (weights.shape[1], weights.shape[0])
    let batches = input.shape[0] / layout.batchGroups
    let shape = [batches, outputs] + counts
    let (xs, ks) = (Row.strides(input.shape), Row.strides(weights.shape))
    let (a, b) = (input.entries.map { operand($0) }, weights.entries.map { operand($0) })
    let (outputsOfGroup, outputsOfBatchGroup) = (
      outputs / layout.featureGroups, outputs / layout.batchGroups
    )
    var entries: [ArrayEntry] = []
    entries.reserveCapacity(Row.count(shape))
    // Which entries meet depends on the place alone.
    var meetings: [[(Int, Int)]] = []
    Row.forEach(counts) { index in
      var pairs: [(Int, Int)] = []
      Row.forEach(windows.sizes) { offset in
        guard let place = windows.place(index, offset, space) else { return }
        let own = offset.indices.map {
          layout.reversal[$0] ? windows.sizes[$0] - 1 - offset[$0] : offset[$0]
        }
        pairs.append(
          (Row.position([0, 0] + place, xs), Row.position([0, 0] + own, ks)))
      }
      meetings.append(pairs)
    }
    for batch in 0..<batches {
      for output in 0..<outputs {
        let group = output / outputsOfGroup
        let row = batch + (layout.batchGroups > 1 ? output / outputsOfBatchGroup * batches : 0)
        for pairs in meetings {
          var (left, right): ([Operand], [Operand]) = ([], [])
          for feature in 0..<inputs {
            let own = layout.featureGroups > 1 ? group * inputs + feature : feature
            for (i, j) in pairs {
              left.append(a[row * xs[0] + own * xs[1] + i])
              right.append(b[output * ks[0] + feature * ks[1] + j])
            }
          }
          entries.append(.number(dot(left, right)))
        }
      }
    }
    let result = ArrayValue(shape, .real, entries)
    // The dimension of the result that is dimension i of (batch, feature, space) is output[i].
    var permutation = [Int](repeating: 0, count: shape.count)
    for (i, dimension) in layout.output.enumerated() { permutation[dimension] = i }
    return result.transposed(permutation)
  }
}
