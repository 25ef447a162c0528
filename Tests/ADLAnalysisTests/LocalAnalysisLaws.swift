import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLAnalysis

/// Every command that looks at a point of a function of one variable says the same of it, over
/// every row of the primitive table, edges of domains, poles and isolated values included.
struct LocalAnalysisLaws {
  /// A function of one variable that a primitive makes, and where it is looked at.
  struct Case: CustomStringConvertible {
    let primitive: Primitive
    let inner: Int
    let outer: Int
    var description: String { "\(primitive.name), operand \(inner), outside \(outer)" }
  }

  private static let operands: [@Sendable (Node) -> Node] = [
    { $0 }, { -$0 }, { $0 * $0 }, { abs($0) }, { $0 - 1 }, { 2 * $0 + 1 }, { $0.power(3) },
    { t in when(t == 0, then: 1, else: t) }, { t in when(t < 1, then: t, else: 2 - t) },
  ]

  private static let kinkedOperands: Set = [3, 7, 8]

  private static let outside: [@Sendable (Node, Node) -> Node] = [
    { value, _ in value }, { value, t in value * relu(t) }, { value, _ in abs(value) },
    { value, t in when(t == 0, then: 1, else: 1 / value) }, { value, _ in relu(value) - value },
  ]

  static let points = [0, 1, -1, 3].map { Rational($0) } + [Rational(1, 2)]

  private static let primitives = Primitive.all.filter {
    // The inclusions are not of what states a derivative of its own.
    $0 != .declaredSelection && $0 != .derivedEntry && !$0.statesDerivative
  }

  /// Returns the program, with constants and multiples of t as the further operands.
  static func program(_ item: Case) -> Program? {
    try? Program(inputs: 1) { x in
      let t = x[0]
      let inner = operands[item.inner](t)
      let others: [Node] = [inner, 1, 2 * t, t - 1]
      let value: Node
      switch item.primitive {
      case .branch: value = when(inner < 0, then: 2 * t, else: inner)
      case .choice:
        value = .apply(.choice, [inner, 0, 2 * t, inner], .condition(.comparison(0, .less)))
      case .interp: value = .apply(.interp, [inner, 0, 1, t, 2 * t])
      case .integerPower: value = .apply(item.primitive, [inner], .integer(3))
      case .reciprocalPower: value = .apply(item.primitive, [inner], .integer(-2))
      case .sortedEntry, .largest:
        value = .apply(item.primitive, Array(others.prefix(3)), .integer(2))
      case .power: value = .apply(item.primitive, [inner, Node(Rational(3, 2))])
      default:
        switch item.primitive.rule.arity {
        case .exactly(let n): value = .apply(item.primitive, Array(others.prefix(n)))
        case .atLeast: value = .apply(item.primitive, others)
        }
      }
      return [outside[item.outer](value, t)]
    }
  }

  @Test(.slow, arguments: primitives.indices)
  func `all commands agree at a point`(row: Int) throws {
    // A function has no kinks of its own, and its transcendental values cost most: it takes every
    // other operand without kinks, and of the points fewer.
    let isFunction = Self.primitives[row].selection == nil
    for inner in Self.operands.indices
    where !isFunction || Self.kinkedOperands.contains(inner) || (inner + row) % 2 == 0 {
      // Every operand on its own, and every other one inside something.
      let wrapped = (inner + row) % 2 == 0 ? [] : [1 + (inner + row) / 2 % (Self.outside.count - 1)]
      for outer in [0] + wrapped {
        let item = Case(primitive: Self.primitives[row], inner: inner, outer: outer)
        guard let program = Self.program(item) else { continue }
        let share = isFunction ? 4 : 2
        for (i, point) in Self.points.enumerated() where i == 0 || (i + inner + row) % share == 0 {
          // A verification costs more than all else: one operand a row, and the isolated value.
          let verifies = i == 0 && outer == 0 && (inner == 7 || inner == row % 7)
          compare(program, at: point, "\(item) at \(point)", verifies: verifies)
        }
      }
    }
  }

