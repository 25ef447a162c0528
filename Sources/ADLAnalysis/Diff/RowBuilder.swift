import ADLPrograms

/// Compares what several subjects answer at one point of a path, over one number system.
struct RowBuilder<S: KnowableNumber> {
  let facts: [PointFacts<S>]
  let kinks: [Kink]
  let subjects: [Subject]

  func row(_ point: [KnownNumber], _ location: Kink.Location) -> ComparisonRow {
    let answers = zip(kinks, facts).map { kink, facts in
      SubjectAnswer(
        kind: kink.kind,
        outputs: kink.outputs.enumerated().map { i, output in
          let known = facts.gradientStatement(i)
          return SubjectOutput(
            value: output.value, forward: known.forward, backward: known.backward,
            left: output.left, right: output.right, verdict: output.verdict, field: nil,
            clarke: nil, stop: nil)
        }, guards: kink.guards)
    }
    let kind = self.kind
    return ComparisonRow(
      point: point, location: location, answers: answers, kind: kind,
      tier: kinks.map(\.tier).max() ?? .exact,
      partings: kind == .same ? [] : PartingSearch(subjects, facts.map(\.evaluation)).partings())
  }

  private var kind: ComparisonKind {
    let outputs = kinks.first?.outputs.indices ?? 0..<0
    func subjects(_ holds: (DerivativeVerdict) -> Bool) -> [Int] {
      kinks.indices.filter { i in kinks[i].outputs.contains { holds($0.verdict) } }
    }
    let isSame = outputs.allSatisfy { output in
      let answers = facts.map { $0.gradients(output).backward }
      return answers.dropFirst().enumerated().allSatisfy { i, answer in
        zip(answers[0], answer).allSatisfy(areSame)
          || zip(
            facts[0].gradientStatement(output).backward,
            facts[i + 1].gradientStatement(output).backward
          ).allSatisfy { $0.isSameStatement(as: $1) }
      }
    }
    return ComparisonKind(
      isSame: isSame, failing: subjects { $0 == .notFinite },
      critical: subjects(\.isArtificiallyCritical), outside: subjects(\.isOutside),
      isInside: kinks.allSatisfy { kink in
        kink.outputs.allSatisfy { $0.verdict == .inClarke || $0.verdict == .derivative }
      })
  }

  private func areSame(_ a: S, _ b: S) -> Bool {
    S.order(a, b) == .zero || (S.order(a, b) == nil && overlap(a.known, b.known))
  }

  private func overlap(_ a: KnownNumber, _ b: KnownNumber) -> Bool {
    if case .enclosed(let x) = a, case .enclosed(let y) = b { return x.intersects(y) }
    return false
  }
}

extension KnownNumber {
  /// `true` iff both say the same, NaN included.
  func isSameStatement(as other: KnownNumber) -> Bool {
    if case .approximate(let a) = self, case .approximate(let b) = other {
      return a == b || (a.isNaN && b.isNaN)
    }
    return self == other
  }
}

extension DerivativeVerdict {
  /// `true` iff AD returns 0 where 0 is no limit of derivatives.
  public var isArtificiallyCritical: Bool {
    switch self {
    case .spurious(let isCritical), .outsideClarke(let isCritical): isCritical
    default: false
    }
  }

  /// `true` iff AD returns something outside the Clarke subdifferential.
  public var isOutside: Bool {
    switch self {
    case .spurious, .outsideClarke: true
    default: false
    }
  }
}

/// Finds where sweeps part.
struct PartingSearch<S: KnowableNumber> {
  let subjects: [Subject]
  let evaluations: [Evaluation<S>?]

  init(_ subjects: [Subject], _ evaluations: [Evaluation<S>?]) {
    self.subjects = subjects
    self.evaluations = evaluations
  }

  /// For one program under several conventions: the first node at which d_k differs. For several
  /// programs: the first tied node of each that its backward sweep visits.
  func partings() -> [Parting] {
    let isOneProgram = subjects.dropFirst().allSatisfy { $0.program == subjects[0].program }
    if isOneProgram, let evaluation = evaluations[0] { return parting(evaluation) }
    return subjects.indices.compactMap { i in
      guard let evaluation = evaluations[i] else { return nil }
      var isVisited = [Bool](repeating: false, count: evaluation.program.m)
      for output in 0..<evaluation.program.q {
        let adjoints = evaluation.adjoints(output: output, under: subjects[i].convention)
        for k in adjoints.indices where adjoints[k] != nil { isVisited[k] = true }
      }
      guard let node = evaluation.tiedNodes.first(where: { isVisited[$0] }) else { return nil }
      return parting(evaluation, node, subject: i)
    }
  }

  private func parting(_ evaluation: Evaluation<S>) -> [Parting] {
    for k in evaluation.program.p..<evaluation.program.m where evaluation.values[k] != nil {
      let all = subjects.indices.map { parting(evaluation, k, subject: $0) }
      if all.contains(where: { $0.partials != all[0].partials }) { return all }
    }
    return []
  }

  private func parting(_ evaluation: Evaluation<S>, _ k: Int, subject: Int) -> Parting {
    Parting(
      subject: subject, node: k, anchor: evaluation.program.application(k).anchor,
      pieces: evaluation.active[k]?.sites.map(\.pieces) ?? [],
      partials: evaluation.localDerivative(k, under: subjects[subject].convention).map {
        $0.number.known
      })
  }
}
