import ADLPrograms
import ADLText
import Testing

@testable import ADLLanguage

/// Loops whose body is written once have the nodes that they have unrolled, in the same places.
struct BlockTests {
  /// A program node by node: what is applied to what, with numbers as they are known, and where it
  /// is written.
  private func nodes(_ instance: Instance) -> [String] {
    let program = instance.program
    return (program.p..<program.m).map { k in
      let application = program.application(k)
      let operands = application.operands.map { operand in
        operand.node.map { "\($0 + 1)" } ?? "[\(program.literals[operand.literal!])]"
      }
      let places = instance.anchors.chain(of: application.anchor).map(\.text)
      return "\(application.name) \(application.parameter) \(operands) \(places)"
    }
  }

  private func instance(_ text: String, _ definitions: String, fromCount count: Int) throws
    -> Instance
  {
    var desk = Desk()
    #expect(desk.run(definitions).isEmpty)
    var options = LoweringOptions()
    options.blockMinimum = count
    desk.lowering = Lowering(options)
    let point = ConstantValue.vector([Literal](repeating: Literal(0), count: 20))
    return try desk.instance(text, at: [point])
  }

  private static let definitions = """
    part(s, t) = max(s * t, s - t)
    at(x: R^n, k: N) = x[k]
    norm(x: R^n) = norm2(x)
    total(v) = sum(v)
    half(t: R) = max(t / 2, 1)
    product(s: R, t: R) = s * t + sin(t)
    selection pick(a, b) = if a < b then a else 2 * b
    xs = [1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144, 169, 196, 225, 256, 289, 324, 361, 400]
    """

  @Test(arguments: [
    // Entries at the index, and beside it; the index as a number, in sums and functions.
    "sum(x[i]^2 for i in 1..20)", "sum(x[i] * x[i + 1] for i in 1..19)",
    "sum(x[21 - i] * x[i] for i in 1..20)", "sum(i * x[i] for i in 1..20)",
    "sum(sin(i) * x[i] + i / 2 for i in 1..20)", "sum(x[i] - i^2 for i in 3..20)",
    "sum(max(x[i], i, -x[1], 3) for i in 1..20)", "sum(i for i in 1..20) * x[1]",
    "sum(x[2 * i] for i in 1..10)", "sum(xs[i] * x[i] for i in 1..20)",
    // What is outside, what is shared, what is called.
    "let s = x[1] + 1 in sum(s * x[i] for i in 1..20)",
    "sum(let s = x[i] - 1 in s * s for i in 1..20)",
    "sum(part(x[i], i) for i in 1..20)", "sum(part(part(x[i], 2), x[1]) for i in 2..20)",
    "sum(pick(x[i], 1) for i in 1..20)", "sum((s -> s * s)(x[i]) for i in 1..20)",
    "sum(half(x))", "sum(product(x, x[1]))", "sum(product(2 * x, xs))", "half(product(x, 3)) @ x",
    "sum(part'(x[i], x[1])[1] for i in 1..20)", "sum(norm(x[1..3]) * x[i] for i in 1..20)",
    // Loops in loops, vectors as elements, sums of one vector.
    "sum(sum(x[i] * x[j] for j in 1..20) for i in 1..20)",
    "sum([[x[i], x[j]][1] for j in 1..20][i] for i in 1..20)",
    "sum([x[i], 2 * x[i], i] @ [1, 2, 3] for i in 1..20)",
    "sum([[x[i], x[i] + 1] for i in 1..20] @ [1, 1])",
    "sum(sum(x) + x[i] for i in 1..20)", "sum(relu(x) @ [i * j for j in 1..20] for i in 1..20)",
    "sum(if x[i] > 0 then x[i] else 2 for i in 1..20)",
    "sum(if x[1] > i then x[i] else 2 for i in 1..20)",
    // Bodies whose form depends on the index.
    "total([at(x, i) for i in 1..20])", "part(x[1], sum([at(x, i) for i in 1..20]))",
    "total([part(x[1], x[i]^i) for i in 1..20])", "(u -> u * 2)(sum([at(x, i) for i in 1..20]))",
    "sum(x[i]^i for i in 1..20)", "sum(if i > 3 then x[i] else 2 for i in 1..20)",
    "sum(x[i] for i in 1..20 if i > 4)", "sum(sum(x[j] for j in 1..i) for i in 1..20)",
    "sum(at(x, i) for i in 1..20)", "sum(i * sort(x)[i] for i in 1..20)",
    "let s = sort(x) in sum(i * s[i] for i in 1..20)",
    "let s = sort(x) in sum(s[3] * x[i] for i in 1..20)",
    "let y = concat(x[1..10], xs[1..10]) in sum(y[i]^2 for i in 1..20)",
    "sum(let k = x[i] in (s -> s * k)'(x[1]) for i in 1..20)",
    "sum(iterate(t -> t * x[1], i, 2) for i in 1..20)", "sum(x[floor(i / 2) + 1] for i in 1..20)",
    "sum(1 / (i - 30) * x[i] for i in 1..20)", "sum(ind(x[i] > i) for i in 1..20)",
    "sum(largest(i, x) for i in 1..20)", "sum(where(i > 3, x[i], 0) for i in 1..20)",
  ])
  func `a loop written once is the loop unrolled`(body: String) throws {
    let text = "x -> \(body)"
    let unrolled = try instance(text, Self.definitions, fromCount: .max)
    let block = try instance(text, Self.definitions, fromCount: 2)
    #expect(nodes(block) == nodes(unrolled))
  }

