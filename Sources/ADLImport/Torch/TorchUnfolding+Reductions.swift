import ADLPrograms

extension TorchUnfolding {
  func reductions(_ base: String, _ node: TorchNode) throws(Unsupported) -> [ArrayValue?]? {
    let keeping = flag(node, "keepdim")
    func x() throws(Unsupported) -> ArrayValue { try value(node, "self") }
    func all() throws(Unsupported) -> [Int] { dimensions(node, rank: try x().rank) }
    switch base {
    case "sum": return [try sum(try x(), try all(), keeping: keeping)]
    case "mean": return [try mean(try x(), try all(), keeping: keeping)]
    case "prod": return [try reduced(try x(), try all(), .multiply, keeping)]
    case "amax": return [try reduced(try x(), try all(), .maximum, keeping)]
    case "amin": return [try reduced(try x(), try all(), .minimum, keeping)]
    case "max" where argument(node, "dim") == nil:
      return [try reduced(try x(), try all(), .maximum, false)]
    case "min" where argument(node, "dim") == nil:
      return [try reduced(try x(), try all(), .minimum, false)]
    case "max", "min": return try extremum(try x(), base == "max", node)
    case "argmax", "argmin":
      let flat = argument(node, "dim") == nil
      let given = flat ? try x().reshaped([try x().count]) : try x()
      let dimension = flat ? 0 : try dimension(node, rank: given.rank)
      return [
        try places(given, dimension, descends: base == "argmax", count: 1, keeping: keeping)
      ]
    case "any":
      return [try reduced(try writer.converted(try x(), to: .boolean), try all(), .or, keeping)]
    case "all":
      return [try reduced(try writer.converted(try x(), to: .boolean), try all(), .and, keeping)]
    case "logsumexp":
      let input = try real(try x())
      let own = try all()
      let (shape, groups) = writer.groups(input, own)
      let entries = groups.map { group -> ArrayEntry in
        .number(writer.apply(.logSumExp, group.map { writer.operand(input.entries[$0]) }))
      }
      let kept =
        keeping ? input.shape.indices.map { own.contains($0) ? 1 : input.shape[$0] } : shape
      return [ArrayValue(kept, .real, entries)]
    case "norm", "linalg_vector_norm", "linalg_norm", "frobenius_norm":
      let order = number(node, "p") ?? number(node, "ord") ?? 2
      return [try norm(try x(), order, try all(), keeping: keeping)]
    case "var", "std":
      let input = try real(try x())
      let own = try all()
      let count = own.reduce(1) { $0 * input.shape[$1] }
      let correction =
        number(node, "correction")
        ?? (argument(node, "unbiased") == nil
          ? 1 : flag(node, "unbiased") ? 1 : 0)
      let difference = try subtract(input, try mean(input, own, keeping: true))
      let variance = try divide(
        try sum(try power(difference, 2), own, keeping: keeping),
        writer.constant(Double(count) - correction))
      return [base == "var" ? variance : try apply(.sqrt, variance)]
    case "cumsum", "cumprod":
      let dimension = try dimension(node, rank: try x().rank)
      let (input, writer) = (try x(), writer)
      return [
        try writer.scan(input, dimension) { (a, b) throws(Unsupported) in
          try writer.arithmetic(base == "cumsum" ? .add : .multiply, a, b, input.kind)
        }
      ]
    case "cummax", "cummin":
      return [try cumulative(try real(try x()), base == "cummax", node), nil]
    case "sort", "topk", "kthvalue", "median", "nanmedian", "argsort", "msort":
      return try order(base, node)
    default: return nil
    }
  }

  /// The largest of each row, and where it is: of equal ones the first.
  private func extremum(
    _ x: ArrayValue, _ isLargest: Bool, _ node: TorchNode
  ) throws(Unsupported) -> [ArrayValue?] {
    let keeping = flag(node, "keepdim")
    let dimension = try dimension(node, rank: x.rank)
    if x.rank == 0 { return [x, ArrayValue([], .index, [.integer(0)])] }
    let best = try reduced(
      x, [dimension], isLargest ? .maximum : .minimum, keeping, tie: .first)
    let isUsed = isUsed(1, of: node)
    return [
      best,
      isUsed
        ? try places(x, dimension, descends: isLargest, count: 1, keeping: keeping) : nil,
    ]
  }

