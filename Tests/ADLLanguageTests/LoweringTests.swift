import ADLPrograms
import ADLText
import Synchronization
import Testing

@testable import ADLLanguage

/// What becomes a node, and which.
struct LoweringTests {
  /// The nodes after the inputs, as `name(operands)`: a number is a node from 1, a literal is in
  /// brackets.
  private func nodes(
    _ function: String, after definitions: String = "", at shapes: [Shape] = [.scalar],
    naturals: [Int] = []
  ) throws -> [String] {
    let program = try instance(function, after: definitions, at: shapes, naturals).program
    return (program.p..<program.m).map { k in
      let application = program.application(k)
      let operands = application.operands.map { operand in
        operand.node.map { "\($0 + 1)" }
          ?? "[\(Desk.text(.number(program.literals[operand.literal!])))]"
      }
      return "\(application.name)(\(operands.joined(separator: " ")))"
    }
  }

  private func instance(
    _ function: String, after definitions: String = "", at shapes: [Shape] = [.scalar],
    _ naturals: [Int] = []
  ) throws -> Instance {
    var desk = Desk()
    #expect(desk.run(definitions).isEmpty)
    let point = shapes.map { shape -> ConstantValue in
      let zeros = [Literal](repeating: Literal(0), count: shape.count)
      return switch shape {
      case .scalar: .number(Literal(0))
      case .vector: .vector(zeros)
      case .matrix(let rows, let columns): .matrix(zeros, rows: rows, columns: columns)
      }
    }
    return try desk.instance(function, at: naturals.map { .integer($0) } + point)
  }

  @Test(arguments: [
    // A literal is an operand; what has no other operands folds.
    ("t -> 2 * t + 1 / 4", ["mul([2] 1)", "add(2 [0.25])"]),
    // Two equal expressions are two nodes; a `let` and an argument share.
    ("t -> sin(t) + sin(t)", ["sin(1)", "sin(1)", "add(2 3)"]),
    ("t -> let s = sin(t) in s + s", ["sin(1)", "add(2 2)"]),
    ("t -> (s -> s + s)(sin(t))", ["sin(1)", "add(2 2)"]),
    // Functions of many arguments are single nodes.
    ("t -> max(t, 0, 2 * t)", ["mul([2] 1)", "maximum(1 [0] 2)"]),
    ("t -> max(t, 0)", ["max(1 [0])"]), ("t -> sum([t, 2, t])", ["sum(1 [2] 1)"]),
    ("t -> dot([t, 1], [2, 3])", ["dot(1 [1] [2] [3])"]),
    ("t -> sum(i * t for i in 1..2)", ["mul([1] 1)", "mul([2] 1)", "sum(2 3)"]),
    // Whole exponents that are known make products.
    ("t -> t^2", ["ipow(1)"]), ("t -> t^-1", ["rpow(1)"]), ("t -> t^0.5", ["pow(1 [0.5])"]),
    // An entry of a sorted vector is made when it is used.
    ("t -> sort([t, 1, 2])[2]", ["sort(1 [1] [2])"]),
    ("t -> (x -> x[1] + x[1])(sort([t, 1]))", ["sort(1 [1])", "add(2 2)"]),
    // Known conditions are decided; others are one selection.
    ("t -> if 1 < 2 then t else sin(t)", ["copy(1)"]),
    ("t -> if t > 0 then t else 1", ["if(1 [0] 1 [1])"]),
    ("t -> if 1 < 2 and 0 < t <= 1 then t else 1", ["if([0] 1 1 [1] 1 [1])"]),
    ("t -> if 1 < 2 or log(t) > 1 then t else 1", ["copy(1)"]),
    // Outputs are copies where they must be.
    ("t -> [t, 2]", ["copy(1)", "constant(1 [2])"]),
    // Derivatives are programs; nothing of them that is not needed is left.
    ("(t -> t^2)'", ["mul([2] 1)"]), ("t -> (s -> 3 * s)'(t)", ["constant(1 [3])"]),
    ("t -> iterate(s -> s + t, 2, t)", ["add(1 1)", "add(2 1)"]),
  ])
  func `an expression is written as these nodes`(function: String, expected: [String]) throws {
    #expect(try nodes(function) == expected)
  }

  @Test func `products of matrices are dot products`() throws {
    let found = try nodes(
      "(W, x) -> W @ x", at: [.matrix(rows: 2, columns: 2), .vector(2)])
    #expect(found == ["dot(1 2 5 6)", "dot(3 4 5 6)"])
  }

