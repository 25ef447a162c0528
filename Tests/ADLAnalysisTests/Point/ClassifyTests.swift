import ADLAnalysis
import ADLPrograms
import ADLTestSupport
import Testing

/// A program at a point with the verdict it has to get.
struct VerdictCase: CustomStringConvertible, Sendable {
  let text: String
  let at: [Rational]
  let verdict: PointVerdict
  let criticality: CriticalityVerdict?
  var convention = Convention.paper

  init(
    _ text: String, _ at: [Rational], _ verdict: PointVerdict, _ criticality: CriticalityVerdict?,
    under convention: Convention = .paper
  ) {
    self.text = text
    self.at = at
    self.verdict = verdict
    self.criticality = criticality
    self.convention = convention
  }

  var description: String { "\(text) at \(at) under \(convention.name)" }
}

struct ClassifyTests {
  static let zero = "(relu(-t) + t) - relu(t)"
  static let slopeTwo = Convention.paper.overriding(Primitive(named: "relu")!, with: .slope(2))

  static let cases: [VerdictCase] = [
    VerdictCase("f(t) = t - (\(zero))", [0], .spuriousDerivative, .artificial),
    VerdictCase("f(t) = \(zero)", [0], .spuriousDerivative, .clarkeCritical),
    VerdictCase("f(t) = \(zero)", [1], .smooth, .clarkeCritical),
    VerdictCase("f(t) = relu(t)", [0], .kink, .clarkeCritical),
    VerdictCase("f(t) = relu(t)", [0], .spuriousKink, .clarkeCritical, under: slopeTwo),
    VerdictCase("f(t) = relu(t) - relu(-t)", [0], .spuriousDerivative, .artificial),
    VerdictCase("f(x) = if x == 0 then 0 else x", [0], .spuriousDerivative, .artificial),
    VerdictCase("f(t) = if t == 1 then 1 else t^2", [1], .spuriousDerivative, .artificial),
    VerdictCase(
      "f(x) = max(x, 0) + log(1 + exp(-abs(x)))", [0], .spuriousDerivative, .artificial),
    VerdictCase("f(x) = max(x, exp(x) - 1, ((x + 1)^2 - 1)/2)", [0], .differentiable, .notCritical),
    VerdictCase("f(t) = max(t, t^2)", [1], .kink, .notCritical),
    VerdictCase("f(x) = x^2 + 1", [0], .smooth, .clarkeCritical),
    VerdictCase("f(x) = x^2 + 1", [1], .smooth, .notCritical),
    VerdictCase("f(x, y) = max(min(x, -y), y - x)", [0, 0], .kink, .clarkeCritical),
    VerdictCase(
      "f(x, y) = abs(x - 1)/4 + abs(y - 2 * abs(x) + 1)", [0, -1], .kink, .clarkeCritical),
    VerdictCase("f(x) = sqrt(x^2)", [0], .domainEdge, nil),
    VerdictCase("f(x, y) = norm2([x, y])", [0, 0], .spuriousKink, .clarkeCritical),
    VerdictCase("f(x, y) = max(norm2([x, y]), 1)", [0, 0], .smooth, .clarkeCritical),
    VerdictCase("f(x) = if x < 0 then 0 else x + 1", [0], .discontinuous, nil),
    VerdictCase("f(x) = max(exp(x), exp(1) + x - 1)", [1], .kink, .notCritical),
  ]

  @Test(arguments: cases) func verdicts(_ expected: VerdictCase) throws {
    let found = try Written.analysis(expected.text, at: expected.at)
      .classify(under: expected.convention)
    #expect(found.verdict == expected.verdict)
    #expect(found.criticality == expected.criticality)
    #expect(found.derivative.forward?.agrees(with: found.derivative.backward) == true)
  }

  @Test func `a convention outside the hull is said to be`() throws {
    let analysis = try Written.analysis("f(t) = relu(t)", at: [0])
    #expect(analysis.classify(under: Self.slopeTwo).isInNodeClosure == false)
    #expect(analysis.classify().isInNodeClosure == true)
  }

  @Test func `a rounded separation is certified by intervals`() throws {
    let found = try Written.analysis("f(x, y) = exp(1) * abs(x) + exp(y)", at: [0, 1]).classify()
    let origin = try #require(found.clarke?.innerOrigin)
    #expect(found.criticality == .notCritical)
    #expect(origin.tier == .interval && origin.separation != nil)
  }

