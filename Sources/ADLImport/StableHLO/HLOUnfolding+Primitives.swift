import ADLPrograms
import ADLText

extension HLOUnfolding {
  /// Returns what a call of `function` comes to as a primitive, where the function bears one's name
  /// and its body does what the primitive does.
  ///
  /// Only those are looked for whose derivative is a rule of the framework's own, or that say more
  /// than their body; all others give the same derivatives inlined.
  func recognized(_ function: MLIRFunction, _ x: [ArrayValue]) -> ArrayValue? {
    guard let known = KnownFunction.table[Self.base(of: function.name)], let first = x.first,
      first.kind == .real, function.arguments.count == x.count
    else { return nil }
    guard let constants = known.constants(x, writer),
      has(function, x, known.bodies(constants))
    else { return nil }
    return writer.map(first) { known.node(writer, $0, constants) }
  }

  /// The name without the number that a clone has.
  private static func base(of name: String) -> String {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    if let last = parts.last, !last.isEmpty, last.allSatisfy(\.isNumber), parts.count > 1 {
      return parts.dropLast().joined(separator: "_")
    }
    return name
  }

  /// Whether the body of the function, at arguments of these shapes, is entry by entry one of the
  /// formulas.
  private func has(
    _ function: MLIRFunction, _ x: [ArrayValue], _ bodies: [KnownFunction.Formula]
  ) -> Bool {
    guard let inner = try? HLOUnfolding(module, scratch: x[0].count, file, options) else {
      return false
    }
    let builder = inner.writer.builder
    let inputs = (0..<x[0].count).map { ArrayEntry.number(builder.input($0)) }
    var arguments = [ArrayValue(x[0].shape, .real, inputs)]
    for other in x.dropFirst() {
      arguments.append(
        ArrayValue(
          other.shape, other.kind,
          other.entries.map { entry in
            if case .number(let operand) = entry, let literal = writer.builder.literal(of: operand)
            {
              return .number(builder.literal(literal))
            }
            return entry
          }))
    }
    guard let result = try? inner.call(function, arguments), result.count == 1,
      result[0].shape == x[0].shape
    else { return false }
    let expected = bodies.map { body in
      inputs.map { body(inner.writer, inner.writer.operand($0)) }
    }
    let found = result[0].entries.map { inner.writer.operand($0) }
    guard
      let program = try? builder.seal(outputs: found + expected.flatMap { $0 })
    else { return false }
    // The outputs are the last nodes, in order; those that are equal formulas are equal trees.
    let outputs = Array(program.outputs)
    let trees = FormulaTrees(program)
    return bodies.indices.contains { i in
      (0..<found.count).allSatisfy { k in
        trees.isEqual(outputs[k], outputs[(i + 1) * found.count + k])
      }
    }
  }

  /// An unfolding in which a function is tried, with so many inputs.
  convenience init(
    _ module: MLIRModule, scratch count: Int, _ file: SourceFile, _ options: ImportOptions
  ) throws(ImportFailure) {
    let argument = MLIRArgument(
      name: "scratch", type: .tensor([count], element: "f64"), range: 0..<0)
    try self.init(
      module,
      MLIRFunction(
        name: "scratch", isPublic: false, arguments: [argument], body: MLIRBlock(),
        nameRange: 0..<0), file, options)
  }
}

/// A function of `jax.nn` and the like that is a primitive here.
struct KnownFunction: Sendable {
  /// A formula of one number.
  typealias Formula = @Sendable (ArrayWriter, Operand) -> Operand

  /// The formulas that its body may be, given the constants.
  let bodies: @Sendable ([Double]) -> [Formula]

  /// The node that it becomes.
  let node: @Sendable (ArrayWriter, Operand, [Double]) -> Operand

  /// How many further arguments it has, each one number that is known.
  let constantCount: Int

  init(
    constants: Int = 0, _ bodies: @escaping @Sendable ([Double]) -> [Formula],
    node: @escaping @Sendable (ArrayWriter, Operand, [Double]) -> Operand
  ) {
    self.bodies = bodies
    self.node = node
    constantCount = constants
  }