  /// Repetitions share the anchors of their calls, of which there is one.
  @Test func `a body is written once`() throws {
    func anchors(_ body: String) throws -> Int {
      let instance = try instance("x -> \(body)", Self.definitions, fromCount: 2)
      let program = instance.program
      return Set((program.p..<program.m).map { program.application($0).anchor }).count
    }
    #expect(try anchors("sum(part(x[i], i) for i in 1..20)") == 4)
    #expect(try anchors("sum(part(x[i], 1) for i in 1..20 if i > 0)") == 61)
  }

  @Test(arguments: [
    "[sin(i) * 2 for i in 1..200]", "[i for i in 1..200]", "[i / 3 for i in 1..200]",
    "[2^i for i in 1..200]", "[part(i / 10, 3) for i in 1..200]", "[7 for i in 1..200]",
    "[pick(sin(i), cos(i)) for i in 1..200]", "[if sin(i) > 0 then 1 else i for i in 1..200]",
    "[part'(i / 7, i)[1] for i in 1..200]", "[a[i] * a[201 - i] for i in 1..200]",
    "[sort([a[i], a[i]^2, 1/2])[2] for i in 1..200]", "[[a[i], i, 1] for i in 1..200]",
    "[iterate(t -> t / 2 + 1, 3, a[i]) for i in 1..200]", "[xs[1 + i - i] for i in 1..200]",
    "[log(150 - i) for i in 1..200]", "[sum(i * j for j in 1..3) for i in 1..200]",
    "[sum(j / i for j in 1..i) for i in 1..200]", "[norm([a[i], 2]) for i in 1..200]",
    "[sum(a) + i / 3 for i in 1..200]", "[where(a[i] > 0, a[i], 1 / 0 * i) for i in 1..200]",
    "half(a)", "product(a, a)", "product(a, 3)",
    "[max(a[i], 0) + min(a[i], i) for i in 1..200 if i > 100]",
  ])
  func `numbers run on the engine are the numbers folded`(text: String) throws {
    func values(fromCount count: Int) -> [String] {
      var options = LoweringOptions()
      options.exactFoldingLimit = 0
      options.blockMinimum = count
      var desk = Desk()
      desk.evaluator = Evaluator(options)
      return desk.run(Self.definitions + "\na = [cos(i) for i in 1..200]\n" + text)
    }
    let run = values(fromCount: 2)
    #expect(run == values(fromCount: .max))
    #expect(run.count == 1)
  }

  @Test(arguments: [
    "sum(x[i + 1] for i in 1..20)", "sum(1 / (i - 3) * x[i] for i in 1..20)",
    "sum(x[i] @ x for i in 1..20)", "sum(log(i - 5) + x[i] for i in 1..20)",
  ])
  func `what is wrong is said as of the loop unrolled`(body: String) throws {
    func outcome(fromCount count: Int) -> String {
      do {
        return nodes(try instance("x -> \(body)", Self.definitions, fromCount: count)).joined()
      } catch LoweringFailure.diagnostic(let diagnostic) {
        return diagnostic.title
      } catch {
        return "\(error)"
      }
    }
    #expect(outcome(fromCount: 2) == outcome(fromCount: .max))
  }
}
