/// The tie rule of one primitive in each profile. `nil`: the formula's own value stands.
public struct TieRules: Hashable, Sendable {
  private let rules: [Profile: TieRule]

  /// Creates the rules; PyTorch 1.13 does as PyTorch 2.15 unless said otherwise.
  public init(
    paper: TieRule?, tensorflow: TieRule?, pytorch: TieRule?, pytorch113: TieRule? = nil,
    jax: TieRule?
  ) {
    var rules: [Profile: TieRule] = [:]
    rules[.paper] = paper
    rules[.tensorflow] = tensorflow
    rules[.pytorch] = pytorch
    rules[.pytorch113] = pytorch113 ?? pytorch
    rules[.jax] = jax
    self.rules = rules
  }

  /// The same rule in every profile.
  public static func all(_ rule: TieRule) -> TieRules {
    TieRules(paper: rule, tensorflow: rule, pytorch: rule, jax: rule)
  }

  /// The rule in `profile`.
  public subscript(profile: Profile) -> TieRule? { rules[profile] }
}
