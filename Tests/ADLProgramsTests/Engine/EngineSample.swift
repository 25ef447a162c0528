import ADLTestSupport

@testable import ADLPrograms

/// Seeded programs that meet every way in which the engine lays nodes out: unrolled loops over
/// neighbours, operands at other strides and in no order, sums and inner products, chains,
/// branches.
struct EngineSample {
  var random: SplitMix64
  let builder: ProgramBuilder
  private var pool: [Operand]

  init(seed: UInt64, inputs p: Int) {
    random = SplitMix64(seed: seed)
    builder = ProgramBuilder(inputs: p)
    pool = (0..<p).map { .node($0) }
  }

  /// Returns the program of `seed`, with `q` outputs.
  static func program(seed: UInt64) -> Program {
    var random = SplitMix64(seed: seed)
    var sample = EngineSample(seed: seed, inputs: Int.random(in: 1...40, using: &random))
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      switch Int.random(in: 0..<6, using: &random) {
      case 0, 1: sample.appendLoop()
      case 2: sample.appendChain()
      case 3: sample.appendReduction()
      case 4: sample.appendScatter()
      default: sample.appendBranches()
      }
    }
    return try! sample.seal()
  }

  static let unary = [
    "neg", "exp", "sigmoid", "softplus", "sin", "tanh", "relu", "abs", "hardtanh", "relu6",
    "sqrt", "log", "copy", "expm1", "log1p",
  ].map { Primitive(named: $0)! }
  static let binary = ["add", "sub", "mul", "div", "max", "min", "leaky_relu", "elu", "pow"].map {
    Primitive(named: $0)!
  }
  static let reductions = [
    "sum", "mean", "dot", "maximum", "minimum", "prod", "logsumexp", "norm2", "norm1", "norminf",
    "median", "sort",
  ].map { Primitive(named: $0)! }

  private mutating func literal() -> Operand {
    let choices: [Double] = [0, 1, -1, 2, 0.5, 3, -0.25]
    return builder.literal(Literal(choices.randomElement(using: &random)!))
  }

  mutating func apply(_ primitive: Primitive, _ operands: [Operand], _ parameter: Parameter = .none)
    -> Operand
  {
    builder.apply(primitive, operands, parameter: parameter, anchor: .none)
  }

  /// Applies a body of a few operations to neighbouring entries of the pool, many times.
  private mutating func appendLoop() {
    let count = Int.random(in: 3...40, using: &random)
    let stride = Int.random(in: 1...2, using: &random)
    let source = pool
    var body: [(Primitive, Parameter, [Int])] = []
    for i in 0..<Int.random(in: 1...6, using: &random) {
      // Negative: an earlier step of the body; up to 3: a neighbour; 10: the last of the pool, for
      // all; 11: a literal.
      func operand(_ random: inout SplitMix64) -> Int {
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: i > 0 ? -1 - Int.random(in: 0..<i, using: &random) : 0
        case 2: 10
        case 3: 11
        default: Int.random(in: 0...3, using: &random)
        }
      }
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        body.append((Self.unary.randomElement(using: &random)!, .none, [operand(&random)]))
      case 1:
        body.append(
          (
            Primitive(named: "ipow")!, .integer(Int.random(in: 0...6, using: &random)),
            [operand(&random)]
          ))
      case 2:
        let three = (0..<3).map { _ in operand(&random) }
        body.append(
          (Primitive(named: ["maximum", "clip"].randomElement(using: &random)!)!, .none, three))
      default:
        body.append(
          (
            Self.binary.randomElement(using: &random)!, .none,
            [operand(&random), operand(&random)]
          ))
      }
    }
    let literals = (0..<body.count * 3).map { _ in literal() }
    for i in 0..<count {
      var results: [Operand] = []
      for (step, (primitive, parameter, slots)) in body.enumerated() {
        let operands = slots.enumerated().map { place, slot -> Operand in
          if slot < 0 { return results[-1 - slot] }
          if slot == 10 { return source[source.count - 1] }
          if slot == 11 { return literals[step * 3 + place] }
          return source[(i * stride + slot) % source.count]
        }
        results.append(apply(primitive, operands, parameter))
      }
      pool.append(results.last!)
    }
  }

  /// Applies operations one to the result of the other.
  private mutating func appendChain() {
    var t = pool.randomElement(using: &random)!
    for _ in 0..<Int.random(in: 1...20, using: &random) {
      if Bool.random(using: &random) {
        t = apply(Self.unary.randomElement(using: &random)!, [t])
      } else {
        let other = Bool.random(using: &random) ? pool.randomElement(using: &random)! : literal()
        t = apply(Self.binary.randomElement(using: &random)!, [t, other])
      }
      if Int.random(in: 0..<4, using: &random) == 0 { pool.append(t) }
    }
    pool.append(t)
  }

  /// Applies a primitive to many operands: neighbours, or any.
  private mutating func appendReduction() {
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let primitive = Self.reductions.randomElement(using: &random)!
      var count = Int.random(in: 1...30, using: &random)
      if primitive.name == "dot" { count *= 2 }
      let isOrdered = Bool.random(using: &random)
      let first = Int.random(in: 0..<pool.count, using: &random)
      let operands = (0..<count).map { i in
        isOrdered ? pool[(first + i) % pool.count] : pool.randomElement(using: &random)!
      }
      let parameter: Parameter = primitive.name == "sort" ? .integer((count + 1) / 2) : .none
      pool.append(apply(primitive, operands, parameter))
    }
  }

  /// Applies one operation to operands in no order, with repeats.
  private mutating func appendScatter() {
    let primitive = Self.binary.randomElement(using: &random)!
    let source = pool
    for _ in 0..<Int.random(in: 8...30, using: &random) {
      pool.append(
        apply(
          primitive,
          [source.randomElement(using: &random)!, source.randomElement(using: &random)!]))
    }
  }

  /// Appends branches whose conditions and arms may be undefined where they are not reached.
  private mutating func appendBranches() {
    let source = pool
    let relation = Condition.Relation.allCases.randomElement(using: &random)!
    let other = Condition.Relation.allCases.randomElement(using: &random)!
    let condition: Condition =
      switch Int.random(in: 0..<3, using: &random) {
      case 0: .comparison(0, relation)
      case 1: .and([.comparison(0, relation), .not(.comparison(1, other))])
      default: .or([.comparison(0, relation), .comparison(1, other)])
      }
    let log = Primitive(named: ["log", "sqrt", "exp"].randomElement(using: &random)!)!
    for i in 0..<Int.random(in: 1...20, using: &random) {
      let t = source[i % source.count]
      let u = source[(i + 1) % source.count]
      var sides = [t, builder.literal(Literal(0.0))]
      if condition.comparisonCount == 2 {
        sides += [apply(.division, [u, t]), builder.literal(Literal(1.0))]
      }
      let a = apply(log, [t])
      let b = apply(.multiplication, [u, apply(.division, [t, u])])
      pool.append(
        builder.apply(.branch, sides + [a, b], parameter: .condition(condition), anchor: .none))
    }
  }

  private mutating func seal() throws(BuildFailure) -> Program {
    let nodes = pool.filter { $0.node != nil }
    let choice = Int.random(in: 0..<4, using: &random)
    if choice == 0 { return try builder.seal(outputs: Array(nodes.suffix(3))) }
    let total = apply(Primitive(named: "sum")!, Array(nodes.suffix(25)))
    return try builder.seal(outputs: [choice == 1 ? apply(.division, [total, nodes[0]]) : total])
  }

  /// Returns a point with ties, zeros and, rarely, no numbers.
  static func point(_ p: Int, seed: UInt64) -> [Double] {
    var random = SplitMix64(seed: seed)
    let kind = Int.random(in: 0..<8, using: &random)
    return (0..<p).map { _ in
      switch Int.random(in: 0..<12, using: &random) {
      case 0 where kind < 4: 0
      case 1 where kind < 4: 1
      case 2 where kind < 4: -1
      case 3 where kind == 0:
        [.infinity, -.infinity, .nan, -0.0, 1e308].randomElement(using: &random)!
      default:
        kind == 7 ? .random(in: 0.5...2, using: &random) : .random(in: -3...3, using: &random)
      }
    }
  }
}
