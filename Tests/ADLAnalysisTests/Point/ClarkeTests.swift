import ADLAnalysis
import ADLPrograms
import Testing

/// What a Clarke subdifferential has to be, by hand.
struct ClarkeCase: CustomStringConvertible, Sendable {
  let text: String
  let at: [Rational]
  let gradients: [[Rational]]
  var isCritical: Bool?
  var isExact = true
  var isDifferentiable = false

  var description: String { "\(text) at \(at)" }
}

struct ClarkeTests {
  static let cases: [ClarkeCase] = [
    ClarkeCase(
      text: "f(t) = (relu(-t) + t) - relu(t)", at: [0], gradients: [[0]], isCritical: true,
      isDifferentiable: true),
    ClarkeCase(
      text: "f(t) = t - ((relu(-t) + t) - relu(t))", at: [0], gradients: [[1]], isCritical: false,
      isDifferentiable: true),
    ClarkeCase(text: "f(t) = relu(t)", at: [0], gradients: [[0], [1]], isCritical: true),
    ClarkeCase(text: "f(t) = relu(-t) + t", at: [0], gradients: [[0], [1]], isCritical: true),
    ClarkeCase(
      text: "f(t) = relu(t) - relu(-t)", at: [0], gradients: [[1]], isCritical: false,
      isDifferentiable: true),
    ClarkeCase(text: "f(x) = max(x, -x)", at: [0], gradients: [[-1], [1]], isCritical: true),
    ClarkeCase(
      text: "f(x) = if x == 0 then 0 else x", at: [0], gradients: [[1]], isCritical: false,
      isDifferentiable: true),
    ClarkeCase(
      text: "f(t) = if t == 1 then 1 else t^2", at: [1], gradients: [[2]], isCritical: false,
      isDifferentiable: true),
    ClarkeCase(
      text: "f(x) = max(x, 0) + log(1 + exp(-abs(x)))", at: [0], gradients: [[Rational(1, 2)]],
      isCritical: false, isDifferentiable: true),
    ClarkeCase(
      text: "f(x) = max(x, exp(x) - 1, ((x + 1)^2 - 1)/2)", at: [0], gradients: [[1]],
      isCritical: false, isDifferentiable: true),
    ClarkeCase(text: "f(t) = max(t, t^2)", at: [0], gradients: [[0], [1]], isCritical: true),
    ClarkeCase(text: "f(t) = max(t, t^2)", at: [1], gradients: [[1], [2]], isCritical: false),
    ClarkeCase(
      text: "f(x) = let s = if x < 0 then -1 else 1 in s * x", at: [0], gradients: [[-1], [1]],
      isCritical: true),
    ClarkeCase(
      text: "f(x, y) = max(min(x, -y), y - x)", at: [0, 0],
      gradients: [[-1, 1], [0, -1], [1, 0]], isCritical: true),
    ClarkeCase(
      text: "f(x, y) = abs(x - 1)/4 + abs(y - 2 * abs(x) + 1)", at: [0, -1],
      gradients: [
        [Rational(7, 4), 1], [Rational(-9, 4), 1], [Rational(-9, 4), -1], [Rational(7, 4), -1],
      ], isCritical: true),
    ClarkeCase(
      text: "f(x, y) = abs(abs(x) - abs(y))", at: [0, 0],
      gradients: [[1, 1], [1, -1], [-1, 1], [-1, -1]], isCritical: true),
    ClarkeCase(
      text: "f(x) = abs(abs(x) - abs(x))", at: [0], gradients: [[0]], isCritical: true,
      isDifferentiable: true),
    ClarkeCase(
      text: "f(x, y) = abs(abs(x) - abs(x)) + y", at: [0, 0], gradients: [[0, 1]],
      isCritical: false, isDifferentiable: true),
    ClarkeCase(
      text: "f(x, y) = abs(abs(x + y) - abs(x + y)) + y", at: [0, 0], gradients: [[0, 1]],
      isCritical: false, isDifferentiable: true),
    ClarkeCase(
      text: "f(x) = relu(x^2)", at: [0], gradients: [[0]], isCritical: true, isDifferentiable: true),
    ClarkeCase(
      text: "f(x) = relu(x^3)", at: [0], gradients: [[0]], isCritical: true, isDifferentiable: true),
    ClarkeCase(
      text: "f(x, y) = max(0, x^2 - y)", at: [0, 0], gradients: [[0, 0], [0, -1]],
      isCritical: true),
    ClarkeCase(
      text: "f(x, y) = max(0, x^2 - y)", at: [1, 1], gradients: [[0, 0], [2, -1]],
      isCritical: true),
    ClarkeCase(
      text: "f(x, y) = max(0, x^2 - y)", at: [1, 0], gradients: [[2, -1]], isCritical: false,
      isDifferentiable: true),
    // A cusp: the region between the curve and its tangent is too thin for a cone.
    ClarkeCase(
      text: "f(x, y) = if y < x^2 then y else x^2", at: [0, 0], gradients: [[0, 1], [0, 0]],
      isCritical: true),
    ClarkeCase(
      text: "f(x, y) = max(0, x^2 - y) + relu(y)", at: [0, 0],
      gradients: [[0, -1], [0, 1], [0, 0]], isCritical: true),
    ClarkeCase(
      text: "f(x, y) = 3 * max(0, min(y, x^2 - y)) + x", at: [0, 0],
      gradients: [[1, 0], [1, 3], [1, -3]], isCritical: false, isDifferentiable: true),
    // The same shape turned over: the thin region is empty.
    ClarkeCase(
      text: "f(x, y) = 3 * max(0, min(y, -x^2 - y)) + x", at: [0, 0], gradients: [[1, 0]],
      isCritical: false, isDifferentiable: true),
    ClarkeCase(
      text: "f(x, y) = if x^2 + y^2 <= 0 then 0 else relu(x)", at: [0, 0],
      gradients: [[0, 0], [1, 0]], isCritical: true),
    ClarkeCase(
      text: "f(x, y) = if x^3 < 0 then -x + y else x + y", at: [0, 0],
      gradients: [[-1, 1], [1, 1]], isCritical: false),
    ClarkeCase(
      text: "f(x, y) = if x < 0 and y < 0 then max(x, y) else 0", at: [0, 0],
      gradients: [[1, 0], [0, 1], [0, 0]], isCritical: true),
    ClarkeCase(
      text: "f(x, y) = relu(x * y) + x", at: [0, 0], gradients: [[1, 0]], isCritical: false,
      isDifferentiable: true),
    ClarkeCase(
      text: "f(x, y, z) = largest(2, [x, y, z])", at: [1, 1, 1],
      gradients: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], isCritical: false),
    ClarkeCase(
      text: "f(x) = largest(2, [x, -x, 2 * x])", at: [0], gradients: [[1]], isCritical: false,
      isDifferentiable: true),
    ClarkeCase(
      text: "f(x, y) = relu(x^2 - x^3) + abs(exp(y) - 1)", at: [0, 0],
      gradients: [[0, 1], [0, -1]], isCritical: true),
    ClarkeCase(
      text: "f(x, y) = max(0, min(x, -x * (1 + y))) + y", at: [0, 0], gradients: [[0, 1]],
      isCritical: false, isDifferentiable: true),
    ClarkeCase(
      text: "f(x, y) = if x^2 - 2 * x * y + y^2 > 0 then abs(x) else abs(y)", at: [0, 0],
      gradients: [[1, 0], [-1, 0]], isCritical: true),
    ClarkeCase(
      text: "f(x, y, z) = max(x, y, z, x + y - z)", at: [1, 1, 1],
      gradients: [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, -1]], isCritical: false),
    ClarkeCase(
      text: "f(x, y) = clip(x, -1, y)", at: [1, 1], gradients: [[1, 0], [0, 1]],
      isCritical: false),
    ClarkeCase(
      text: "f(x, y) = median([x, -x, y])", at: [0, 0],
      gradients: [[1, 0], [-1, 0], [0, 1]], isCritical: true),
  ]

  @Test(arguments: cases) func `limiting gradients`(_ expected: ClarkeCase) throws {
    let answer = try Written.analysis(expected.text, at: expected.at).clarke()
    #expect(answer.isExact == expected.isExact)
    #expect(answer.inner?.listed == Set(expected.gradients))
    #expect(answer.isCritical == expected.isCritical)
    #expect(answer.isDifferentiable == expected.isDifferentiable)
    #expect(answer.jumps.isEmpty && answer.breaks.isEmpty)
    if expected.isDifferentiable, answer.isDifferentiable == true {
      // The derivative is what a random direction sees; thin cells may add to the set.
      let direction = expected.at.indices.map { Certified.exact(Rational(17 + 31 * $0, 13)) }
      let side = try Written.analysis(expected.text, at: expected.at).direction(along: direction)
      #expect(answer.derivative?.entries == side.ahead?.gradient?.entries)
    }
  }

  @Test func `arms that do not meet around the point are named`() throws {
    let analysis = try Written.analysis("f(x, y) = if x < y then x - y else 2 * y", at: [0, 0])
    let answer = analysis.clarke()
    #expect(answer.jumps.isEmpty)
    #expect(answer.breaks.map { analysis.program.application($0).primitive } == [.branch])
    // On x = y the value is 0, and next to it |x|.
    let line = try Written.analysis(
      "f(x, y) = if x^2 - 2 * x * y + y^2 > 0 then abs(x) else 0", at: [0, 0]
    ).clarke()
    #expect(line.inner == nil && line.outer == nil && !line.breaks.isEmpty)
    let inner = try Written.analysis(
      "f(x, y) = if x + y < 0 then relu(x) else relu(-y)", at: [0, 0]
    ).clarke()
    #expect(inner.breaks.isEmpty && inner.isExact)
  }

  @Test func `a thin region of third order is found`() throws {
    let text = "f(x, y) = 3 * max(0, min(y, x^3 - y)) + y"
    let answer = try Written.analysis(text, at: [0, 0]).clarke()
    #expect(answer.inner?.listed == [[0, 1], [0, 4], [0, -2]])
    #expect(answer.isExact && answer.isDifferentiable == true)
    #expect(answer.derivative?.rational == [0, 1])
  }
}
