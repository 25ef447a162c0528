import Foundation
import Testing

@testable import ADLLanguage

/// Calls with known arguments: what the engine makes of them is what folding makes of them.
struct KnownCallTests {
  static let definitions = """
    f(x: R^n) = sum(max(x[i]^4 + x[i+1]^2, 2 * exp(-x[i] + x[i+1])) for i in 1..n-1)
    loss(w: R^n, x: R^n, y) = log(1 + exp(-y * dot(w, x)))
    term(k: N, t) = t^k / prod(i for i in 1..k)
    size(x: R^n) = n
    upto(t) = sum(i for i in 1..10 if i < t)
    root(x: R^n) = sum(sqrt(x[i]) for i in 1..n)
    scaled(a) = t -> a * t^2
    pick(x: R^n, k: N) = sort(x)[k]
    selection step(t) = if t > 0 then 3 * t else -t
    train(x: R^n) = iterate(x -> x - 0.01 * f'(x), 30, x)
    """

  @Test(arguments: [
    "f([0.5, -1, 2, 0.25])", "f'([0.5, -1, 2, 0.25])", "f''([0.5, -1, 2])",
    "train([0.5, -1, 2, 0.25])", "norm2(train(ones(50)) - ones(50))",
    "[f([i / 7, 1 / i, i]) for i in 1..20]", "sum(term(k, 0.5) for k in 0..20)",
    "mean(loss([1, -2], [i / 10, 1], 1) for i in 1..100)",
    "((w: R^2) -> mean(loss(w, [i / 10, 1], 1) for i in 1..50))'([0.1, -0.2])",
    "iterate(w -> w - 0.1 * (v -> mean(loss(v, [i / 10, 1], 1) for i in 1..9))'(w), 40, [0, 0])",
    "iterate(t -> t - 0.1 * (t^2 - 2), 100, 1)", "iterate(t -> [t[2], t[1] + t[2]], 60, [0, 1])",
    "iterate(t -> t + 1, 5, 3)", "iterate(x -> [x[1]], 3, [1, 2])",
    "[1, 2, 3][size([5, 6])]", "upto(5)", "upto'(5)", "root([1, 4, 9])", "root([1, -4, 9])",
    "root'([1, 4, 9])", "root'([1, 0, 9])", "root'([1, -1, 9])",
    "scaled(3)(2)", "scaled(3)'(2)", "(scaled(3))''(2)",
    "let a = 4 in (t -> a * relu(t))'(1/3)", "pick([3, 1, 2], 2)", "pick'([3, 1, 2], 2)",
    "[step(t / 3) for t in -2..2]", "step'(1/3)", "[relu'(t / 3) for t in -2..2]",
    "(t -> if t > 0 then log(t) else 0)(-1)", "(t -> if t > 0 then log(t) else 0)'(2)",
    "(t -> log(t))(0)", "f([1])", "f'([1])", "f(3)", "loss([1], [1, 2], 3)", "(x -> x)([1, 2])",
    "((x: R^2) -> [x[1] * x[2], x[1], x[2]])'([3, 4])", "(t -> inf * t)(0)", "(t -> -t)(0)",
    "let h(t) = relu(-t) + t in [h'(0), h'(1/3), h(1/3)]", "(t -> 2)(5)", "(t -> 2)'(5)",
    "max(f([1, 2]), f([2, 1]), (t -> t)(0.1) + 0.2)", "sum(x -> x)",
  ])
  func `the engine gives what folding gives`(expression: String) {
    var folding = Desk()
    var engine = Desk(onEngine: true)
    let text = Self.definitions + "\n" + expression
    let expected = folding.run(text)
    #expect(Self.agree(engine.run(text), expected), "\(engine.run(text)) for \(expected)")
    // The second time what was compiled is found.
    #expect(Self.agree(engine.run(expression), expected))
  }

  @Test(arguments: Self.scripts)
  func `scripts have the same values by either way`(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var folding = Desk()
    var engine = Desk(onEngine: true)
    let expected = folding.run(text)
    let results = engine.run(text)
    #expect(results.count == expected.count)
    for (result, value) in zip(results, expected) {
      #expect(Self.agree([result], [value]), "\(result) for \(value)")
    }
  }

  @Test func `what is large is compiled, once for each shape`() {
    let store = CompiledFunctions()
    var desk = Desk()
    desk.evaluator = Evaluator(compiled: store)
    let results = desk.run(
      Self.definitions + """

        f([1, 2, 3])
        x = [sin(i) for i in 1..4000]
        f(x)
        f(2 * x)
        sum(f(i * x) for i in 1..5)
        norm2(f'(x))
        """)
    #expect(results.count == 5)
    // f of a small vector folds.
    #expect(store.compiledCount == 2)
    _ = desk.run("norm2(f'(x))\nf'(2 * x)[3]\nf(x[1..3900])")
    #expect(store.compiledCount == 3)
  }

  /// The scripts of the tests and the examples, but for the one that limits memory: a desk does not
  /// know `set`, and would make the vectors that it refuses.
  static let scripts: [String] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return ["Tests/Scripts", "examples"].flatMap { folder -> [String] in
      let files = FileManager.default.enumerator(atPath: root.path + "/" + folder)
      return (files?.allObjects as? [String] ?? []).filter {
        $0.hasSuffix(".adl") && $0 != "errors/memory.adl"
      }
      .map { "\(root.path)/\(folder)/\($0)" }
    }.sorted()
  }()

  /// Whether results are the same but for the rounding of sums in another order.
  private static func agree(_ a: [String], _ b: [String]) -> Bool {
    if a == b { return true }
    func numbers(_ texts: [String]) -> [[Double?]] {
      texts.map { text in
        text.split { "[], ;".contains($0) }.map { Double($0) }
      }
    }
    let left = numbers(a)
    let right = numbers(b)
    return left.map(\.count) == right.map(\.count)
      && zip(left.joined(), right.joined()).allSatisfy { x, y in
        guard let x, let y else { return false }
        return x == y || abs(x - y) <= 1e-13 * max(1, abs(x), abs(y))
      }
  }
}
