import ADLPrograms

/// The answer to `direction f at x along d`.
public struct DirectionalAnswer: Hashable, Sendable {
  /// The direction d, one entry per input.
  public let direction: [Certified]

  /// The values at the point, one per output.
  public let values: [Certified]

  /// Along d, with f'(x; d); `nil` where the program is not defined on that side.
  public let ahead: OneSidedBehaviour?

  /// Along -d, with f'(x; -d).
  public let behind: OneSidedBehaviour?

  /// Why an absent side is absent.
  public let violations: [DomainViolation]
}

extension PointAnalysis {
  /// Returns f'(x; d) and f'(x; -d), exact through `if` (semantics, section 5).
  ///
  /// - Throws: `PointFailure.dimension`; `Stop` where `work` ended.
  public func direction(along d: [Certified], _ work: Work = .inherited) throws -> DirectionalAnswer
  {
    guard d.count == program.p else {
      throw PointFailure.dimension(expected: program.p, given: d.count)
    }
    if program.statesDerivatives { return try ofFunction.direction(along: d, work) }
    var violations: [DomainViolation] = []
    func side(_ d: [Certified]) throws -> OneSidedBehaviour? {
      do {
        return try behaviour(along: d, work)
      } catch let violation as DomainViolation {
        violations.append(violation)
        return nil
      }
    }
    let ahead = try work.perform { try side(d) }
    let behind = try work.perform { try side(d.map { -$0 }) }
    return DirectionalAnswer(
      direction: d, values: values, ahead: ahead, behind: behind, violations: violations)
  }

  /// Returns what the program does along the ray in direction `d`.
  /// - Throws: `DomainViolation` where it is not defined there; `Stop`.
  func behaviour(along d: [Certified], _ work: Work) throws -> OneSidedBehaviour {
    let found: Result<Probe, DomainViolation>
    do {
      found = .success(try Probe(program, at: inputs, along: [d], work))
    } catch let violation as DomainViolation {
      found = .failure(violation)
    }
    if (try? found.get().undecided.isEmpty) != true, tolerance == 0,
      let (ray, pieces) = expandedLimits(along: d)
    {
      return behaviour(
        ray, pieces, vanishing: [], undecided: [],
        order: OneSidedExpansion<Certified>.termLimit)
    }
    let probe = try found.get()
    let ray = RayLimits(probe, self, along: d)
    try work.check()
    return behaviour(
      ray, probe.pieces, vanishing: probe.vanishing,
      undecided: probe.undecided, order: probe.order)
  }

  private func behaviour(
    _ ray: RayLimits, _ pieces: [Int: Piece], vanishing: [Int], undecided: [Int], order: Int
  ) -> OneSidedBehaviour {
    let gradient = gradient(holding: pieces)
    let choices = pieces.keys.sorted().flatMap { k -> [Choice] in
      guard evaluation.active[k]?.ties ?? true else { return [] }
      return pieces[k]!.enumerated().map { Choice(node: k, site: $0, piece: $1) }
    }
    let numbers =
      (ray.limits + ray.slopes).compactMap(\.number) + (gradient?.entries ?? [])
    let isExact = numbers.allSatisfy(\.isExact)
    return OneSidedBehaviour(
      limits: ray.limits, derivatives: ray.slopes, isSlopeLimit: ray.isSlopeLimit,
      jumps: ray.jumps, openJumps: ray.openJumps, choices: choices,
      gradient: gradient, vanishing: vanishing, undecided: undecided,
      order: order, tier: max(tier, isExact ? .exact : .interval))
  }

  /// Returns the Jacobian of the program held to `pieces`; `nil` where it does not exist.
  func gradient(holding pieces: [Int: Piece]) -> GradientVector? {
    let x = inputs
    guard let frozen = try? program.evaluate(at: x, frozen: pieces) else { return nil }
    let choices = pieces.keys.sorted().filter { evaluation.active[$0]?.ties ?? true }
      .flatMap { k in pieces[k]!.enumerated().map { Choice(node: k, site: $0, piece: $1) } }
    let vector = GradientVector(
      FrozenProgram(frozen, silent: silent).jacobian().map(\.certified), choices: choices)
    return vector.isDefined ? vector : nil
  }
}