  private func compare(
    _ program: Program, at point: Rational, _ name: String, verifies: Bool
  ) {
    let margin = Rational(1, 16)
    let list = program.kinks(from: point - margin, to: point + margin)
    let row = list.kinks.first { kink in
      if case .point(let number) = kink.location { number.rational == point } else { false }
    }
    let isOpen = list.unresolved.contains { gap in
      (gap.lower.map { $0 <= point } ?? true) && (gap.upper.map { $0 >= point } ?? true)
    }
    guard let analysis = try? PointAnalysis(program, at: [Certified(point)]) else {
      // No value: the row says so, or one side lies outside too.
      #expect(row?.violation != nil || row == nil || row?.kind == .undecided, "\(name)")
      return
    }
    guard !isOpen, row?.kind != .undecided,
      let sides = try? analysis.direction(along: [.exact(.one)])
    else { return }
    let answer = analysis.classify()
    if let row {
      compare(sides, row, name)
      compare(answer, row, name)
    } else {
      // Nothing happens there.
      let verdicts: [PointVerdict] = [.smooth, .differentiable, .undecided, .domainEdge]
      #expect(verdicts.contains(answer.verdict), "\(name): \(answer.verdict), and no row")
      #expect(
        sides.ahead?.jumps.isEmpty != false && sides.behind?.jumps.isEmpty != false, "\(name)")
    }
    compare(answer, sides, name)
    compareAtPoint(program, point, answer, name)
    if verifies { compareVerification(program, point, row, answer, name) }
    let report = program.checkClass(on: Box(point - margin, point + margin, count: 1))
    if case .proved = report.continuity { #expect(answer.verdict != .discontinuous, "\(name)") }
    if case .refuted = report.continuity, row?.kind == .jump {
      #expect(answer.verdict == .discontinuous || answer.verdict == .undecided, "\(name)")
    }
  }

