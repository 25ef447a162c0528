import ADLPrograms

/// An expression of a program under test, written with Swift's operators.
struct Node: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  enum Storage {
    case operand(ProgramBuilder, Operand)
    case literal(Literal)
  }

  let storage: Storage

  init(_ builder: ProgramBuilder, _ operand: Operand) { storage = .operand(builder, operand) }
  init(integerLiteral value: Int) { storage = .literal(Literal(value)) }
  init(floatLiteral value: Double) {
    storage = .literal(Literal(double: value, exact: Rational(decimal: "\(value)")))
  }
  init(_ value: Rational) { storage = .literal(Literal(double: value.double, exact: value)) }

  var builder: ProgramBuilder? {
    if case .operand(let builder, _) = storage { builder } else { nil }
  }

  func operand(in builder: ProgramBuilder) -> Operand {
    switch storage {
    case .operand(_, let operand): operand
    case .literal(let literal): builder.literal(literal)
    }
  }

  static func apply(_ name: String, _ nodes: [Node], _ parameter: Parameter = .none) -> Node {
    let builder = nodes.lazy.compactMap(\.builder).first!
    let operands = nodes.map { $0.operand(in: builder) }
    return Node(
      builder,
      builder.apply(
        Primitive(named: name)!, operands, parameter: parameter,
        anchor: Anchor(rawValue: Int32(builder.m))))
  }

  static func + (a: Node, b: Node) -> Node { apply("add", [a, b]) }
  static func - (a: Node, b: Node) -> Node { apply("sub", [a, b]) }
  static func * (a: Node, b: Node) -> Node { apply("mul", [a, b]) }
  static func / (a: Node, b: Node) -> Node { apply("div", [a, b]) }
  static prefix func - (a: Node) -> Node { apply("neg", [a]) }

  func power(_ n: Int) -> Node {
    Node.apply(
      n < 0 ? Primitive.reciprocalPower.name : Primitive.integerPower.name, [self], .integer(n))
  }
}

/// A condition of an `if` under test, with the sides of its comparisons in order.
struct Test {
  let sides: [Node]
  let formula: (_ first: Int) -> Condition

  static func compare(_ a: Node, _ relation: Condition.Relation, _ b: Node) -> Test {
    Test(sides: [a, b]) { .comparison($0, relation) }
  }

  static func && (a: Test, b: Test) -> Test {
    Test(sides: a.sides + b.sides) {
      .and([a.formula($0), b.formula($0 + a.sides.count / 2)])
    }
  }

  static func || (a: Test, b: Test) -> Test {
    Test(sides: a.sides + b.sides) {
      .or([a.formula($0), b.formula($0 + a.sides.count / 2)])
    }
  }
}

func < (a: Node, b: Node) -> Test { .compare(a, .less, b) }
func <= (a: Node, b: Node) -> Test { .compare(a, .atMost, b) }
func > (a: Node, b: Node) -> Test { .compare(a, .greater, b) }
func == (a: Node, b: Node) -> Test { .compare(a, .equal, b) }

func relu(_ t: Node) -> Node { .apply("relu", [t]) }
func abs(_ t: Node) -> Node { .apply("abs", [t]) }
func max(_ a: Node, _ b: Node) -> Node { .apply("max", [a, b]) }
func min(_ a: Node, _ b: Node) -> Node { .apply("min", [a, b]) }
func clip(_ t: Node, _ a: Node, _ b: Node) -> Node { .apply("clip", [t, a, b]) }
func exp(_ t: Node) -> Node { .apply("exp", [t]) }
func log(_ t: Node) -> Node { .apply("log", [t]) }
func sqrt(_ t: Node) -> Node { .apply("sqrt", [t]) }
func sin(_ t: Node) -> Node { .apply("sin", [t]) }
func tanh(_ t: Node) -> Node { .apply("tanh", [t]) }
func softplus(_ t: Node) -> Node { .apply("softplus", [t]) }
func norm1(_ x: [Node]) -> Node { .apply("norm1", x) }
func norm2(_ x: [Node]) -> Node { .apply("norm2", x) }
func median(_ x: [Node]) -> Node { .apply("median", x) }
func maximum(_ x: [Node]) -> Node { .apply("maximum", x) }
func sorted(_ x: [Node], _ rank: Int) -> Node { .apply("sort", x, .integer(rank)) }

func when(_ test: Test, then a: Node, else b: Node) -> Node {
  .apply("if", test.sides + [a, b], .condition(test.formula(0)))
}

/// Returns the program of one input that `body` writes.
func program(_ body: (Node) -> Node) -> Program {
  program(inputs: 1) { [body($0[0])] }
}

/// Returns the program that `body` writes.
func program(inputs p: Int, _ body: ([Node]) -> [Node]) -> Program {
  let builder = ProgramBuilder(inputs: p)
  let outputs = body((0..<p).map { Node(builder, builder.input($0)) })
  return try! builder.seal(outputs: outputs.map { $0.operand(in: builder) })
}

/// The programs that the tests share.
enum Examples {
  static let relu2 = program { t in relu(-t) + t }
  static let relu3 = program { t in (relu(t) + (relu(-t) + t)) / 2 }
  static let zero = program { t in relu(-t) + t - relu(t) }

  /// The tent map, iterated.
  static func tent(_ count: Int) -> Program {
    program { t in
      (0..<count).reduce(t) { x, _ in when(x < 0.5, then: 2 * x, else: 2 - 2 * x) }
    }
  }
}
