import ADLPrograms

/// Compares programs at one point.
struct PointComparison {
  let subjects: [Subject]
  let point: [Rational]
  let work: Work

  /// What the normal forms of all subjects share.
  private let table = AtomTable(inputs: 0)

  init(_ subjects: [Subject], at point: [Rational], _ work: Work) {
    self.subjects = subjects
    self.point = point
    self.work = work
  }

  func comparison() -> Comparison {
    var tally = PointTally(subjects: subjects)
    let refuted = subjects.indices.dropFirst().lazy.compactMap {
      tally.compare(at: point, with: $0, isIsolated: false)
    }.first
    var comparison = Comparison(
      subjects: subjects, equality: refuted.map { .refuted($0) } ?? tally.equality, rows: [],
      coverage: Coverage(points: 1), stop: nil, isComplete: true)
    let answers = answers()
    comparison.otherClarke = otherClarke(answers)
    comparison.rows = [row(answers, isOneFunction: comparison.isOneFunction)]
    comparison.stop = answers.stop
    comparison.isComplete =
      answers.stop == nil && !comparison.rows.contains { $0.kind == .undecided }
    return comparison
  }

  /// Returns the first subject whose Clarke subdifferential is known not to be that of the first.
  private func otherClarke(_ answers: [SubjectAnswer]) -> Int? {
    func differ(_ a: ClarkeAnswer?, _ b: ClarkeAnswer?) -> Bool {
      guard let a, let b, a.isExact, b.isExact, a.isWellDefined, b.isWellDefined,
        let x = a.inner, let y = b.inner, x != y
      else { return false }
      return !x.isKnownToLie(in: y) || !y.isKnownToLie(in: x)
    }
    return answers.indices.dropFirst().first { i in
      zip(answers[0].outputs, answers[i].outputs).contains { differ($0.clarke, $1.clarke) }
    }
  }

  // MARK: - The row

  private func answers() -> [SubjectAnswer] {
    let evaluations = subjects.map {
      try? $0.program.evaluate(at: point.map { Certified($0) })
    }
    return subjects.indices.map { answer($0, evaluations[$0]) }
  }

  private func row(_ answers: [SubjectAnswer], isOneFunction: Bool) -> ComparisonRow {
    let evaluations = subjects.map {
      try? $0.program.evaluate(at: point.map { Certified($0) })
    }
    let kind = ComparisonKind(answers, isSame: isSame(answers), isOneFunction: isOneFunction)
    return ComparisonRow(
      point: point.map(\.known), location: nil, answers: answers, kind: kind,
      tier: answers.flatMap { $0.outputs.compactMap { $0.clarke?.tier } }.max() ?? .exact,
      divergences: kind.isDifference ? DivergenceSearch(subjects, evaluations).divergences() : [])
  }

  /// `true` iff AD is known to return the same for all, `false` iff it is known not to.
  private func isSame(_ answers: [SubjectAnswer]) -> Bool? {
    let formal = gradients
    var result: Bool? = true
    for i in subjects.indices.dropFirst() {
      for (output, (a, b)) in zip(answers[0].outputs, answers[i].outputs).enumerated() {
        for (j, (stated, other)) in zip(a.backward, b.backward).enumerated() {
          let (u, v) = (formal[0]?[output][j], formal[i]?[output][j])
          let order = u.flatMap { u in v.map { FormalNumber.order(u, $0) } } ?? .notKnown
          // What the doubles of one cannot express is not what the other returns.
          if order.isCertainly(.zero), stated.isFinite == other.isFinite { continue }
          switch order.isCertainlyNot(.zero) ? false : stated.isSame(as: other) {
          case true?: continue
          case false?: return false
          case nil: result = nil
          }
        }
      }
    }
    return result
  }

  /// The gradients that AD returns for every output of every subject; `nil` without a value.
  private var gradients: [[[FormalNumber<Certified>]]?] {
    subjects.map { subject in
      (try? subject.program.evaluate(at: inputs)).map { evaluation in
        (0..<subject.program.q).map {
          evaluation.differentiateBackward(output: $0, under: subject.convention)
        }
      }
    }
  }

  /// `true` iff AD is known to return the same for all, by normal forms alone.
  var isSame: Bool {
    let all = gradients.map { $0?.flatMap(\.self) }
    return all.dropFirst().allSatisfy { other in
      guard let a = all[0], let b = other else { return false }
      return zip(a, b).allSatisfy { FormalNumber.order($0, $1).isCertainly(.zero) }
    }
  }

  /// The point, with normal forms that the subjects share.
  private var inputs: [FormalNumber<Certified>] {
    point.map { FormalNumber(parameter: Certified($0), table) }
  }

  private func answer(_ i: Int, _ evaluation: Evaluation<Certified>?) -> SubjectAnswer {
    let program = subjects[i].program
    let outputs = (0..<program.q).map { output in
      let single = program.q == 1 ? program : program.selecting(output: output)
      return single.map { self.output($0, i) } ?? .undefined(inputs: program.p)
    }
    let kinds = outputs.map(\.kind)
    return SubjectAnswer(
      kind: program.p == 1 ? kinds.compactMap(\.self).max() : nil, outputs: outputs.map(\.output),
      guards: ties(program, evaluation))
  }

  private func ties(_ program: Program, _ evaluation: Evaluation<Certified>?) -> [TiedGuard] {
    guard let evaluation else { return [] }
    return evaluation.tiedNodes.map { k in
      TiedGuard(
        node: k, anchor: program.application(k).anchor, active: evaluation.active[k], left: nil,
        right: nil, jump: nil)
    }
  }

  /// What one output is at the point, with its class in one variable.
  private struct Found {
    var output: SubjectOutput
    var kind: KinkKind?
    var tier: Tier

