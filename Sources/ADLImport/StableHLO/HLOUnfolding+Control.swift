import ADLPrograms
import ADLText

extension HLOUnfolding {
  /// What operations with regions, and calls, come to.
  func control(
    _ base: String, _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> [ArrayValue]? {
    switch base {
    case "reduce": return try reduce(operation, x, scope)
    case "reduce_window": return try reduceWindow(operation, x, scope)
    case "select_and_scatter": return [try selectAndScatter(operation, x, scope)]
    case "sort": return try sort(operation, x, scope)
    case "top_k": return try topK(operation, x)
    case "case": return try choose(operation, x, scope)
    case "if":
      try expect(1, x)
      guard operation.regions.count == 2 else { return nil }
      let first = try run(operation.regions[0], Scope(in: scope))
      let second = try run(operation.regions[1], Scope(in: scope))
      return zip(first, second).map { writer.chosen(x[0], $0, $1, isLazy: true) }
    case "while": return try loop(operation, x, scope)
    case "optimization_barrier": return x
    case "composite":
      if let name = operation.words.first, name.hasPrefix("chlo."), x.count == 1,
        let function = Primitive(named: String(name.dropFirst(5)))
      {
        return [writer.apply(function, x[0])]
      }
      guard let name = operation.attributes["decomposition"]?.word,
        let function = module.function(name)
      else { return nil }
      return try call(function, x)
    case "custom_call":
      let target =
        operation.attributes["callee"]?.word ?? operation.attributes["call_target_name"]?.word
        ?? ""
      if ["Sharding", "annotate_device_placement", "xla.sdy.FuncResultSharding"].contains(target) {
        return x
      }
      throw unsupported(
        Unsupported(
          "it calls `\(target)`, of which the text says nothing",
          hint: "write that part of the function with other operations"))
    default: return nil
    }
  }

  /// Calls a function of the module: one that bears a primitive's name and does what that does
  /// becomes the primitive, since its derivative may be a rule of its own.
  func call(
    _ operation: MLIROperation, _ x: [ArrayValue]
  ) throws(ImportFailure) -> [ArrayValue] {
    let name = operation.attributes["callee"]?.word ?? ""
    guard let function = module.function(name) else {
      throw unsupported(Unsupported("there is no function `@\(name)`"))
    }
    if let known = recognized(function, x) { return [known] }
    return try call(function, x)
  }

  // MARK: - Reductions

  private static let reductions: [String: ArrayWriter.Reduction] = [
    "add": .add, "multiply": .multiply, "maximum": .maximum, "minimum": .minimum, "and": .and,
    "or": .or,
  ]

  /// The reduction that a region is, where it is a known operation on its two arguments.
  private func reduction(_ region: MLIRBlock) -> ArrayWriter.Reduction? {
    guard region.arguments.count == 2, region.operations.count == 2,
      let first = region.operations.first, let last = region.operations.last,
      last.operands.first?.name == first.results.first?.name,
      Set(first.operands.map(\.name)) == Set(region.arguments.map(\.name))
    else { return nil }
    return Self.reductions[String(first.name.split(separator: ".").last ?? "")]
  }

  private func reduce(
    _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> [ArrayValue] {
    guard
      let dimensions = operation.attributes["dimensions"]?.integers,
      x.count >= 2, x.count % 2 == 0
    else { throw unsupported(Unsupported("its dimensions are missing")) }
    let n = x.count / 2
    // The pretty form pairs each array with its initial value.
    try check(dimensions, below: x[0].rank)
    let isPaired = operation.words.contains("across")
    let arrays = (0..<n).map { x[isPaired ? 2 * $0 : $0] }
    let initials = (0..<n).map { x[isPaired ? 2 * $0 + 1 : n + $0].only }
    var known: ArrayWriter.Reduction?
    if let i = operation.words.firstIndex(of: "applies"), i + 1 < operation.words.count {
      known = Self.reductions[String(operation.words[i + 1].split(separator: ".").last ?? "")]
    } else if n == 1, let region = operation.regions.first {
      known = reduction(region)
    }
    let writer = writer
    if let known, n == 1 {
      return [
        try reading { () throws(Unsupported) in
          try writer.reduce(arrays[0], dimensions, known, initial: initials[0])
        }
      ]
    }
    guard let region = operation.regions.first else {
      throw unsupported(Unsupported("a reduction by that operation"))
    }
    let (shape, groups) = writer.groups(arrays[0], dimensions)
    var results = [[ArrayEntry]](repeating: [], count: n)
    for group in groups {
      var state = initials
      for place in group {
        let next = arrays.map { ArrayValue([], $0.kind, [$0.entries[place]]) }
        let old = zip(arrays, state).map { ArrayValue([], $0.kind, [$1]) }
        state = try run(region, old + next, in: scope).map(\.only)
      }
      for i in 0..<n { results[i].append(state[i]) }
    }
    return (0..<n).map { ArrayValue(shape, arrays[$0].kind, results[$0]) }
  }

  private func windows(
    _ operation: MLIROperation, _ x: ArrayValue
  ) throws(ImportFailure) -> ArrayWriter.Windows {
    var windows = ArrayWriter.Windows(rank: x.rank)
    guard let sizes = operation.attributes["window_dimensions"]?.integers else {
      throw unsupported(Unsupported("its window is missing"))
    }
    windows.sizes = sizes
    windows.strides = operation.attributes["window_strides"]?.integers ?? windows.strides
    windows.baseDilations =
      operation.attributes["base_dilations"]?.integers ?? windows.baseDilations
    windows.dilations = operation.attributes["window_dilations"]?.integers ?? windows.dilations
    if let padding = operation.attributes["padding"]?.integers, padding.count == 2 * x.rank {
      windows.low = (0..<x.rank).map { padding[2 * $0] }
      windows.high = (0..<x.rank).map { padding[2 * $0 + 1] }
    }
    return windows
  }

  private func reduceWindow(
    _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> [ArrayValue] {
    guard x.count == 2, let region = operation.regions.first else {
      throw unsupported(Unsupported("windows of several arrays"))
    }
    let windows = try windows(operation, x[0])
    let (shape, all) = writer.positions(x[0], windows)
    let (array, initial) = (x[0], x[1].only)
    let known = reduction(region)
    if known == .maximum || known == .minimum, array.kind == .real,
      let (dimension, isReversed) = windows.cumulative(array.shape)
    {
      return [
        writer.associativeScan(
          array, dimension, isReversed, known == .maximum ? .maximum : .minimum)
      ]
    }
    var entries: [ArrayEntry] = []
    let writer = writer
    for window in all {
      let own = window.map { array.entries[$0] }
      if let known {
        entries.append(
          try reading { () throws(Unsupported) in
            try writer.reduced(own, known, initial: initial, array.kind, tie: .first)
          })
        continue
      }
      var state = initial
      for entry in own {
        state = try run(
          region, [ArrayValue([], array.kind, [state]), ArrayValue([], array.kind, [entry])],
          in: scope)[0].only
      }
      entries.append(state)
    }
    return [ArrayValue(shape, array.kind, entries)]
  }

  /// Puts each entry of the source where its window has the entry that the first region selects.
  private func selectAndScatter(
    _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> ArrayValue {
    guard x.count == 3, operation.regions.count == 2 else {
      throw unsupported(Unsupported("its regions are missing"))
    }
    let (operand, source, kind) = (x[0], x[1], x[0].kind)
    let (_, all) = writer.positions(operand, try windows(operation, operand))
    var entries = [ArrayEntry](repeating: x[2].only, count: operand.count)
    func scalar(_ entry: ArrayEntry) -> ArrayValue { ArrayValue([], kind, [entry]) }
    for (window, update) in zip(all, source.entries) {
      guard var best = window.first.map({ operand.entries[$0] }) else { continue }
      var place = ArrayEntry.integer(0)
      for (i, position) in window.enumerated().dropFirst() {
        let next = operand.entries[position]
        let keeps = try run(
          operation.regions[0], [scalar(best), scalar(next)], in: scope)[0].only
        best = writer.choice(keeps, best, next, isLazy: true)
        place = writer.choice(keeps, place, .integer(i), isLazy: true)
      }
      for (i, position) in window.enumerated() {
        let isHere = writer.compareWhole(place, .equal, .integer(i))
        let sum = try run(
          operation.regions[1], [scalar(entries[position]), scalar(update)], in: scope)[0].only
        entries[position] = writer.choice(isHere, sum, entries[position], isLazy: true)
      }
    }
    return ArrayValue(operand.shape, kind, entries)
  }

  // MARK: - Order

  private func sort(
    _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> [ArrayValue] {
    guard let region = operation.regions.first, let first = x.first else {
      throw unsupported(Unsupported("its comparison is missing"))
    }
    let given = operation.attributes["dimension"]?.integer ?? -1
    let dimension = given < 0 ? given + first.rank : given
    let precedes: ([ArrayEntry], [ArrayEntry]) throws(ImportFailure) -> ArrayEntry = {
      [self] (a, b) throws(ImportFailure) in
      var arguments: [ArrayValue] = []
      for i in x.indices {
        arguments += [ArrayValue([], x[i].kind, [a[i]]), ArrayValue([], x[i].kind, [b[i]])]
      }
      return try run(region, arguments, in: scope)[0].only
    }
    // Which array decides, and how, is asked of the comparison itself.
    func sample(_ value: Int, _ kind: ElementKind) -> ArrayEntry {
      switch kind {
      case .real: .number(writer.literal(Double(value)))
      case .integer: .integer(value)
      case .boolean: .truth(value > 1)
      }
    }
    var keys: [(key: Int, descends: Bool)] = []
    for i in x.indices {
      let low = x.indices.map { sample(1, x[$0].kind) }
      var high = low
      high[i] = sample(2, x[i].kind)
      guard case .truth(let rises) = try precedes(low, high),
        case .truth(let falls) = try precedes(high, low)
      else { continue }
      if rises != falls { keys.append((i, falls)) }
    }
    let single = keys.count == 1 ? keys[0] : nil
    return try writer.sort(
      x, dimension, key: single?.key, descends: single?.descends ?? false, precedes)
  }

  private func topK(
    _ operation: MLIROperation, _ x: [ArrayValue]
  ) throws(ImportFailure) -> [ArrayValue] {
    try expect(1, x)
    guard let k = operation.attributes["k"]?.integer else {
      throw unsupported(Unsupported("`k` is missing"))
    }
    let isUsed = operation.results.count < 2 ? operation.results.first?.count ?? 1 > 1 : true
    let last = x[0].rank - 1
    let needsIndices = isUsed && usesIndices(operation)
    let arrays =
      needsIndices ? [x[0], writer.iota(x[0].shape, .index, last)] : [x[0]]
    let writer = writer
    let isReal = x[0].kind == .real
    var sorted = try writer.sort(
      arrays, last, key: 0, descends: true, count: k
    ) { (a, b) throws(ImportFailure) in
      isReal
        ? writer.compare(a[0], .greater, b[0]) : writer.compareWhole(a[0], .greater, b[0])
    }
    if !needsIndices { sorted.append(writer.iota(sorted[0].shape, .index, last)) }
    return sorted
  }

  /// `true` iff some operation uses the second result of `operation`.
  private func usesIndices(_ operation: MLIROperation) -> Bool {
    let names = operation.results
    func uses(_ use: MLIRUse) -> Bool {
      names.count > 1 ? use.name == names[1].name : use.name == names[0].name && use.number == 1
    }
    func looks(_ block: MLIRBlock) -> Bool {
      block.operations.contains { other in
        other.operands.contains(where: uses) || other.regions.contains(where: looks)
      }
    }
    return module.functions.contains { looks($0.body) }
  }

  // MARK: - Branches and loops

  /// `case`: an index that is outside the regions means the last.
  private func choose(
    _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> [ArrayValue] {
    try expect(1, x)
    let regions = operation.regions
    guard let last = regions.indices.last else {
      throw unsupported(Unsupported("it has no regions"))
    }
    let index = x[0].only
    if let known = writer.double(index) {
      let number = Int(known)
      return try run(regions[(0...last).contains(number) ? number : last], Scope(in: scope))
    }
    var results = try run(regions[last], Scope(in: scope))
    for i in stride(from: last - 1, through: 0, by: -1) {
      let own = try run(regions[i], Scope(in: scope))
      writer.anchor = anchor()
      let holds =
        i == 0
        ? writer.and(
          writer.compareWhole(index, .less, .integer(1)),
          writer.compareWhole(index, .atLeast, .integer(0)))
        : writer.compareWhole(index, .equal, .integer(i))
      results = zip(own, results).map {
        writer.chosen(ArrayValue([], .boolean, [holds]), $0, $1, isLazy: true)
      }
    }
    return results
  }

  /// `while`: its rounds one after the other, where their number does not depend on the inputs.
  private func loop(
    _ operation: MLIROperation, _ x: [ArrayValue], _ scope: Scope
  ) throws(ImportFailure) -> [ArrayValue] {
    guard operation.regions.count == 2 else {
      throw unsupported(Unsupported("its regions are missing"))
    }
    var state = x
    var rounds = 0
    func names(_ block: MLIRBlock, _ inner: Scope) {
      if block.arguments.isEmpty {
        for i in state.indices {
          if let name = operation.attributes["%\(i)"]?.word { inner[name] = [state[i]] }
        }
      } else {
        for (argument, value) in zip(block.arguments, state) { inner[argument.name] = [value] }
      }
    }
    while true {
      let condition = Scope(in: scope)
      names(operation.regions[0], condition)
      guard case .truth(let goesOn)? = try run(operation.regions[0], condition).first?.only else {
        throw unsupported(
          Unsupported(
            "how often it is repeated depends on the inputs",
            hint: "give the loop a fixed number of rounds"))
      }
      if !goesOn { return state }
      rounds += 1
      if rounds > 10_000_000 {
        throw unsupported(
          Unsupported("it does not end within 10,000,000 rounds"))
      }
      let body = Scope(in: scope)
      names(operation.regions[1], body)
      state = try run(operation.regions[1], body)
    }
  }
}