  @Test func `the derivative of nonsmooth Rosenbrock along (1, 2) is a descent`() throws {
    let analysis = try Written.analysis(
      "f(x, y) = abs(x - 1)/4 + abs(y - 2 * abs(x) + 1)", at: [0, -1])
    let answer = try analysis.direction(along: [.exact(1), .exact(2)])
    #expect(answer.ahead?.derivatives == [.finite(.exact(Rational(-1, 4)))])
  }

  @Test func `the literal closure counts coincidences`() throws {
    let analysis = try Written.analysis("f(t) = if t < 0 then t^2 else t", at: [1])
    let literal = analysis.literalField()
    #expect(literal.set.listed == [[1], [2]])
    #expect(literal.isComplete && literal.exceedsNodeClosure == true)
    #expect(literal.coincidences == 1)
    #expect(analysis.field().set.listed == [[1]])
    // Without a coincidence the two agree.
    let same = try Written.analysis("f(t) = if t < 0 then t^2 else t", at: [2]).literalField()
    #expect(same.exceedsNodeClosure == false)
  }

  @Test(.slow) func `the literal closure of many ties stays a sum`() throws {
    let program = Sketch.program(40) { Sketch.sum($0.map(\.relu)) }
    let literal = try PointAnalysis(program, [Int](repeating: 0, count: 40)).literalField()
    #expect(literal.isComplete && literal.set.count == Rational.power(2, 40))
    // And of many units away from their kinks it says what it did not try.
    let away = try PointAnalysis(program, [Int](repeating: 1, count: 40)).literalField()
    #expect(!away.isComplete)
  }

  @Test(.slow, arguments: 0..<100) func `the literal closure contains the node closure`(seed: Int)
    throws
  {
    let program = RandomPrograms.program(seed, inputs: 2, size: 6)
    let analysis = try PointAnalysis(program, PointLaws.tied(seed, 2))
    guard analysis.clarke().jumps.isEmpty else { return }
    let field = analysis.field()
    let literal = analysis.literalField(Work(Budget(steps: 3000)), caseLimit: 400)
    guard literal.isComplete, field.isComplete else { return }
    for vector in analysis.clarke().inner?.listed ?? [] {
      #expect(analysis.contains(vector, literal.set) == true)
    }
  }
}

/// The index at a point, and Theorem 2.
struct SelectionTests {
  @Test func `the index of a maximum`() throws {
    let answer = try Written.analysis("f(x, y) = max(x^2, y) * 2", at: [3, 4]).selection()
    #expect(answer.conditions.map(\.relation) == [.positive])
    #expect(answer.agreesWithAD == true)
    #expect(answer.gradientValue?.rational == [12, 0])
    let sides = try #require(answer.sides)
    #expect(try sides.evaluate(at: [3.0, 4.0]).outputs == [9, 4])
    #expect(try answer.piece.evaluate(at: [5.0, 100.0]).outputs == [50])
  }

  @Test func `a tie is an equality, and its piece that of the convention`() throws {
    let analysis = try Written.analysis("f(x) = max(x, 2 * x)", at: [0])
    let paper = try analysis.selection()
    #expect(paper.conditions.map(\.relation) == [.zero])
    #expect(paper.gradientValue?.rational == [1])
    let even = try analysis.selection(under: Convention(.jax))
    #expect(even.gradientValue?.rational == [Rational(3, 2)])
    #expect(even.agreesWithAD == true)
  }

  @Test func `a condition asks for what it needs only`() throws {
    let text = "f(x, y) = if x < 0 or y < 0 then x else y"
    #expect(try Written.analysis(text, at: [-1, 1]).selection().conditions.count == 1)
    #expect(try Written.analysis(text, at: [1, 1]).selection().conditions.count == 2)
  }

  @Test(arguments: 0..<150) func `AD returns the gradient of the piece`(seed: Int) throws {
    let program = RandomPrograms.program(seed, inputs: 3, size: 14, smoothExtras: seed % 2 == 0)
    let x = PointLaws.tied(seed, 3)
    let analysis = try PointAnalysis(program, x)
    for profile in Profile.allCases {
      let answer = try analysis.selection(under: Convention(profile))
      #expect(answer.agreesWithAD == true, "\(seed) \(profile.rawValue)")
      // The piece has the function's value and no selections of its own.
      let piece = try answer.piece.evaluate(at: x.map { Certified.exact($0) })
      #expect(piece.tiedNodes.isEmpty && piece.active.allSatisfy { $0 == nil })
      #expect(abs(piece.outputs[0].double - analysis.values[0].double) <= 1e-12)
    }
  }
}
