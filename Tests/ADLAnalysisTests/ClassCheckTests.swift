import ADLPrograms
import Testing

@testable import ADLAnalysis

struct ClassCheckTests {
  private func check(_ program: Program, _ lower: Rational? = nil, _ upper: Rational? = nil)
    -> ClassReport
  {
    program.checkClass(on: Box(lower, upper, count: program.p))
  }

  private func jump(_ report: ClassReport) -> Discontinuity? {
    if case .refuted(let discontinuity) = report.continuity { discontinuity } else { nil }
  }

  private func undefinedBranches(_ report: ClassReport) -> [[KnownNumber]] {
    report.hazards.compactMap {
      if case .undefinedBranch(_, _, let point) = $0 { point } else { nil }
    }
  }

  @Test func `relu is an elementary selection of class C⁰ to which all theorems apply`() {
    let report = check(program { relu($0) })
    #expect(report.isElementarySelection == true && report.consequence == .all)
    #expect(report.smoothness == .continuouslyDifferentiable(order: 0, isProved: true))
    #expect(report.hazards.isEmpty && report.isComplete)
  }

  @Test func `a jump is refuted with the point and both limits`() {
    let report = check(program { x in when(x < 1, then: x.power(2), else: x + 2) })
    let found = jump(report)
    #expect(found?.point == [.rational(.one)])
    #expect(found?.left == .rational(.one) && found?.right == .rational(Rational(3)))
    #expect(report.isElementarySelection == false && report.consequence == .nothing)
    #expect(report.smoothness == .discontinuous)
    if case .jumps(let point, let values) = report.branches[0].status {
      #expect(point == [.rational(.one)] && values.left == .rational(.one))
    } else {
      Issue.record("the branch is not said to jump")
    }
  }

  @Test func `a branch may jump where the function does not`() {
    let report = check(program { x in x * when(x > 0, then: 1, else: -1) })
    #expect(jump(report) == nil && report.isElementarySelection == true)
    if case .jumps = report.branches[0].status {} else { Issue.record("the branch jumps at 0") }
    let agreeing = check(program { x in when(x > 0, then: x, else: -x) })
    if case .continuous = agreeing.branches[0].status {} else { Issue.record("|x| does not jump") }
  }

  @Test func `domains are proved, or refuted with a witness`() {
    let failing = check(program { x in log(x - 1) })
    #expect(failing.domains.count == 1 && failing.domains[0].fails)
    #expect(failing.isElementarySelection == false && failing.consequence == .onlyInside)
    let inside = check(program { x in log(x - 1) }, Rational(2), Rational(5))
    #expect(inside.domains[0].status == .holds && inside.isElementarySelection == true)
    let always = check(program { x in log(1 + exp(x)) })
    #expect(always.domains[0].status == .holds && always.smoothness == .smooth(isProved: true))
    let edge = check(program { x in sqrt(abs(x)) })
    #expect(edge.domains[0].status == .edge(at: [.rational(.zero)]))
    let plane = check(program(inputs: 2) { x in [log(1 + x[0].power(2) + x[1].power(2))] })
    #expect(plane.domains[0].status == .holds)
    let outside = check(program(inputs: 2) { x in [log(x[0] + x[1])] })
    #expect(outside.domains[0].fails)
  }

  @Test func `smoothness counts the derivatives that are continuous`() {
    let cases: [(Program, Smoothness)] = [
      (program { x in relu(x) * x }, .continuouslyDifferentiable(order: 1, isProved: true)),
      (program { x in relu(x).power(3) }, .continuouslyDifferentiable(order: 2, isProved: true)),
      (program { x in x.power(3) }, .smooth(isProved: true)),
      (Examples.zero, .smooth(isProved: true)),
      (program { x in when(x < 0, then: 0, else: 1) + 0 * x }, .discontinuous),
    ]
    for (program, smoothness) in cases { #expect(check(program).smoothness == smoothness) }
  }

  @Test func `sine is outside the class, and the theorems hold on bounded boxes`() {
    let report = check(program { x in sin(x) + relu(x) })
    #expect(report.functionClass == .analytic && report.notLogExp.map(\.node) == [1])
    #expect(report.isElementarySelection == false && report.consequence == .onBoundedBoxes)
  }

  @Test func `a branch that is not taken and undefined is a hazard`() {
    let guarded = check(
      program { x in when(x > 0, then: log(x), else: 0) }, Rational(-2), Rational(2))
    #expect(undefinedBranches(guarded).count == 1)
    let root = check(program { x in when(x > 0, then: sqrt(x), else: 0 * x) }, .zero, Rational(2))
    #expect(undefinedBranches(root) == [[.rational(.zero)]])
    // The double `where`: what is fed to the logarithm is always inside.
    let safe = check(
      program { x in when(x > 0, then: log(when(x > 0, then: x, else: 1)), else: 0) },
      Rational(-2), Rational(2))
    #expect(undefinedBranches(safe).isEmpty)
  }

  @Test func `ties with interior and spellings that depend on the profile are hazards`() {
    let twice = check(program { x in max(x, x) })
    #expect(
      twice.hazards.contains {
        if case .tieWithInterior(let m, _) = $0 { m.node == 1 } else { false }
      })
    func points(_ report: ClassReport) -> [Double] {
      report.hazards.compactMap {
        if case .conventionDependent(let row, _, _, _) = $0 { row.point[0].double } else { nil }
      }
    }
    #expect(points(check(program { x in max(0, 1 - x) + relu(x + 1) })) == [1])
    #expect(points(check(program { x in relu(x) })).isEmpty)
    #expect(points(check(program { x in abs(x) })) == [0])
  }

  @Test func `branches of several variables are proved continuous, or not`() {
    func isProved(_ build: (Node, Node) -> Node) -> Bool {
      let report = check(
        program(inputs: 2) { x in [build(x[0], x[1])] }, Rational(-2), Rational(2))
      if case .proved = report.continuity { return true } else { return false }
    }
    #expect(isProved { x, y in when(x > y, then: x * x, else: x * y) })
    #expect(isProved { x, y in when(relu(x) > y, then: relu(x) * relu(x), else: relu(x) * y) })
    #expect(!isProved { x, y in when(x > y, then: x, else: y + 1) })
    // The guard divides the difference where the branch is not defined: z/z is 1.
    #expect(!isProved { x, y in when(x > 0, then: x * (1 / x), else: 0 * y) })
    #expect(!isProved { x, y in when(x == y, then: 1 + 0 * x, else: x) })
  }

  @Test func `several variables are looked at along lines, and said so`() {
    let report = check(
      program(inputs: 2) { x in [when(x[0] < x[1], then: x[0], else: x[1] + 1)] }, Rational(-2),
      Rational(2))
    #expect(jump(report) != nil && !report.isComplete && report.coverage.lines > 10)
    let continuous = check(
      program(inputs: 2) { x in [max(x[0], x[1]) - min(x[0], 0)] }, Rational(-2), Rational(2))
    if case .proved = continuous.continuity {} else { Issue.record("selections cannot jump") }
    #expect(continuous.isElementarySelection == true)
  }
}
