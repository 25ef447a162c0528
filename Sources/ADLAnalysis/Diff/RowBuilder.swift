import ADLPrograms

/// Compares what several subjects answer at one point of a path, over one number system.
struct RowBuilder<S: KnowableNumber> {
  let facts: [PointFacts<S>]
  let kinks: [Kink]
  let subjects: [Subject]

  /// `true` iff all facts are of one and the same number.
  let isOnePlace: Bool

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
      divergences: kind.isDifference
        ? DivergenceSearch(subjects, facts.map(\.evaluation)).divergences() : []
    )
  }

  private var kind: ComparisonKind {
    let outputs = kinks.first?.outputs.indices ?? 0..<0
    func subjects(_ holds: (DerivativeVerdict) -> Bool) -> [Int] {
      kinks.indices.filter { i in kinks[i].outputs.contains { holds($0.verdict) } }
    }
    return ComparisonKind(
      isSame: isSame(outputs), failing: subjects { $0 == .notFinite },
      critical: subjects(\.isArtificiallyCritical), outside: subjects(\.isOutside),
      isInside: kinks.allSatisfy { kink in
        kink.outputs.allSatisfy { $0.verdict == .inClarke || $0.verdict == .derivative }
          && !zip(kink.outputs, kinks[0].outputs).contains { $0.isKnownToDiffer(from: $1) }
      })
  }

  /// `true` iff AD is known to return the same everywhere, `false` iff it is known not to.
  private func isSame(_ outputs: Range<Int>) -> Bool? {
    var result: Bool? = true
    for output in outputs {
      let answers = facts.map { $0.gradients(output).backward }
      let stated = facts.map { $0.gradientStatement(output).backward }
      for i in facts.indices.dropFirst() {
        for j in answers[0].indices {
          switch isSame(answers[0][j], answers[i][j], stated[0][j], stated[i][j]) {
          case true?: continue
          case false? where facts[0].isDecided && facts[i].isDecided: return false
          default: result = nil
          }
        }
      }
    }
    return result
  }

  private func isSame(_ a: S, _ b: S, _ stated: KnownNumber, _ other: KnownNumber) -> Bool? {
    if a.exists && b.exists {
      switch S.order(a, b) {
      case .known(.zero): return isOnePlace ? true : nil
      case .known: return isOnePlace ? false : nil
      case .notKnown: return nil
      }
    }
    return stated.isSame(as: other)
  }
}

extension OutputKink {
  /// `true` iff the functions are known not to be one around the point.
  fileprivate func isKnownToDiffer(from other: OutputKink) -> Bool {
    if value.isKnownToDiffer(from: other.value) { return true }
    return [(left, other.left), (right, other.right)].contains { a, b in
      guard let a, let b else { return false }
      return a.value.isKnownToDiffer(from: b.value)
        || a.derivative.isKnownToDiffer(from: b.derivative)
    }
  }
}

extension KnownNumber {
  /// `true` iff these are proved to be two numbers.
  func isKnownToDiffer(from other: KnownNumber) -> Bool {
    switch (self, other) {
    case (.rational(let a), .rational(let b)): a != b
    case (.rational(let a), .algebraic(let x)), (.rational(let a), .enclosed(let x)),
      (.algebraic(let x), .rational(let a)), (.enclosed(let x), .rational(let a)):
      !x.intersects(Interval(a))
    case (.algebraic(let x), .algebraic(let y)), (.algebraic(let x), .enclosed(let y)),
      (.enclosed(let x), .algebraic(let y)), (.enclosed(let x), .enclosed(let y)):
      !x.intersects(y)
    case (.scaled(let a), .scaled(let b)): a.isKnownToDiffer(from: b)
    case (.scaled(let a), .rational(let b)), (.rational(let b), .scaled(let a)):
      b.isZero || ScaledNumber(b).map { a.isKnownToDiffer(from: $0) } == true
    case (.scaled(let a), .algebraic(let x)), (.algebraic(let x), .scaled(let a)),
      (.scaled(let a), .enclosed(let x)), (.enclosed(let x), .scaled(let a)):
      !a.interval.intersects(x)
    case (.infinite(let a), .infinite(let b)): a != b
    default: false
    }
  }

