import ADLPrograms

/// A program in which functions on an edge of their domain are asked inside a condition, and at a
/// safe argument: the "double where" that frameworks need.
///
/// g(u) becomes `if u > 0 then g(if u > 0 then u else 1) else g(0)`, and the same function: both
/// branches of a framework's `where` are differentiated, so the condition stands inside as well.
public struct EdgeRewriting: Sendable {
  /// A function at the edge of its domain.
  public enum Edge: Sendable {
    case root
    case power(exponent: Rational)

    /// √(u_1² + …), of which the sum of squares is the argument.
    case norm

    /// It has no value at the edge; 0 stands there.
    case logarithm
  }

  /// The nodes that are rewritten, in program order, with what each is.
  public let nodes: [(node: Int, edge: Edge)]

  /// The program that is the same function.
  public let program: Program

  /// `true` iff it is proved that every rewritten node is the same function of its operands,
  /// wherever it has a value.
  public let isProved: Bool

  /// How many nodes are rewritten at the most.
  private static let nodeLimit = 16

  /// Rewrites the nodes that lie on an edge, as few of them as it takes to leave nothing that is
  /// not a number at the point of the evaluation; `nil` where that does not help.
  public init?<S: FloatingNumber>(
    _ evaluation: Evaluation<S>, tangents: [[S?]], adjoints: [[S?]],
    under convention: Convention, _ work: Work
  ) {
    let program = evaluation.program
    var nodes: [(node: Int, edge: Edge)] = []
    for k in program.p..<program.m where evaluation.values[k] != nil {
      guard (tangents + adjoints).contains(where: { $0[k] != nil }),
        let edge = Self.edge(k, evaluation)
      else { continue }
      nodes.append((k, edge))
    }
    guard !nodes.isEmpty, nodes.count <= Self.nodeLimit else { return nil }
    let x = (0..<program.p).map { evaluation.values[$0] ?? .notANumber }
    func helps(_ nodes: [(node: Int, edge: Edge)]) -> Bool {
      guard let written = Self.rewrite(program, nodes),
        let again = try? written.evaluate(at: x, domain: .notANumber)
      else { return false }
      return !Self.hasNaN(again, under: convention)
    }
    guard helps(nodes) else { return nil }
    for (node, _) in nodes {
      let fewer = nodes.filter { $0.node != node }
      if !fewer.isEmpty, helps(fewer) { nodes = fewer }
    }
    guard let rewritten = Self.rewrite(program, nodes) else { return nil }
    self.nodes = nodes
    self.program = rewritten
    isProved = nodes.allSatisfy { Self.isProved($0.edge, work) }
  }

  private static func hasNaN<S: FloatingNumber>(
    _ evaluation: Evaluation<S>, under convention: Convention
  ) -> Bool {
    evaluation.outputs.contains { $0.double.isNaN }
      || evaluation.differentiateBackward(under: convention).entries.contains { $0.double.isNaN }
      || evaluation.differentiateForward(under: convention).entries.contains { $0.double.isNaN }
  }

  /// Returns the edge on which node `k` lies, if it does.
  private static func edge<S: FloatingNumber>(_ k: Int, _ evaluation: Evaluation<S>) -> Edge? {
    let application = evaluation.program.application(k)
    if application.isDerived { return nil }
    let x = evaluation.operandValues(k).map(\.double)
    guard let first = x.first else { return nil }
    switch application.primitive {
    case .sqrt: return first == 0 ? .root : nil
    case .euclideanNorm: return x.allSatisfy { $0 == 0 } ? .norm : nil
    case .log: return first <= 0 ? .logarithm : nil
    case .power:
      guard first == 0, let literal = application.operands.last?.literal,
        let exponent = evaluation.program.literals[literal].exact, exponent > .zero,
        exponent < .one
      else { return nil }
      return .power(exponent: exponent)
    default: return nil
    }
  }

  // MARK: - Writing

  private static func rewrite(
    _ program: Program, _ nodes: [(node: Int, edge: Edge)]
  ) -> Program? {
    let edges = Dictionary(uniqueKeysWithValues: nodes.map { ($0.node, $0.edge) })
    let builder = ProgramBuilder(inputs: program.p)
    var images = (0..<program.p).map(builder.input)
    for k in program.p..<program.m {
      let application = program.application(k)
      if application.isDerived { return nil }
      let own = application.operands.map { operand in
        operand.node.map { images[$0] } ?? builder.literal(program.literals[operand.literal!])
      }
      if let edge = edges[k] {
        var argument = own[0]
        if case .norm = edge {
          let squares = own.map {
            builder.apply(.integerPower, [$0], parameter: .integer(2), anchor: application.anchor)
          }
          argument = squares.count == 1 ? squares[0] : builder.apply(.sum, squares)
        }
        images.append(guarded(edge, argument, in: builder, anchor: application.anchor))
      } else {
        images.append(
          builder.apply(
            application.primitive, own, parameter: application.parameter,
            anchor: application.anchor))
      }
    }
    return try? builder.seal(outputs: program.outputs.map { images[$0] })
  }

  /// Appends `if u > 0 then g(if u > 0 then u else 1) else 0`.
  private static func guarded(
    _ edge: Edge, _ u: Operand, in builder: ProgramBuilder, anchor: Anchor = .none
  ) -> Operand {
    let zero = builder.literal(Literal(0))
    func choose(_ a: Operand, _ b: Operand) -> Operand {
      builder.apply(
        .branch, [u, zero, a, b], parameter: .condition(.comparison(0, .greater)), anchor: anchor)
    }
    let safe = choose(u, builder.literal(Literal(1)))
    return choose(plain(edge, safe, in: builder, anchor: anchor), zero)
  }

  private static func plain(
    _ edge: Edge, _ u: Operand, in builder: ProgramBuilder, anchor: Anchor = .none
  ) -> Operand {
    switch edge {
    case .root, .norm: builder.apply(.sqrt, u, anchor: anchor)
    case .logarithm: builder.apply(.log, u, anchor: anchor)
    case .power(let exponent):
      builder.apply(
        .power, u, builder.literal(Literal(double: exponent.double, exact: exponent)),
        anchor: anchor)
    }
  }

  // MARK: - Proof

  /// `true` iff the function of one number and what is written for it are proved one, on the
  /// numbers from 0 on; the logarithm on those above.
  private static func isProved(_ edge: Edge, _ work: Work) -> Bool {
    let first = ProgramBuilder(inputs: 1)
    var given = plain(edge, first.input(0), in: first)
    if case .logarithm = edge {
      let zero = first.literal(Literal(0))
      given = first.apply(
        .branch, [first.input(0), zero, given, zero],
        parameter: .condition(.comparison(0, .greater)))
    }
    let second = ProgramBuilder(inputs: 1)
    let written = guarded(edge, second.input(0), in: second)
    guard let a = try? first.seal(outputs: [given]), let b = try? second.seal(outputs: [written])
    else { return false }
    let comparison = Comparison.of([Subject(a), Subject(b)], from: .zero, to: nil, work)
    if case .proved = comparison.equality { return work.stop == nil }
    return false
  }
}
