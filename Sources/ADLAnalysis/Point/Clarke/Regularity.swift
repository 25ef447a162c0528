import ADLPrograms

/// What the shape of a program shows of the regularity of a node at a point: that its frozen
/// gradients lie below, or above, its directional derivatives.
///
/// Sums with multipliers of one sign keep that, and so do maxima of what is regular from below. So
/// where the output is regular the hull of D_f is the Clarke subdifferential (Clarke 1983, section
/// 2.3); shared subexpressions do no harm, since the claim is one of nodes.
enum Regularity {
  /// Every choice gives one gradient.
  case smooth

  /// Every frozen gradient is at most the directional derivative: a sum of maxima.
  case below

  /// The negative is regular from below.
  case above
  case notKnown

  private func scaled(by sign: Sign) -> Regularity {
    switch (self, sign) {
    case (_, .zero): .smooth
    case (.below, .negative): .above
    case (.above, .negative): .below
    default: self
    }
  }

  private func adding(_ other: Regularity) -> Regularity {
    switch (self, other) {
    case (.smooth, let x), (let x, .smooth): x
    case (.below, .below): .below
    case (.above, .above): .above
    default: .notKnown
    }
  }

  /// Returns the regularity of every node of `frozen`, all of whose comparisons are certain and
  /// none of whose ties changes values; `norms` are the nodes that are norms of what vanishes.
  static func nodes(of frozen: FrozenProgram, norms: Set<Int>) -> [Regularity] {
    let program = frozen.program
    var classes = [Regularity](repeating: .smooth, count: program.m)
    for k in program.p..<program.m where frozen.evaluation.values[k] != nil {
      let application = program.application(k)
      let operands = Array(application.operands)
      /// The class of Σ partial · operand, entries of one node added up.
      func sum(_ terms: [(operand: Int, partial: Partial<Tiered>)]) -> Regularity {
        var partials: [Int: Partial<Tiered>] = [:]
        for term in terms {
          guard let j = operands[term.operand].node else { continue }
          partials[j] = partials[j, default: .zero].adding(term.partial)
        }
        return partials.reduce(.smooth) { total, entry in
          if entry.value.isZero || classes[entry.key] == .smooth { return total }
          guard case .known(let sign) = entry.value.number.certified.sign else { return .notKnown }
          return total.adding(classes[entry.key].scaled(by: sign))
        }
      }
      if norms.contains(k) {
        let areSmooth = operands.allSatisfy { $0.node.map { classes[$0] == .smooth } ?? true }
        classes[k] = areSmooth ? .below : .notKnown
        continue
      }
      guard let active = frozen.evaluation.active[k], let rule = application.primitive.selection
      else {
        classes[k] = sum(frozen.partials(k).enumerated().map { ($0, $1) })
        continue
      }
      let x = frozen.evaluation.operandValues(k)
      func contribution(_ site: Int, _ alternative: Int) -> Regularity {
        sum(
          rule.terms(site: site, alternative: alternative, x, application.parameter).map {
            ($0.operand, $0.partial)
          })
      }
      classes[k] = active.sites.indices.reduce(.smooth) { total, site in
        let pieces = active.sites[site].pieces
        let parts = pieces.map { contribution(site, $0) }
        if pieces.count == 1 { return total.adding(parts[0]) }
        switch application.preferredSign {
        case .positive where parts.allSatisfy({ $0 == .smooth || $0 == .below }):
          return total.adding(.below)
        case .negative where parts.allSatisfy({ $0 == .smooth || $0 == .above }):
          return total.adding(.above)
        default: return .notKnown
        }
      }
    }
    return classes
  }
}

extension PointAnalysis {
  /// `true` only if the hull of D_f is the Clarke subdifferential by the shape of the program, for
  /// a function of one output that is continuous around the point.
  var isRegular: Bool {
    guard program.q == 1, unseparated.isEmpty, tolerance == 0,
      !edges.contains(where: \.reachesOutput)
    else { return false }
    let frozen = frozen
    let movement = Movement(TieUnit.units(of: evaluation), in: frozen)
    guard movement.movers.isEmpty else { return false }
    let classes = Regularity.nodes(of: frozen, norms: Set(norms.map(\.node)))
    return classes[program.outputs.first!] != .notKnown
  }
}
