/// A primitive applied to numbers by its generic rule.
extension Primitive {
  /// Returns the rule for ties of the primitive with `parameter`; for an elementary function, that
  /// for its domain edge.
  func tieRule(_ parameter: Parameter, under convention: Convention) -> TieRule? {
    switch parameter {
    case .derived(let derived): derived.rule
    case .selection(let definition): convention.rule(forDeclared: definition.name)
    case .none, .integer, .condition: convention.rule(for: self)
    }
  }

  /// Returns the value at `x`; not-a-number where the arithmetic cannot decide a guard.
  func value<S: RealNumber>(_ parameter: Parameter, _ x: [S]) -> S {
    switch kind {
    case .function(let rule):
      return rule.value(x, parameter)
    case .selection(let rule):
      let active = rule.active(x, parameter)
      return active.isDecided ? rule.value(at: active, x, parameter) : .notANumber
    }
  }

  /// Returns d, the selection gradient at `x`, where the value is `y` and nothing is frozen.
  func partials<S: RealNumber>(
    _ parameter: Parameter, _ x: [S], value y: S, under convention: Convention
  ) -> [Partial<S>] {
    let active = selection?.active(x, parameter)
    return partials(parameter, x, value: y, active: active, frozen: nil, under: convention)
  }

  /// Returns d, the selection gradient at `x`, where the value is `y`.
  ///
  /// A frozen selection has the gradient of its piece; a tie follows the convention; everything
  /// else has one piece to follow.
  func partials<S: RealNumber>(
    _ parameter: Parameter, _ x: [S], value y: @autoclosure () -> S, active: ActiveSet?,
    frozen: Piece?, under convention: Convention
  ) -> [Partial<S>] {
    switch kind {
    case .function(let rule):
      if case .slope(let slope)? = convention.rule(for: self), rule.hasEdge(x) {
        return x.map { _ in .value(S(Literal(slope))) }
      }
      return rule.partials(x, parameter, value: y())
    case .selection(let rule):
      guard let active, active.isDecided || frozen != nil else {
        return x.map { _ in .value(.notANumber) }
      }
      if let frozen { return rule.partials(of: frozen, x, parameter) }
      guard active.ties else { return rule.partials(of: active.piece, x, parameter) }
      let tieRule = tieRule(parameter, under: convention) ?? .first
      return rule.partials(at: active, x, parameter, rule: tieRule)
    }
  }
}
