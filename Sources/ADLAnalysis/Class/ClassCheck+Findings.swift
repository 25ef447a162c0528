import ADLPrograms

extension ClassCheck {
  func mark(_ k: Int) -> NodeMark {
    NodeMark(node: k, anchor: program.application(k).anchor)
  }

  var notLogExp: [NodeMark] {
    (program.p..<program.m).filter { program.classOfNode($0) == .analytic }.map(mark)
  }

  var domains: [DomainFinding] {
    let settled = isResolved && stop == nil ? [] : DomainEnclosure(program, box, work).openNodes()
    return (program.p..<program.m).compactMap { k in
      let application = program.application(k)
      guard application.canFail else { return nil }
      let status: DomainFinding.Status =
        if let point = violations[k] { .fails(at: point) } else if let point = edges[k] {
          .edge(at: point)
        } else { settled.contains(k) ? .open : .holds }
      return DomainFinding(mark: mark(k), primitive: application.primitive, status: status)
    }
  }

  var continuity: Continuity {
    for (kink, point) in kinks {
      for (i, output) in kink.outputs.enumerated() where output.isBreak {
        return .refuted(
          Discontinuity(
            point: point, output: i, left: output.left?.value,
            value: output.value == .undefined ? nil : output.value,
            right: output.right?.value, guards: kink.guards))
      }
    }
    let canJump = (program.p..<program.m).contains { program.application($0).canJump }
    if isResolved && stop == nil || !canJump { return .proved }
    return coverage.lines > 0 ? .tested : .unknown
  }

  var branches: [BranchFinding] {
    (program.p..<program.m).filter { program.application($0).canJump }.map { k in
      for (kink, point) in kinks {
        for tied in kink.guards where tied.node == k {
          if let jump = tied.jump {
            return BranchFinding(mark: mark(k), status: .jumps(at: point, jump))
          }
        }
      }
      return BranchFinding(
        mark: mark(k), status: isResolved && stop == nil ? .continuous : .tested)
    }
  }

  var smoothness: Smoothness {
    let isProved = isResolved && stop == nil
    let kinds = kinks.flatMap { $0.kink.outputs.map(\.kind) }
    if case .refuted = continuity { return .discontinuous }
    switch kinds.filter({ $0 < .jump }).max() {
    case .kink: return .continuouslyDifferentiable(order: 0, isProved: isProved)
    case .steep, .edge: return .steep(isProved: isProved)
    case .joint(let order):
      return .continuouslyDifferentiable(order: order, isProved: isProved)
    default:
      let hasSelections = (program.p..<program.m).contains {
        program.application($0).primitive.selection != nil
      }
      return .smooth(isProved: isProved || !hasSelections && !kinds.contains(.undecided))
    }
  }
}

extension OutputKink {
  /// `true` iff no value at the point would make the output continuous there, or the one that it
  /// has does not.
  fileprivate var isBreak: Bool {
    switch kind {
    case .jump: return true
    case .pole: return left != nil && right != nil
    case .undefined:
      guard let a = left?.value, let b = right?.value, a != .undefined, b != .undefined else {
        return false
      }
      return a != b && !a.mayEqual(b)
    default: return false
    }
  }
}

extension KnownNumber {
  /// `true` unless the two are known to differ.
  fileprivate func mayEqual(_ other: KnownNumber) -> Bool {
    guard let a = interval, let b = other.interval else { return true }
    return a.intersects(b)
  }

  private var interval: Interval? {
    switch self {
    case .rational(let value): Interval(value)
    case .algebraic(let interval), .enclosed(let interval): interval
    default: nil
    }
  }
}