  /// `true` iff both are known to be the same, infinities and NaN of doubles included; `nil` where
  /// enclosures meet, or finite doubles are all that is known.
  func isSame(as other: KnownNumber) -> Bool? {
    switch (self, other) {
    case (.rational(let a), .rational(let b)): return a == b
    case (.approximate, _), (_, .approximate):
      let (a, b) = (double, other.double)
      if a.isFinite && b.isFinite { return nil }
      return a == b || (a.isNaN && b.isNaN)
    case (.undefined, .undefined): return true
    case (.infinite(let a), .infinite(let b)): return a == b
    case (.undefined, _), (_, .undefined), (.infinite, _), (_, .infinite): return false
    default: return isKnownToDiffer(from: other) ? false : nil
    }
  }
}

extension DerivativeVerdict {
  /// `true` iff AD returns 0 where 0 is not a limit of derivatives.
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
struct DivergenceSearch<S: KnowableNumber> {
  let subjects: [Subject]
  let evaluations: [Evaluation<S>?]

  init(_ subjects: [Subject], _ evaluations: [Evaluation<S>?]) {
    self.subjects = subjects
    self.evaluations = evaluations
  }

  /// For one program under several conventions: the first node at which d_k differs, of those that
  /// a backward sweep visits. For several programs: the first tied node of each that its backward
  /// sweep visits, or where it meets none the first at which d_k is not a number.
  func divergences() -> [Divergence] {
    let isOneProgram = subjects.dropFirst().allSatisfy { $0.program == subjects[0].program }
    if isOneProgram, let evaluation = evaluations[0] { return divergence(evaluation) }
    return subjects.indices.compactMap { i in
      guard let evaluation = evaluations[i] else { return nil }
      let isVisited = visits(evaluation, subject: i)
      if let node = evaluation.tiedNodes.first(where: { isVisited[$0] }) {
        return divergence(evaluation, node, subject: i)
      }
      return (evaluation.program.p..<evaluation.program.m).lazy
        .filter { isVisited[$0] && evaluation.values[$0] != nil }
        .map { divergence(evaluation, $0, subject: i) }
        .first { $0.partials.contains { !$0.isFinite } }
    }
  }

  /// Tells of every node whether the backward sweep of a subject brings it an adjoint.
  private func visits(_ evaluation: Evaluation<S>, subject: Int) -> [Bool] {
    var isVisited = [Bool](repeating: false, count: evaluation.program.m)
    for output in 0..<evaluation.program.q {
      let adjoints = evaluation.adjoints(output: output, under: subjects[subject].convention)
      for (k, adjoint) in adjoints.enumerated() {
        // What meets an adjoint of 0 goes no further.
        if let adjoint, !adjoint.sign.isCertainly(.zero) { isVisited[k] = true }
      }
    }
    return isVisited
  }

  private func divergence(_ evaluation: Evaluation<S>) -> [Divergence] {
    let isVisited = subjects.indices.map { visits(evaluation, subject: $0) }
    for k in evaluation.program.p..<evaluation.program.m
    where evaluation.values[k] != nil && isVisited.contains(where: { $0[k] }) {
      let all = subjects.indices.map { divergence(evaluation, k, subject: $0) }
      if all.contains(where: { $0.partials != all[0].partials }) { return all }
    }
    return []
  }

  private func divergence(_ evaluation: Evaluation<S>, _ k: Int, subject: Int) -> Divergence {
    Divergence(
      subject: subject, node: k, anchor: evaluation.program.application(k).anchor,
      pieces: evaluation.active[k]?.sites.map(\.pieces) ?? [],
      partials: evaluation.localDerivative(k, under: subjects[subject].convention).map {
        $0.number.known
      })
  }
}