    static func undefined(inputs p: Int) -> Found {
      let none = [KnownNumber](repeating: .undefined, count: p)
      return Found(
        output: SubjectOutput(
          value: .undefined, forward: none, backward: none, left: nil, right: nil,
          verdict: .notFinite, field: nil, clarke: nil, stop: nil), kind: .undefined, tier: .exact)
    }
  }

  private func output(_ program: Program, _ i: Int) -> Found {
    guard let analysis = try? PointAnalysis(program, at: point.map { Certified($0) }) else {
      return .undefined(inputs: program.p)
    }
    let answer = analysis.derivative(under: subjects[i].convention)
    let field = analysis.field(work)
    let clarke = analysis.clarke(work)
    var sides: (left: OneSidedLimit?, right: OneSidedLimit?) = (nil, nil)
    var kind: KinkKind?
    if program.p == 1 {
      let near = Rational(1, 4096)
      let survey = Survey(
        Decomposer(program, work), subjects[i].convention, point[0] - near, point[0] + near)
      let location = Kink.Location.point(AlgebraicNumber(point[0]))
      let (left, right) = Overlay(surveys: [survey], lower: nil, upper: nil).neighbours(
        of: location, in: 0)
      let kink = survey.facts(at: location, left, right)
      sides = (kink.outputs[0].left, kink.outputs[0].right)
      kind = kink.outputs[0].kind
    }
    let backward = answer.backward.stated(orDoubles: answer.doubles)
    let forward =
      answer.forward?.stated(orDoubles: answer.doubles)
      ?? [KnownNumber](repeating: .undefined, count: program.p)
    return Found(
      output: SubjectOutput(
        value: analysis.values[0].known, forward: forward, backward: backward, left: sides.left,
        right: sides.right,
        verdict: verdict(analysis, answer.backward, clarke), field: field, clarke: clarke,
        stop: field.stop ?? clarke.stop),
      kind: kind, tier: max(analysis.tier, clarke.tier))
  }

  private func verdict(
    _ analysis: PointAnalysis, _ answer: GradientVector, _ clarke: ClarkeAnswer
  ) -> DerivativeVerdict {
    guard answer.isDefined else { return analysis.isPastRange ? .undecided : .notFinite }
    guard clarke.isWellDefined, let inner = clarke.inner else { return .none }
    let isInside = analysis.contains(answer.rational, inner)
    if isInside == true { return clarke.isDifferentiable == true ? .derivative : .inClarke }
    guard clarke.isExact, isInside == false else {
      if let outer = clarke.outer, analysis.contains(answer.rational, outer) == false {
        return .outsideClarke(isCritical: answer.isZero)
      }
      return .undecided
    }
    return clarke.isDifferentiable == true
      ? .spurious(isCritical: answer.isZero) : .outsideClarke(isCritical: answer.isZero)
  }
}

extension [SubjectAnswer] {
  /// Why the work on the answers ended early, where it did.
  fileprivate var stop: Stop? { flatMap(\.outputs).lazy.compactMap(\.stop).first }
}

extension ClarkeAnswer {
  /// `true` iff the function has a Clarke subdifferential.
  public var isWellDefined: Bool { jumps.isEmpty && breaks.isEmpty && !hasEdge }
}

extension GradientSet {
  /// The maximum number of vectors that are compared with a hull.
  private static let comparedLimit = 64

  /// `false` iff a vector of the set is known to lie outside the hull of `other`; both are exact.
  fileprivate func isKnownToLie(in other: GradientSet) -> Bool {
    guard isExact, other.isExact, isFinite, other.isFinite else { return true }
    let (vectors, _) = vectors(limit: Self.comparedLimit)
    return vectors.allSatisfy { vector in
      GradientHull(other, dimension: vector.entries.count)?.contains(vector.rational) ?? true
    }
  }
}

extension GradientVector {
  /// The entries as they are stated: where the exact ones do not exist, those of doubles.
  fileprivate func stated(orDoubles doubles: [Double]) -> [KnownNumber] {
    zip(numbers, doubles).map { $0 == .undefined ? .approximate($1) : $0 }
  }
}

extension ComparisonKind {
  /// Compares what several subjects answer at one point, where they are one function or not known
  /// not to be.
  init(_ answers: [SubjectAnswer], isSame: Bool?, isOneFunction: Bool) {
    func subjects(_ holds: (DerivativeVerdict) -> Bool) -> [Int] {
      answers.indices.filter { i in answers[i].outputs.contains { holds($0.verdict) } }
    }
    self = ComparisonKind(
      isSame: isSame, failing: subjects { $0 == .notFinite },
      critical: subjects(\.isArtificiallyCritical), outside: subjects(\.isOutside),
      isInside: isOneFunction
        && answers.allSatisfy { answer in
          answer.outputs.allSatisfy { $0.verdict == .inClarke || $0.verdict == .derivative }
        })
  }

  /// The mildest class that says everything of the worst subject.
  init(isSame: Bool?, failing: [Int], critical: [Int], outside: [Int], isInside: Bool) {
    self =
      if isSame == true { .same } else if isSame == nil { .undecided } else if !failing.isEmpty {
        .notFinite(failing)
      } else if !critical.isEmpty { .artificialCritical(critical) } else if !outside.isEmpty {
        .outsideClarke(outside)
      } else {
        isInside ? .inClarke : .different
      }
  }
}

extension Program {
  /// Returns the program with output `i` alone; `nil` where it cannot be built.
  func selecting(output i: Int) -> Program? {
    let builder = ProgramBuilder(inputs: p)
    let outputs = builder.inline(self, arguments: (0..<p).map(builder.input))
    return try? builder.seal(outputs: [outputs[i]])
  }
}
