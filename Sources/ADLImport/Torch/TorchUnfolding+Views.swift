import ADLPrograms

extension TorchUnfolding {
  /// What shares its entries with its operand: views, and what only passes it on.
  func views(_ base: String, _ node: TorchNode) throws(Unsupported) -> [TorchTensor?]? {
    switch base {
    case "detach", "detach_", "lift_fresh", "alias", "view_as_real", "contiguous", "requires_grad_",
      "real":
      return [try tensor(node, "self")]
    case "broadcast_tensors":
      let all = try list(node, "tensors")
      let shape = try commonShape(all.map(\.places))
      var results: [TorchTensor?] = []
      for one in all { results.append(one.view(try spread(one.places, to: shape))) }
      return results
    case "split", "split_with_sizes", "chunk", "unbind", "tensor_split", "unsafe_split",
      "unsafe_chunk":
      return try parts(base, node)
    default:
      guard case .tensor? = argument(node, "self"), let view = try view(base, node) else {
        return nil
      }
      return [view]
    }
  }

  private func parts(_ base: String, _ node: TorchNode) throws(Unsupported) -> [TorchTensor?] {
    let x = try tensor(node, "self")
    let dimension = try dimension(node, or: 0, rank: x.shape.count)
    let size = x.shape[dimension]
    if base == "unbind" {
      var shape = x.shape
      shape.remove(at: dimension)
      return (0..<size).map {
        x.view(x.places.part(dimension, from: $0, size: 1).reshaped(shape))
      }
    }
    var sizes: [Int]
    if let given = integers(node, "split_sizes") ?? integers(node, "split_size"), given.count > 1 {
      sizes = given
    } else {
      var width =
        integer(node, "split_size") ?? integers(node, "split_sizes")?.first ?? size
      if base.hasSuffix("chunk"), let count = integer(node, "chunks") {
        width = (size + count - 1) / count
      }
      sizes = []
      var left = size
      while left > 0 {
        sizes.append(min(max(width, 1), left))
        left -= sizes.last ?? left
      }
    }
    var start = 0
    return sizes.map { own in
      defer { start += own }
      return x.view(x.places.part(dimension, from: start, size: own))
    }
  }

  private func view(_ base: String, _ node: TorchNode) throws(Unsupported) -> TorchTensor? {
    let x = try tensor(node, "self")
    let places = x.places
    let rank = x.shape.count
    switch base {
    case "view", "reshape", "_unsafe_view", "_reshape_alias":
      guard let size = integers(node, "size") ?? integers(node, "shape") else { return nil }
      return x.view(places.reshaped(Self.filled(size, places.count)))
    case "view_as", "reshape_as":
      return x.view(places.reshaped(try value(node, "other").shape))
    case "flatten", "ravel":
      if rank == 0 { return x.view(places.reshaped([1])) }
      let first = try dimension(node, "start_dim", or: 0, rank: rank)
      let last = try dimension(node, "end_dim", or: -1, rank: rank)
      let joined = x.shape[first...last].reduce(1, *)
      return x.view(
        places.reshaped(Array(x.shape[..<first]) + [joined] + Array(x.shape[(last + 1)...])))
    case "unflatten":
      let dimension = try dimension(node, rank: rank)
      let sizes = Self.filled(integers(node, "sizes") ?? [], x.shape[dimension])
      return x.view(
        places.reshaped(
          Array(x.shape[..<dimension]) + sizes + Array(x.shape[(dimension + 1)...])))
    case "unsqueeze":
      var shape = x.shape
      shape.insert(1, at: try dimension(node, rank: rank + 1))
      return x.view(places.reshaped(shape))
    case "squeeze":
      let dimensions = argument(node, "dim") == nil ? Array(0..<rank) : dimensions(node, rank: rank)
      return x.view(
        places.reshaped(
          x.shape.indices.filter { !(x.shape[$0] == 1 && dimensions.contains($0)) }.map {
            x.shape[$0]
          }))
    case "expand", "broadcast_to":
      guard let size = integers(node, "size") else { return nil }
      let offset = size.count - rank
      let shape = size.indices.map { size[$0] == -1 ? x.shape[$0 - offset] : size[$0] }
      return x.view(try spread(places, to: shape))
    case "expand_as": return x.view(try spread(places, to: try value(node, "other").shape))
    case "t", "numpy_T":
      return x.view(places.transposed(Array((0..<rank).reversed())))
    case "mT": return x.view(places.transposed(Self.exchanged(rank, rank - 2, rank - 1)))
    case "transpose", "swapaxes":
      return x.view(
        places.transposed(
          Self.exchanged(
            rank, try dimension(node, "dim0", rank: rank), try dimension(node, "dim1", rank: rank))
        ))
    case "permute": return x.view(places.transposed(dimensions(node, "dims", rank: rank)))
    case "select" where argument(node, "index") != nil:
      let dimension = try dimension(node, rank: rank)
      guard let given = integer(node, "index") else { return nil }
      var shape = x.shape
      shape.remove(at: dimension)
      let index = given < 0 ? given + x.shape[dimension] : given
      return x.view(places.part(dimension, from: index, size: 1).reshaped(shape))
    case "slice":
      let dimension = try dimension(node, or: 0, rank: rank)
      let (start, count, step) = Self.range(
        integer(node, "start"), integer(node, "end"), integer(node, "step"), x.shape[dimension])
      return x.view(places.part(dimension, from: start, size: count, step: step))
    case "narrow":
      let dimension = try dimension(node, rank: rank)
      let given = integer(node, "start") ?? 0
      return x.view(
        places.part(
          dimension, from: given < 0 ? given + x.shape[dimension] : given,
          size: integer(node, "length") ?? 1))
    case "diagonal":
      let first = try dimension(node, "dim1", or: 0, rank: rank)
      let second = try dimension(node, "dim2", or: 1, rank: rank)
      let offset = integer(node, "offset") ?? 0
      let others = (0..<rank).filter { $0 != first && $0 != second }
      let count = max(
        0, min(x.shape[first] + min(offset, 0), x.shape[second] - max(offset, 0)))
      let strides = Row.strides(x.shape)
      let shape = others.map { x.shape[$0] } + [count]
      return x.view(
        places.rearranged(shape) { index in
          let k = index[index.count - 1]
          var position =
            (k - min(offset, 0)) * strides[first] + (k + max(offset, 0)) * strides[second]
          for (i, other) in others.enumerated() { position += index[i] * strides[other] }
          return position
        })
    default: return nil
    }
  }

  /// The sizes with the one that is -1 found.
  static func filled(_ sizes: [Int], _ count: Int) -> [Int] {
    guard let open = sizes.firstIndex(of: -1) else { return sizes }
    var result = sizes
    let known = sizes.enumerated().reduce(1) { $1.offset == open ? $0 : $0 * $1.element }
    result[open] = known == 0 ? 0 : count / known
    return result
  }

  static func exchanged(_ rank: Int, _ a: Int, _ b: Int) -> [Int] {
    var permutation = Array(0..<rank)
    if rank > 0 { permutation.swapAt(a, b) }
    return permutation
  }

  /// Where a slice begins, how many entries it has, and its step.
  static func range(
    _ start: Int?, _ end: Int?, _ step: Int?, _ size: Int
  ) -> (start: Int, count: Int, step: Int) {
    func held(_ value: Int) -> Int { min(max(value < 0 ? value + size : value, 0), size) }
    let first = held(start ?? 0)
    let last = max(first, held(end ?? size))
    let step = step ?? 1
    return (first, (last - first + step - 1) / step, step)
  }
}
