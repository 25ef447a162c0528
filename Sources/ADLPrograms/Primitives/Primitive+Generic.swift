/// A primitive applied to numbers by its generic rule.
extension Primitive {
  /// Returns the rule for ties of the primitive with `parameter`; for an elementary function, that
  /// for its domain edge.
  package func tieRule(_ parameter: Parameter, under convention: Convention) -> TieRule? {
    switch parameter {
    case .derived(let derived): derived.rule
    case .selection(let definition): convention.rule(forDeclared: definition.name)
    case .none, .integer, .condition, .stated: convention.rule(for: self)
    }
  }

  /// Returns the value at `x`; not-a-number where the arithmetic cannot decide a guard.
  package func value<S: RealNumber>(_ parameter: Parameter, _ x: [S]) -> S {
    switch kind {
    case .function(let rule):
      return rule.value(x, parameter)
    case .selection(let rule):
      let active = rule.active(x, parameter)
      return active.isDecided ? rule.value(at: active, x, parameter) : .notANumber
    }
  }

  /// Returns d, the selection gradient at `x`, where the value is `y` and nothing is frozen.
  package func partials<S: RealNumber>(
    _ parameter: Parameter, _ x: [S], value y: S, under convention: Convention,
    _ mode: Mode = .backward
  ) -> [Partial<S>] {
    let active = selection?.active(x, parameter)
    return partials(parameter, x, value: y, active: active, frozen: nil, under: convention, mode)
  }

  /// Returns d, the selection gradient at `x`, where the value is `y`.
  ///
  /// A frozen selection has the gradient of its piece; a tie follows the convention; everything
  /// else has one piece to follow.
  package func partials<S: RealNumber>(
    _ parameter: Parameter, _ x: [S], value y: @autoclosure () -> S, active: ActiveSet?,
    frozen: Piece?, under convention: Convention, _ mode: Mode = .backward
  ) -> [Partial<S>] {
    switch kind {
    case .function(let rule):
      if case .slope(let slope)? = convention.rule(for: self), rule.hasEdge(x) {
        return x.map { _ in .value(S(Literal(slope))) }
      }
      return rule.partials(x, parameter, value: y(), in: convention.profile, mode)
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

extension ElementaryFunction {
  /// Returns d as `profile` computes it in `mode`.
  static func partials<S: RealNumber>(
    _ x: [S], _ parameter: Parameter, value y: S, in profile: Profile, _ mode: Mode
  ) -> [Partial<S>] {
    if profile != .paper,
      let partials = measuredPartials(x, parameter, value: y, in: profile, mode)
    {
      return partials
    }
    return partials(x, parameter, value: y)
  }
}

extension Primitive {
  /// `true` iff the profile computes d by a formula of its own.
  func isMeasured(_ parameter: Parameter, under convention: Convention) -> Bool {
    guard case .function(let rule) = kind, convention.profile != .paper else { return false }
    guard case .exactly(let count) = rule.arity else { return false }
    let x = [Double](repeating: 1, count: count)
    return rule.measuredPartials(x, parameter, value: 1, in: convention.profile, .backward) != nil
  }

  /// Returns the tangent of an application to two numbers whose tangents `blend` puts together
  /// first; `nil` for other primitives.
  static func blend<S: RealNumber>(
    _ primitive: Primitive, _ x: [S], value y: S, _ d: [Partial<S>], _ tangents: [S?]
  ) -> S? {
    let (a, b) = (tangents[0] ?? S(0), tangents[1] ?? S(0))
    switch primitive {
    case .maximum, .minimum: return b + d[0].number * (a - b)
    case .division: return (a - b * y) / x[1]
    default: return nil
    }
  }
}
