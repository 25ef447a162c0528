import ADLPrograms

extension PythonBody {
  /// Returns the name of what `maker` makes of a vector of these operands, which is written once in
  /// a block.
  private mutating func named(_ maker: String, _ operands: [Operand], _ text: String) -> String {
    let key = VectorKey(maker: maker, operands: operands)
    if let known = name(of: key) { return known }
    definitions.vectorCount += 1
    let name = "v\(definitions.vectorCount)"
    append("\(name) = \(text)")
    vectors[vectors.count - 1][key] = name
    return name
  }

  private func name(of key: VectorKey) -> String? {
    vectors.reversed().lazy.compactMap { $0[key] }.first
  }

  mutating func sorted(_ operands: [Operand]) -> String {
    if let known = name(of: VectorKey(maker: "sort", operands: operands)) { return known }
    let text = "\(framework.module).sort(\(vector(operands)))"
    return named("sort", operands, framework == .pytorch ? text + ".values" : text)
  }

  /// Returns the `count` largest of the operands, from above.
  mutating func largest(_ count: Int, of operands: [Operand]) -> String {
    if let known = name(of: VectorKey(maker: "top_k", operands: operands)) { return known }
    let v = vector(operands)
    let text =
      switch framework {
      case .jax: "jax.lax.top_k(\(v), \(count))[0]"
      case .pytorch: "torch.topk(\(v), \(count)).values"
      case .tensorflow: "tf.math.top_k(\(v), \(count)).values"
      }
    return named("top_k", operands, text)
  }

  /// Returns a vector of these operands: a parameter or a part of one, an array that has a name, or
  /// what is put together.
  mutating func vector(_ operands: [Operand]) -> String {
    let nodes = operands.compactMap(\.node)
    if nodes.isEmpty {
      return framework.tensor(
        "[\(operands.map { operand($0).text }.joined(separator: ", "))]")
    }
    if let known = name(of: VectorKey(maker: "", operands: operands)) { return known }
    if nodes.count == operands.count,
      let part = PythonParameter.part(nodes, of: parameters, framework) ?? part(nodes)
    {
      return part
    }
    if nodes.count == operands.count, let ranked = ranked(nodes) { return ranked }
    let text = "\(framework.stack)([\(operands.map { tensor($0) }.joined(separator: ", "))])"
    if text.utf8.count <= Self.inlineLength { return text }
    return named("", operands, text)
  }

  /// Returns entries of one array that follow each other; `nil` if `nodes` are none.
  private func part(_ nodes: [Int]) -> String? {
    guard nodes.count > 1, let first = groups.place[nodes[0]],
      nodes.enumerated().allSatisfy({ i, k in
        groups.place[k].map { $0.group == first.group && $0.entry == first.entry + i } ?? false
      }), let group = groups.groups[first.group],
      let name = name(of: VectorKey(maker: "", operands: group.nodes.map { Operand.node($0) }))
    else { return nil }
    return "\(name)[\(first.entry):\(first.entry + nodes.count)]"
  }

  /// Returns ranks that follow each other of one sorted vector; `nil` if `nodes` are none.
  private mutating func ranked(_ nodes: [Int]) -> String? {
    guard nodes.count > 1, nodes[0] >= program.p else { return nil }
    let first = program.application(nodes[0])
    let rank = first.parameter.integer
    guard [.sortedEntry, .largest].contains(first.primitive) else { return nil }
    for (i, k) in nodes.enumerated() {
      guard k >= program.p else { return nil }
      let application = program.application(k)
      guard application.primitive == first.primitive, application.parameter.integer == rank + i,
        application.operands == first.operands
      else { return nil }
    }
    let own = Array(first.operands)
    let isSorted = first.primitive == .sortedEntry
    let count = isSorted ? own.count : ranks[first.operands] ?? own.count
    let name = isSorted ? sorted(own) : largest(count, of: own)
    return nodes.count == count ? name : "\(name)[\(rank - 1):\(rank - 1 + nodes.count)]"
  }

  // MARK: - Groups

  /// Writes the line that computes the nodes of a group, whose texts are then its entries.
  mutating func write(_ group: PythonGroups.Group) {
    let application = program.application(group.nodes[0])
    let columns = groups.columns(group.nodes)
    let text: String
    if application.primitive == .dot {
      text = product(group.nodes, columns)
    } else {
      let x = columns.map { column -> Argument in
        switch column {
        case .literal(let i):
          let number = program.literals[i].double
          return Argument(text: .number(number), number: number)
        case .node(let k): return Argument(text: operand(.node(k)), number: nil)
        case .vector(let operands):
          return Argument(text: PythonText(vector(operands)), number: nil)
        }
      }
      text = applied(application, x, [])?.text ?? "nan"
    }
    let name = named("", group.nodes.map { Operand.node($0) }, text)
    for (entry, k) in group.nodes.enumerated() { texts[k] = PythonText("\(name)[\(entry)]") }
  }

  /// The product of a matrix, whose rows are one factor of each node, with the factor that all have.
  private mutating func product(_ nodes: [Int], _ columns: [PythonGroups.Column]) -> String {
    guard case .vector(let common)? = columns.first else { return "nan" }
    let v = vector(common)
    let factors = groups.factors(nodes)
    if let (matrix, isTransposed) = PythonParameter.matrix(
      factors.compactMap(\.node), rows: nodes.count, of: parameters),
      factors.allSatisfy({ $0.node != nil })
    {
      if framework == .tensorflow {
        return "tf.linalg.matvec(\(matrix), \(v)\(isTransposed ? ", transpose_a=True" : ""))"
      }
      return isTransposed ? "\(v) @ \(matrix)" : "\(matrix) @ \(v)"
    }
    let width = common.count
    let rows = nodes.indices.map { vector(Array(factors[$0 * width..<($0 + 1) * width])) }
    let matrix = "\(framework.stack)([\(rows.joined(separator: ", "))])"
    return framework == .tensorflow ? "tf.linalg.matvec(\(matrix), \(v))" : "\(matrix) @ \(v)"
  }
}
