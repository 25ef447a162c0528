import ADLAnalysis
import ADLPrograms
import Testing

/// One-sided derivatives by probing and freezing.
struct DirectionTests {
  static func oneSided(_ program: Program, _ x: Rational) throws -> (Certified?, Certified?) {
    let answer = try PointAnalysis(program, [x]).direction(along: [.exact(.one)])
    return (answer.ahead?.derivatives[0].number, answer.behind?.derivatives[0].number)
  }

  static let cases: [(name: String, at: Int, ahead: Rational, behind: Rational, Program)] = [
    (
      "if x == 0 then 0 else x", 0, 1, -1,
      Sketch.program(1) { $0[0].when(.equal, 0, $0[0].literal(0), else: $0[0]) }
    ),
    (
      "if t == 1 then 1 else t^2", 1, 2, -2,
      Sketch.program(1) { $0[0].when(.equal, 1, $0[0].literal(1), else: $0[0].power(2)) }
    ),
    (
      "max(x, 0) + log(1 + exp(-abs(x)))", 0, Rational(1, 2), Rational(-1, 2),
      Sketch.program(1) { x in x[0].max(0) + ((-x[0].abs).exp + 1).log }
    ),
    ("max(t, t^2)", 0, 1, 0, Sketch.program(1) { $0[0].max($0[0].power(2)) }),
    ("max(t, t^2)", 1, 2, -1, Sketch.program(1) { $0[0].max($0[0].power(2)) }),
    ("relu(x^2)", 0, 0, 0, Sketch.program(1) { $0[0].power(2).relu }),
    ("relu(x^3)", 0, 0, 0, Sketch.program(1) { $0[0].power(3).relu }),
    (
      "if x^3 < 0 then -x else x", 0, 1, 1,
      Sketch.program(1) { $0[0].power(3).when(.less, 0, -$0[0], else: $0[0]) }
    ),
    ("abs(abs(x) - abs(x))", 0, 0, 0, Sketch.program(1) { ($0[0].abs - $0[0].abs).abs }),
    ("sqrt(x^2)", 0, 1, 1, Sketch.program(1) { $0[0].power(2).sqrt }),
  ].map { ($0.0, $0.1, $0.2, $0.3, $0.4) }

  @Test(arguments: cases.indices) func `one-sided derivatives`(index: Int) throws {
    let (name, at, ahead, behind, program) = Self.cases[index]
    let (a, b) = try Self.oneSided(program, Rational(at))
    #expect(a == .exact(ahead), "\(name) ahead of \(at)")
    #expect(b == .exact(behind), "\(name) behind \(at)")
  }

  @Test func `a jump is named`() throws {
    let program = Sketch.program(1) { $0[0].when(.less, 0, $0[0].literal(0), else: $0[0] + 1) }
    let answer = try PointAnalysis(program, [0]).direction(along: [.exact(.one)])
    #expect(answer.ahead?.jumps == [])
    #expect(answer.behind?.jumps == [0])
    #expect(answer.behind?.limits == [.finite(.exact(.zero))])
  }

  @Test func `a guard of high order needs and gets a high order`() throws {
    let program = Sketch.program(1) { ($0[0].power(9)).when(.less, 0, -$0[0], else: $0[0]) }
    let side = try PointAnalysis(program, [0]).direction(along: [.exact(.one)]).ahead
    #expect(side?.order == 16 && side?.undecided == [] && side?.tier == .exact)
  }

  @Test func `a guard that vanishes beyond the order of series is told by an expansion`() throws {
    let program = Sketch.program(1) { ($0[0].power(90)).when(.less, 0, -$0[0], else: $0[0]) }
    let answer = try PointAnalysis(program, [0]).direction(along: [.exact(.one)])
    #expect(answer.ahead?.undecided == [] && answer.behind?.undecided == [])
    #expect(answer.ahead?.derivatives == [.finite(.exact(.one))])
    #expect(answer.behind?.derivatives == [.finite(.exact(Rational(-1)))])
  }
}

extension Rational: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