  @Test func `a natural parameter is not an input, and sizes are bound by arguments`() throws {
    let found = try nodes(
      "kth", after: "kth(k: N, x: R^n) = sort(x)[n + 1 - k]", at: [.vector(3)], naturals: [1])
    #expect(found == ["sort(1 2 3)"])
  }

  @Test func `a function keeps the meanings that its names had`() {
    var desk = Desk()
    #expect(
      desk.run("a = 2\nf(x) = a * x\ng(x) = f(x)\na = 3\nf(x) = 0\n[g(1), f(1), a]\na = a + 1\na")
        == ["[2, 0, 3]", "4"])
    #expect(desk.environment.users(of: "f", version: 2) == ["g"])
  }

  @Test func `nodes know their places through the calls`() throws {
    let instance = try instance("g", after: "f(x) = sin(2 * x) - 1\ng(x) = 3 * f(x)")
    let spans = (1..<instance.program.m).map { k in
      instance.anchors.chain(of: instance.program.application(k).anchor).map(\.text)
    }
    #expect(
      spans == [
        ["2 * x", "f(x)", "g"], ["sin(2 * x)", "f(x)", "g"], ["sin(2 * x) - 1", "f(x)", "g"],
        ["3 * f(x)", "g"],
      ])
  }

  @Test func `inputs are named as the parameters`() throws {
    let instance = try instance(
      "(a, x: R^2, W: R^(1, 2)) -> a + x[1] + W[1, 2]",
      at: [.scalar, .vector(2), .matrix(rows: 1, columns: 2)])
    #expect(instance.inputs == ["a", "x[1]", "x[2]", "W[1, 1]", "W[1, 2]"])
  }

  @Test func `a declared selection is one node with its branches as pieces`() throws {
    let definition =
      "selection s(t, k: N) = let u = k * t in if t < -1 then -u else if t > 1 then u else t^2"
    var desk = Desk()
    #expect(desk.run(definition).isEmpty)
    let instance = try desk.instance("s", at: [.number(Literal(0)), .integer(3)])
    #expect(instance.program.m == 2)
    guard case .selection(let selection) = instance.program.application(1).parameter else {
      Issue.record("the node is not a selection")
      return
    }
    #expect(selection.pieces.count == 3)
    #expect(desk.run("[s(-2, 3), s(0.5, 3), s(2, 3)]") == ["[6, 0.25, 6]"])
    #expect(desk.run("[(t -> s(t, 3))'(-2), (t -> s(t, 3))'(0.5)]") == ["[-3, 1]"])
  }

  @Test(arguments: ["classify", "kinks"])
  func `the shapes of arguments follow from the dimension of a box`(word: String) throws {
    var desk = Desk()
    _ = desk.run("f(a, x: R^n, b) = a * sum(x) + b\ng(x) = sum(x)")
    let span = SourceFile(name: "s", text: word).span(0..<1)
    #expect(
      try desk.lowering.argumentShapes(of: desk.function("f"), dimension: 5, span: span)
        == [.scalar, .vector(3), .scalar])
    #expect(
      try desk.lowering.argumentShapes(of: desk.function("g"), dimension: 2, span: span)
        == [.vector(2)])
    #expect(
      try desk.lowering.argumentShapes(of: desk.function("relu"), dimension: nil, span: span)
        == [.scalar])
  }

  @Test func `a program beyond the node limit is an error, and one below it is not`() throws {
    var desk = Desk()
    _ = desk.run("f(n: N, t) = sum(sin(i * t) for i in 1..n)")
    desk.lowering = Lowering(LoweringOptions(nodeLimit: 2_002))
    #expect(try desk.instance("f", at: [.integer(1_000), .number(Literal(0))]).program.m == 2_002)
    #expect(throws: LoweringFailure.self) {
      try desk.instance("f", at: [.integer(1_001), .number(Literal(0))])
    }
  }

  @Test(arguments: [
    "sum(i for i in 1..10^7)", "iterate(x -> x, 10^15, 0)",
    "f(x) = 0\nsum(f(i) for i in 1..10^7)",
  ])
  func `work stops when asked to`(text: String) {
    let looks = Mutex(0)
    var desk = Desk()
    desk.evaluator = Evaluator(
      LoweringOptions(
        cancellation: Cancellation {
          looks.withLock {
            $0 += 1
            return $0 > 10
          }
        }))
    #expect(desk.run(text) == ["interrupted"])
  }
}