  /// Where the first entries in order are, along a dimension.
  private func places(
    _ x: ArrayValue, _ dimension: Int, descends: Bool, count: Int, keeping: Bool
  ) throws(Unsupported) -> ArrayValue {
    let sorted = try sorted(x, dimension, descends: descends, count: count, withPlaces: true)[1]
    if keeping || count != 1 { return sorted }
    var shape = sorted.shape
    if shape.isEmpty { return sorted }
    shape.remove(at: dimension)
    return sorted.reshaped(shape)
  }

  private func sorted(
    _ x: ArrayValue, _ dimension: Int, descends: Bool, count: Int, withPlaces: Bool
  ) throws(Unsupported) -> [ArrayValue] {
    if x.rank == 0 { return [x, ArrayValue([], .index, [.integer(0)])] }
    let writer = writer
    let arrays = withPlaces ? [x, writer.iota(x.shape, .index, dimension)] : [x]
    do throws(ImportFailure) {
      return try writer.sort(arrays, dimension, key: 0, descends: descends, count: count) {
        (a, b) throws(ImportFailure) in
        let relation: Condition.Relation = descends ? .greater : .less
        return x.kind == .real
          ? writer.compare(a[0], relation, b[0]) : writer.compareWhole(a[0], relation, b[0])
      }
    } catch {
      throw Unsupported("an order that is not known")
    }
  }

  private func order(_ base: String, _ node: TorchNode) throws(Unsupported) -> [ArrayValue?] {
    let x = try value(node, "self")
    let isFlat = base.hasSuffix("median") && argument(node, "dim") == nil
    let dimension =
      isFlat || x.rank == 0
      ? 0 : try dimension(node, or: base == "msort" ? 0 : -1, rank: x.rank)
    let isUsed = isUsed(1, of: node)
    switch base {
    case "topk":
      let k = integer(node, "k") ?? 1
      let descends = integer(node, "largest") != 0
      let result = try sorted(x, dimension, descends: descends, count: k, withPlaces: isUsed)
      return [result[0], isUsed ? result[1] : nil]
    case "sort", "msort":
      let result = try sorted(
        x, dimension, descends: flag(node, "descending"), count: .max, withPlaces: isUsed)
      return [result[0], isUsed ? result[1] : nil]
    case "argsort":
      return [
        try sorted(
          x, dimension, descends: flag(node, "descending"), count: .max, withPlaces: true)[1]
      ]
    default:
      if isFlat {
        let flat = x.entries.map { writer.operand($0) }
        // Equal entries share what the middle one passes on.
        return [ArrayValue([], .real, [.number(median(flat))])]
      }
      let size = x.rank == 0 ? 1 : x.shape[dimension]
      let k = base == "kthvalue" ? integer(node, "k") ?? 1 : (size + 1) / 2
      let result = try sorted(x, dimension, descends: false, count: .max, withPlaces: isUsed)
      return result.map { array in
        if array.rank == 0 { return array }
        let part = array.part(dimension, from: k - 1, size: 1)
        if flag(node, "keepdim") { return part }
        var shape = part.shape
        shape.remove(at: dimension)
        return part.reshaped(shape)
      } + (isUsed ? [] : [nil])
    }
  }

  /// The lower of the two in the middle.
  private func median(_ x: [Operand]) -> Operand {
    if x.count % 2 == 1 { return x.count == 1 ? x[0] : writer.apply(.median, x) }
    return writer.apply(.sortedEntry, x, .integer(x.count / 2))
  }

  /// The largest so far: of equal ones the last counts, which is where PyTorch puts the gradient.
  private func cumulative(
    _ x: ArrayValue, _ isLargest: Bool, _ node: TorchNode
  ) throws(Unsupported) -> ArrayValue {
    let dimension = try dimension(node, rank: x.rank)
    if x.rank == 0 { return x }
    let writer = writer
    return try writer.scan(x, dimension) { (old, next) throws(Unsupported) in
      writer.choice(
        writer.compare(next, isLargest ? .atLeast : .atMost, old), next, old, isLazy: true)
    }
  }
}