  /// The numbers of the further arguments; `nil` where one is not known.
  func constants(_ x: [ArrayValue], _ writer: ArrayWriter) -> [Double]? {
    guard x.count == constantCount + 1 else { return nil }
    var result: [Double] = []
    for array in x.dropFirst() {
      guard array.count == 1, let value = writer.double(array.only) else { return nil }
      result.append(value)
    }
    return result
  }

  static let table: [String: KnownFunction] = [
    "relu": KnownFunction({ _ in
      [
        { w, t in w.apply(.maximum, t, w.literal(0)) },
        { w, t in w.apply(.maximum, w.literal(0), t) },
      ]
    }) { w, t, _ in w.apply(.relu, t) },
    "relu6": KnownFunction({ _ in
      [
        { w, t in w.apply(.minimum, w.apply(.maximum, t, w.literal(0)), w.literal(6)) },
        { w, t in w.apply(.minimum, w.literal(6), w.apply(.maximum, w.literal(0), t)) },
      ]
    }) { w, t, _ in w.apply(.relu6, t) },
    "hard_sigmoid": KnownFunction({ _ in
      [
        { w, t in
          let shifted = w.apply(.addition, t, w.literal(3))
          let held = w.apply(.minimum, w.apply(.maximum, shifted, w.literal(0)), w.literal(6))
          return w.apply(.division, held, w.literal(6))
        },
        { w, t in
          let shifted = w.apply(.addition, t, w.literal(3))
          return w.apply(.division, w.apply(.relu6, shifted), w.literal(6))
        },
      ]
    }) { w, t, _ in w.apply(.hardSigmoid, t) },
    "softplus": KnownFunction({ _ in
      [
        { w, t in
          let zero = w.literal(0)
          let distance = w.apply(.abs, w.apply(.subtraction, t, zero))
          return w.apply(
            .addition, w.apply(.maximum, t, zero),
            w.apply(.log1p, w.apply(.exp, w.apply(.negation, distance))))
        },
        { w, t in
          w.apply(
            .addition, w.apply(.maximum, t, w.literal(0)),
            w.apply(.log1p, w.apply(.exp, w.apply(.negation, w.apply(.abs, t)))))
        },
      ]
    }) { w, t, _ in w.apply(.softplus, t) },
    "clip": KnownFunction(
      constants: 2,
      { bounds in
        guard bounds[0] < bounds[1] else { return [] }
        return [
          { w, t in
            w.apply(
              .minimum, w.literal(bounds[1]), w.apply(.maximum, w.literal(bounds[0]), t))
          },
          { w, t in
            w.apply(
              .minimum, w.apply(.maximum, t, w.literal(bounds[0])), w.literal(bounds[1]))
          },
        ]
      }
    ) { w, t, bounds in
      let node = w.apply(.clip, [t, w.literal(bounds[0]), w.literal(bounds[1])])
      return w.isWhole(t) && bounds.allSatisfy { $0.rounded() == $0 } ? w.noteWhole(node) : node
    },
  ]
}

/// Compares the formulas of nodes.
struct FormulaTrees {
  let program: Program

  init(_ program: Program) { self.program = program }

  /// Whether two nodes are one formula of the inputs.
  func isEqual(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (resolved(a), resolved(b))
    if a == b { return true }
    if a < program.p || b < program.p { return false }
    let (x, y) = (program.application(a), program.application(b))
    guard x.primitive == y.primitive, x.parameter == y.parameter,
      x.operands.count == y.operands.count
    else { return false }
    return zip(x.operands, y.operands).allSatisfy { left, right in
      if let i = left.node, let j = right.node { return isEqual(i, j) }
      if let i = left.literal, let j = right.literal {
        return program.literals[i].double == program.literals[j].double
      }
      return false
    }
  }

  /// The node that a copy stands for.
  private func resolved(_ k: Int) -> Int {
    guard k >= program.p else { return k }
    let application = program.application(k)
    guard application.primitive == .copy, let j = application.operands.first?.node else { return k }
    return resolved(j)
  }
}