  /// One-sided limits and slopes against those of the row.
  private func compare(_ sides: DirectionalAnswer, _ row: Kink, _ name: String) {
    let output = row.outputs[0]
    func check(_ behaviour: OneSidedBehaviour?, _ stated: OneSidedLimit?, isLeft: Bool) {
      guard let behaviour, let stated else { return }
      let slope = isLeft ? behaviour.derivatives[0].opposite : behaviour.derivatives[0]
      let side = isLeft ? "left" : "right"
      #expect(
        !contradicts(behaviour.limits[0].known, stated.value),
        "\(name), \(side): limit \(behaviour.limits[0]) and \(stated.value)")
      if behaviour.jumps.isEmpty, behaviour.openJumps.isEmpty, output.kind != .jump {
        #expect(
          !contradicts(slope.known, stated.derivative),
          "\(name), \(side): slope \(slope) and \(stated.derivative)")
      }
    }
    check(sides.behind, output.left, isLeft: true)
    check(sides.ahead, output.right, isLeft: false)
    let both = [sides.behind, sides.ahead].compactMap(\.self)
    if output.kind == .jump {
      #expect(both.contains { !$0.jumps.isEmpty || !$0.openJumps.isEmpty }, "\(name): no jump")
    } else if output.kind < .jump {
      #expect(both.allSatisfy { $0.jumps.isEmpty }, "\(name): a jump, and \(output.kind)")
    }
  }

  private func contradicts(_ a: KnownNumber, _ b: KnownNumber) -> Bool {
    if a == .undefined || b == .undefined { return false }
    if a.isFinite != b.isFinite { return true }
    return a.isKnownToDiffer(from: b)
  }

  /// The verdict against the class of the row, and AD.
  private func compare(_ answer: Classification, _ row: Kink, _ name: String) {
    let output = row.outputs[0]
    let allowed: [PointVerdict]
    switch output.kind {
    case .removable, .smoothJoint, .matching, .joint:
      allowed = [.smooth, .differentiable, .spuriousDerivative, .domainEdge]
    case .kink: allowed = [.kink, .spuriousKink, .domainEdge]
    case .infiniteSlope, .edge: allowed = [.domainEdge]
    case .jump: allowed = [.discontinuous]
    case .undefined, .pole, .undecided: return
    }
    #expect(
      answer.verdict == .undecided || allowed.contains(answer.verdict),
      "\(name): \(answer.verdict), and \(output.kind)")
    #expect(
      !contradicts(answer.derivative.backward.numbers[0], output.backward),
      "\(name): AD \(answer.derivative.backward.numbers[0]) and \(output.backward)")
    compare(answer.verdict, output.verdict, name)
  }

  /// What AD is worth, by two commands.
  private func compare(_ verdict: PointVerdict, _ other: DerivativeVerdict, _ name: String) {
    let worth: [DerivativeVerdict]
    switch verdict {
    case .smooth, .differentiable: worth = [.derivative]
    case .kink: worth = [.inClarke]
    case .spuriousDerivative: worth = [.spurious(isCritical: true), .spurious(isCritical: false)]
    case .spuriousKink:
      worth = [.outsideClarke(isCritical: true), .outsideClarke(isCritical: false)]
    case .discontinuous, .continuousAtPoint, .discontinuousAround: worth = [.none, .notFinite]
    case .domainEdge: worth = [.none, .notFinite]
    case .undecided: return
    }
    #expect(other == .undecided || worth.contains(other), "\(name): \(verdict), and \(other)")
  }

  /// The Clarke set against the slopes, and D_f and AD against it.
  private func compare(_ answer: Classification, _ sides: DirectionalAnswer, _ name: String) {
    guard let clarke = answer.clarke, clarke.isExact, let bounds = clarke.inner?.bounds else {
      return
    }
    if let left = sides.behind?.derivatives[0].opposite.number,
      let right = sides.ahead?.derivatives[0].number,
      sides.ahead?.jumps.isEmpty == true, sides.behind?.jumps.isEmpty == true
    {
      let ends = Certified.order(left, right).isCertainly(.positive) ? (right, left) : (left, right)
      #expect(
        !Certified.order(ends.0, bounds.lower).isCertainlyNot(.zero)
          && !Certified.order(ends.1, bounds.upper).isCertainlyNot(.zero),
        "\(name): slopes \(left), \(right) and Clarke \(bounds)")
    }
    if let field = answer.field, field.isComplete, field.isDefined, let own = field.set.bounds {
      #expect(
        !Certified.order(own.lower, bounds.lower).isCertainly(.positive)
          && !Certified.order(own.upper, bounds.upper).isCertainly(.negative),
        "\(name): D_f \(own) does not contain \(bounds)")
    }
  }

  /// A comparison with itself at the point.
  private func compareAtPoint(
    _ program: Program, _ point: Rational, _ answer: Classification, _ name: String
  ) {
    let comparison = Comparison.of([Subject(program)], at: [point])
    guard let output = comparison.rows.first?.answers[0].outputs[0] else { return }
    compare(answer.verdict, output.verdict, "\(name), diff")
    #expect(
      !contradicts(answer.derivative.backward.numbers[0], output.backward[0]), "\(name), diff")
  }

  /// What a verification meets at the point.
  private func compareVerification(
    _ program: Program, _ point: Rational, _ row: Kink?, _ answer: Classification, _ name: String
  ) {
    let margin = Rational(1, 16)
    let report = program.verify(on: Box(point - margin, point + margin, count: 1))
    let isJump = row?.kind == .jump || row?.kind == .pole
    for failure in [report.segments.failure, report.choices.failure].compactMap(\.self) {
      guard failure.point == [.rational(point)] else { continue }
      let kind = row.map { "\($0.kind)" } ?? "nothing"
      #expect(isJump, "\(name): verify has \(failure.reason), and the list \(kind)")
    }
    // A path across the point lies in the domain where both sides do.
    if let row, row.kind == .jump, row.outputs[0].left?.value.isFinite == true,
      row.outputs[0].right?.value.isFinite == true, report.segments.hasLooked
    {
      #expect(report.segments.failure != nil, "\(name): verify crosses a jump")
    }
    for example in report.kinks.examples where example.point == [.rational(point)] {
      compare(answer.verdict, example.verdict, "\(name), verify")
    }
  }
}
