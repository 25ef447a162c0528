/// A choice of index for every primitive with ties: what a framework is (semantics, section 3).
public struct Convention: Hashable, Sendable {
  /// The measured profile that holds where nothing is overridden.
  public let profile: Profile

  /// The rules set by hand, by primitive.
  public private(set) var overrides: [Primitive: TieRule]

  /// The paper's convention, the default.
  public static let paper = Convention(.paper)

  /// Creates the convention of `profile`.
  public init(_ profile: Profile) {
    self.profile = profile
    overrides = [:]
  }

  /// Returns this convention with `rule` for the ties of `primitive`.
  public func overriding(_ primitive: Primitive, with rule: TieRule) -> Convention {
    var result = self
    result.overrides[primitive] = rule
    return result
  }

  /// Returns this convention with `rule` where `pieces` of `primitive` meet, and what it has for the
  /// other ties.
  public func overriding(_ primitive: Primitive, where pieces: [Int], with rule: TieRule)
    -> Convention
  {
    var ties: [Tie] = []
    var otherwise = self.rule(for: primitive) ?? .first
    if case .each(let known, let rest) = otherwise { (ties, otherwise) = (known, rest) }
    ties.removeAll { $0.pieces == pieces }
    return overriding(primitive, with: .each(ties + [Tie(pieces, rule)], otherwise: otherwise))
  }

  /// The profile's name, marked where a rule is overridden.
  public var name: String { overrides.isEmpty ? profile.rawValue : profile.rawValue + "*" }

  /// The rule for the ties (or the domain edge) of `primitive`; `nil` where the formula stands.
  public func rule(for primitive: Primitive) -> TieRule? {
    if !overrides.isEmpty, let rule = overrides[primitive] { return rule }
    switch primitive.kind {
    case .function(let function): return function.edgeRules?[profile]
    case .selection(let selection): return selection.tieRules[profile]
    }
  }
}
