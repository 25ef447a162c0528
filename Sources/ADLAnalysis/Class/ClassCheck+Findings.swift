import ADLPrograms

extension ClassCheck {
  func mark(_ k: Int) -> NodeMark {
    NodeMark(node: k, anchor: program.application(k).anchor)
  }

  var notLogExp: [NodeMark] {
    (program.p..<program.m).filter { program.classOfNode($0) == .analytic }.map(mark)
  }

  var domains: [DomainFinding] {
    let settled = isResolved && stop == nil ? [] : openDomains
    return (program.p..<program.m).compactMap { k in
      let application = program.application(k)
      guard program.canFail(k) else { return nil }
      let status: DomainFinding.Status =
        if let point = violations[k] { .fails(at: point) } else if let point = edges[k] {
          .edge(at: point)
        } else { settled.contains(k) ? .open : .holds }
      return DomainFinding(mark: mark(k), primitive: application.primitive, status: status)
    }
  }

  /// The points met at which some output jumps, with the first output that does.
  var jumps: [Discontinuity] {
    kinks.compactMap { met in
      for (i, output) in met.kink.outputs.enumerated() {
        let left = met.hasLeft ? output.left?.value : nil
        let right = met.hasRight ? output.right?.value : nil
        let value = output.value == .undefined ? nil : output.value
        guard output.kind.isBreak(left, value, right) else { continue }
        return Discontinuity(
          point: met.point, output: i, left: left, value: value, right: right,
          gap: output.gap, guards: met.kink.guards)
      }
      return nil
    }
  }

  var continuity: Continuity {
    if let first = jumps.first { return .refuted(first) }
    if isContinuousOnFaces || isResolved && stop == nil { return .proved }
    if !(program.p..<program.m).contains(where: mayJump) { return .proved }
    return coverage.lines > 0 ? .tested : .unknown
  }

  var branches: [BranchFinding] {
    (program.p..<program.m).filter { program.application($0).canJump }.map { k in
      for met in kinks where met.hasLeft && met.hasRight {
        for tied in met.kink.guards where tied.node == k {
          if let jump = tied.jump {
            return BranchFinding(mark: mark(k), status: .jumps(at: met.point, jump))
          }
        }
      }
      return BranchFinding(
        mark: mark(k),
        status: isResolved && stop == nil || provedNodes.contains(k) ? .continuous : .tested)
    }
  }

  var smoothness: Smoothness {
    let isProved = isResolved && stop == nil
    let kinds = kinks.flatMap { $0.kink.outputs.map(\.kind) }
    if case .refuted = continuity { return .discontinuous }
    // Derivatives that agree as far as they were compared may differ further on.
    let atLeast = kinds.compactMap { if case .matching(let order) = $0 { order } else { nil } }
      .min()
    let kept = kinds.filter {
      if case .matching = $0 { false } else { $0 < .jump }
    }.max()
    if let atLeast {
      let isLower: Bool
      switch kept {
      case .joint(let order): isLower = atLeast < order
      case .removable, .smoothJoint, nil: isLower = true
      default: isLower = false
      }
      if isLower { return .atLeast(order: atLeast, isProved: isProved) }
    }
    let isOpen = kinds.contains(.undecided)
    switch kept {
    case .kink: return .continuouslyDifferentiable(order: 0, isProved: isProved)
    case .infiniteSlope, .edge: return .infiniteSlope(isProved: isProved)
    case .joint(let order):
      return .continuouslyDifferentiable(order: order, isProved: isProved)
    default:
      if isOpen { return .unknown }
      let hasSelections = (program.p..<program.m).contains {
        program.application($0).primitive.selection != nil
      }
      return .smooth(isProved: isProved || !hasSelections)
    }
  }
}

extension KinkKind {
  /// `true` iff a point of this class is one where the function is not continuous, judged by the
  /// limits from those sides that count: no value would make it so, or its own does not.
  fileprivate func isBreak(_ left: KnownNumber?, _ value: KnownNumber?, _ right: KnownNumber?)
    -> Bool
  {
    switch self {
    case .jump:
      if left != nil && right != nil { return true }
      guard let value else { return false }
      return [left, right].compactMap(\.self).contains { !$0.mayEqual(value) }
    case .pole: return left != nil && right != nil
    case .undefined:
      guard let left, let right else { return false }
      return !left.mayEqual(right)
    default: return false
    }
  }
}

extension KnownNumber {
  /// `true` unless the two are known to differ.
  fileprivate func mayEqual(_ other: KnownNumber) -> Bool {
    if case .rational(let a) = self, case .rational(let b) = other { return a == b }
    if case .scaled = self { return !isKnownToDiffer(from: other) }
    if case .scaled = other { return !other.isKnownToDiffer(from: self) }
    if case .infinite = self { return self == other }
    if case .infinite = other { return false }
    guard let a = interval, let b = other.interval else { return true }
    return a.intersects(b)
  }

  private var interval: Interval? {
    switch self {
    case .rational(let value): Interval(value)
    case .algebraic(let interval), .enclosed(let interval): interval
    case .scaled(let number): number.interval
    default: nil
    }
  }
}
