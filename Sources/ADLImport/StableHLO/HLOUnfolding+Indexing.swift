import ADLPrograms
import ADLText

extension HLOUnfolding {
  /// The whole numbers of an attribute, under one of its names.
  private func integers(
    _ operation: MLIROperation, _ names: String...
  ) throws(ImportFailure) -> [Int] {
    for name in names {
      if let attribute = operation.attributes[name] {
        if let values = attribute.integers { return values }
        if let value = attribute.integer { return [value] }
      }
    }
    throw unsupported(Unsupported("`\(names[0])` is missing"))
  }

  /// Refuses dimensions that an array does not have.
  func check(_ dimensions: [Int], below rank: Int) throws(ImportFailure) {
    if let wrong = dimensions.first(where: { !(0..<rank).contains($0) }) {
      throw unsupported(Unsupported("it names the dimension \(wrong) of \(rank)"))
    }
  }

  private func resultShape(_ operation: MLIROperation) throws(ImportFailure) -> [Int] {
    guard let type = (operation.resultTypes ?? operation.types).last else {
      throw unsupported(Unsupported("its type is missing"))
    }
    _ = try format(type)
    return shape(type)
  }

  /// What operations that move entries about, and products, come to.
  func indexing(
    _ base: String, _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> ArrayValue? {
    let writer = writer
    switch base {
    case "iota":
      guard let type = (operation.resultTypes ?? operation.types).last else { return nil }
      let dimension = try integers(operation, "dim", "iota_dimension").first ?? -1
      try check([dimension], below: shape(type).count)
      return writer.iota(shape(type), try format(type).kind, dimension)
    case "broadcast_in_dim":
      try expect(1, x)
      let (shape, dimensions) = (
        try resultShape(operation), try integers(operation, "dims", "broadcast_dimensions")
      )
      try check(dimensions, below: shape.count)
      guard dimensions.count == x[0].rank,
        zip(dimensions, x[0].shape).allSatisfy({ $1 == 1 || $1 == shape[$0] })
      else { throw unsupported(Unsupported("its dimensions are not those of its operand")) }
      return x[0].broadcast(shape, dimensions)
    case "broadcast":
      try expect(1, x)
      let sizes = try integers(operation, "sizes", "broadcast_sizes")
      return x[0].broadcast(
        sizes + x[0].shape, x[0].shape.indices.map { $0 + sizes.count })
    case "reshape":
      try expect(1, x)
      return x[0].reshaped(try resultShape(operation))
    case "transpose":
      try expect(1, x)
      let permutation = try integers(operation, "dims", "permutation")
      guard permutation.sorted() == Array(0..<x[0].rank) else {
        throw unsupported(Unsupported("its dimensions are no permutation"))
      }
      return x[0].transposed(permutation)
    case "reverse":
      try expect(1, x)
      return x[0].reversed(try integers(operation, "dims", "dimensions"))
    case "slice":
      try expect(1, x)
      let start = try integers(operation, "start_indices")
      let end = try integers(operation, "limit_indices")
      let steps = try integers(operation, "strides")
      guard start.count == x[0].rank, end.count == x[0].rank, steps.count == x[0].rank,
        start.indices.allSatisfy({
          0 <= start[$0] && start[$0] <= end[$0] && end[$0] <= x[0].shape[$0] && steps[$0] > 0
        })
      else { throw unsupported(Unsupported("its ends lie outside its operand")) }
      let sizes = start.indices.map { (end[$0] - start[$0] + steps[$0] - 1) / steps[$0] }
      return x[0].sliced(start, sizes, steps)
    case "concatenate":
      try expect(1, x)
      let dimension = try integers(operation, "dim", "dimension").first ?? -1
      try check([dimension], below: x.map(\.rank).min() ?? 0)
      return .concatenated(x, dimension)
    case "pad":
      try expect(2, x)
      return x[0].padded(
        x[1].only, low: try integers(operation, "low", "edge_padding_low"),
        high: try integers(operation, "high", "edge_padding_high"),
        interior: try integers(operation, "interior", "interior_padding"))
    case "dynamic_slice":
      try expect(1, x)
      let sizes = try integers(operation, "sizes", "slice_sizes")
      return try reading { () throws(Unsupported) in
        try writer.dynamicSlice(x[0], x.dropFirst().map(\.only), sizes)
      }
    case "dynamic_update_slice":
      try expect(2, x)
      return writer.dynamicUpdateSlice(x[0], x[1], x.dropFirst(2).map(\.only))
    case "gather", "torch_index_select": return try gather(base, operation, x)
    case "scatter": return try scatter(operation, x, scope)
    case "dot_general", "dot": return try dot(base, operation, x)
    case "convolution":
      try expect(2, x)
      return try convolution(operation, x[0], x[1])
    default: return nil
    }
  }

  private func gather(
    _ base: String, _ operation: MLIROperation, _ x: [ArrayValue]
  ) throws(ImportFailure) -> ArrayValue {
    try expect(2, x)
    guard base == "gather", let numbers = operation.attributes["dimension_numbers"]?.dictionary
    else { throw unsupported(Unsupported("its dimension numbers are missing")) }
    var layout = layout(numbers)
    layout.windowDimensions = numbers["offset_dims"]?.integers ?? []
    layout.collapsedDimensions = numbers["collapsed_slice_dims"]?.integers ?? []
    layout.operandBatchingDimensions = numbers["operand_batching_dims"]?.integers ?? []
    layout.indexBatchingDimensions = numbers["start_indices_batching_dims"]?.integers ?? []
    layout.indexMap = numbers["start_index_map"]?.integers ?? []
    let sizes = try integers(operation, "slice_sizes")
    let shape = try resultShape(operation)
    let (writer, final) = (writer, layout)
    return try reading { () throws(Unsupported) in
      try writer.gather(x[0], x[1], final, sizes: sizes, shape: shape)
    }
  }

  private func layout(_ numbers: [String: MLIRAttribute]) -> ArrayWriter.IndexLayout {
    var layout = ArrayWriter.IndexLayout()
    layout.indexVectorDimension = numbers["index_vector_dim"]?.integer ?? 0
    return layout
  }

  private func scatter(
    _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> ArrayValue {
    guard x.count == 3, let region = operation.regions.first,
      let numbers = operation.attributes["scatter_dimension_numbers"]?.dictionary
    else { throw unsupported(Unsupported("a scatter of several arrays")) }
    var layout = layout(numbers)
    layout.windowDimensions = numbers["update_window_dims"]?.integers ?? []
    layout.collapsedDimensions = numbers["inserted_window_dims"]?.integers ?? []
    layout.operandBatchingDimensions = numbers["input_batching_dims"]?.integers ?? []
    layout.indexBatchingDimensions = numbers["scatter_indices_batching_dims"]?.integers ?? []
    layout.indexMap = numbers["scatter_dims_to_operand_dims"]?.integers ?? []
    let kind = x[0].kind
    try check(layout.indexMap + layout.collapsedDimensions, below: x[0].rank)
    try check(layout.windowDimensions, below: x[2].rank)
    let batch = x[2].rank - layout.windowDimensions.count
    let vector = layout.indexVectorDimension < x[1].rank ? 1 : 0
    guard batch == x[1].rank - vector,
      layout.indexVectorDimension >= x[1].rank
        || x[1].shape[layout.indexVectorDimension] >= layout.indexMap.count
    else { throw unsupported(Unsupported("its indices do not fit its updates")) }
    return try writer.scatter(x[0], x[1], x[2], layout) { (old, update) throws(ImportFailure) in
      try run(
        region, [ArrayValue([], kind, [old]), ArrayValue([], kind, [update])], in: scope
      )[0].only
    }
  }

  private func dot(
    _ base: String, _ operation: MLIROperation, _ x: [ArrayValue]
  ) throws(ImportFailure) -> ArrayValue {
    try expect(2, x)
    var batch: ([Int], [Int]) = ([], [])
    var contracting: ([Int], [Int]) = ([x[0].rank - 1], [0])
    if base == "dot_general" {
      if let numbers = operation.attributes["dot_dimension_numbers"]?.dictionary {
        batch = (
          numbers["lhs_batching_dimensions"]?.integers ?? [],
          numbers["rhs_batching_dimensions"]?.integers ?? []
        )
        contracting = (
          numbers["lhs_contracting_dimensions"]?.integers ?? [],
          numbers["rhs_contracting_dimensions"]?.integers ?? []
        )
      } else {
        contracting = pair(operation.attributes["contracting_dims"])
        batch = pair(operation.attributes["batching_dims"])
      }
    }
    try check(batch.0 + contracting.0, below: x[0].rank)
    try check(batch.1 + contracting.1, below: x[1].rank)
    guard batch.0.map({ x[0].shape[$0] }) == batch.1.map({ x[1].shape[$0] }),
      contracting.0.map({ x[0].shape[$0] }) == contracting.1.map({ x[1].shape[$0] })
    else { throw unsupported(Unsupported("the sizes that it joins differ")) }
    guard x[0].kind == .real else {
      throw unsupported(Unsupported("a product of arrays of integers"))
    }
    return writer.dotGeneral(x[0], x[1], batch: batch, contracting: contracting)
  }

  private func pair(_ attribute: MLIRAttribute?) -> ([Int], [Int]) {
    guard case .pair(let left, let right)? = attribute else { return ([], []) }
    return (left.integers ?? [], right.integers ?? [])
  }

  // MARK: - Convolutions

  private func convolution(
    _ operation: MLIROperation, _ x: ArrayValue, _ kernel: ArrayValue
  ) throws(ImportFailure) -> ArrayValue {
    let text =
      operation.attributes["dim_numbers"]?.word ?? operation.attributes["dimension_numbers"]?.word
      ?? ""
    let parts = text.split { $0 == "[" || $0 == "]" }.map(String.init)
      .filter { $0.contains(",") }
    guard parts.count == 3 else {
      throw unsupported(Unsupported("its dimension numbers are missing"))
    }
    let window = operation.attributes["window"]?.dictionary ?? operation.attributes
    let rank = x.rank - 2
    var windows = ArrayWriter.Windows(rank: rank)
    func given(_ names: String...) -> [Int]? {
      for name in names { if let values = window[name]?.integers { return values } }
      return nil
    }
    windows.strides = given("stride", "window_strides") ?? windows.strides
    windows.baseDilations = given("lhs_dilate", "lhs_dilation") ?? windows.baseDilations
    windows.dilations = given("rhs_dilate", "rhs_dilation") ?? windows.dilations
    if let padding = given("pad", "padding"), padding.count == 2 * rank {
      windows.low = (0..<rank).map { padding[2 * $0] }
      windows.high = (0..<rank).map { padding[2 * $0 + 1] }
    }
    let reversal = given("reverse", "window_reversal")?.map { $0 == 1 }
    return writer.convolution(
      x, kernel,
      ArrayWriter.ConvolutionLayout(
        input: dimensions(parts[0], "b", "f"), kernel: dimensions(parts[1], "o", "i"),
        output: dimensions(parts[2], "b", "f"), windows: windows,
        reversal: reversal ?? [Bool](repeating: false, count: rank),
        featureGroups: operation.attributes["feature_group_count"]?.integer ?? 1,
        batchGroups: operation.attributes["batch_group_count"]?.integer ?? 1))
  }

  /// `b, f, 0, 1`: where the first, the second and the dimensions of space are.
  private func dimensions(_ text: String, _ first: String, _ second: String) -> [Int] {
    let words = text.split(separator: ",").map { $0.filter { $0 != " " } }
    let space = (0..<words.count - 2).map { words.firstIndex(of: String($0)) ?? 0 }
    return [words.firstIndex(of: first) ?? 0, words.firstIndex(of: second) ?? 1] + space
  }
}
