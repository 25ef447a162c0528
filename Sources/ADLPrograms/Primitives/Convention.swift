/// A choice of index for every primitive with ties: what a framework is (semantics, section 3).
public struct Convention: Hashable, Sendable {
  /// The measured profile that holds where nothing is overridden and `userProfile` has no entry.
  public let profile: Profile

  /// What is not of `profile`: none or one, as a reference keeps plans small, which hold a
  /// convention per operation.
  private var choices: [Choices]

  private struct Choices: Hashable {
    var userProfile: UserProfile?
    var overrides: [Primitive: TieRule] = [:]
    var declaredTies: [String: [DeclaredTie]] = [:]
  }

  private var own: Choices {
    get { choices.first ?? Choices() }
    set { choices = newValue == Choices() ? [] : [newValue] }
  }

  /// The profile that someone wrote, if it is one; it goes before `profile`.
  public var userProfile: UserProfile? { choices.first?.userProfile }

  /// The rules set by hand, by primitive.
  public var overrides: [Primitive: TieRule] { own.overrides }

  /// The rules set for selections that users declared, by the selection's name.
  public var declaredTies: [String: [DeclaredTie]] { own.declaredTies }

  /// The paper's convention, the default.
  public static let paper = Convention(.paper)

  /// Creates the convention of `profile`.
  public init(_ profile: Profile) {
    self.profile = profile
    choices = []
  }

  /// Creates the convention of a profile that someone wrote.
  public init(_ profile: UserProfile) {
    self.profile = profile.base
    choices = [Choices(userProfile: profile)]
  }

  /// The convention without what was set by hand.
  public var measured: Convention { userProfile.map { Convention($0) } ?? Convention(profile) }

  /// Returns this convention with `rule` for the ties of `primitive`.
  public func overriding(_ primitive: Primitive, with rule: TieRule) -> Convention {
    var result = self
    result.own.overrides[primitive] = rule
    return result
  }

  /// Returns this convention with `rule` where `pieces` of `primitive` meet, and what it has for
  /// the other ties.
  public func overriding(_ primitive: Primitive, where pieces: [Int], with rule: TieRule)
    -> Convention
  {
    let known = self.rule(for: primitive) ?? .first
    return overriding(primitive, with: known.replacing(pieces, by: rule))
  }

  /// Returns this convention with one more tie of the selection called `name`; it replaces the
  /// entries for the same pieces, or all of them where it holds for every tie.
  public func overriding(declared name: String, with tie: DeclaredTie) -> Convention {
    var result = self
    result.own.declaredTies[name, default: []].removeAll {
      tie.pieces == nil || $0.pieces == tie.pieces
    }
    result.own.declaredTies[name, default: []].append(tie)
    return result
  }

  /// Forgets what was set for the selection called `name`.
  public mutating func forget(declared name: String) {
    if !choices.isEmpty { own.declaredTies[name] = nil }
  }

  /// The profile's name, marked where a rule is overridden.
  public var name: String {
    (userProfile?.name ?? profile.rawValue)
      + (overrides.isEmpty && declaredTies.isEmpty ? "" : "*")
  }

  /// The rule for the ties of the selection called `name` that users declared.
  func rule(forDeclared name: String) -> TieRule {
    guard let ties = choices.first?.declaredTies[name] else { return .first }
    return .each(
      ties.compactMap { tie in tie.pieces.map { Tie($0, tie.rule) } },
      otherwise: ties.last { $0.pieces == nil }?.rule ?? .first)
  }

  /// The local rule of `primitive` in `mode`.
  public func localRule(for primitive: Primitive, _ mode: Mode) -> LocalRule {
    if profile == .paper, choices.isEmpty { return .absent }
    return localRules(for: primitive)[mode]
  }

  /// The local rules of `primitive`.
  public func localRules(for primitive: Primitive) -> LocalRules {
    userProfile?.localRules(for: primitive) ?? primitive.rule.localRules[profile]
  }

  /// `true` iff, forward, an input that does not move has the tangent 0 rather than none.
  public var seedsZeros: Bool { userProfile?.seedsZeros ?? (profile != .paper) }

  /// `true` iff every local rule is `absent`, and no formula is the profile's own: the paper's way.
  public var isAbsentThroughout: Bool {
    profile == .paper && userProfile?.hasLocalRules != true
  }

  /// The rule for the ties (or the domain edge) of `primitive`; `nil` where the formula stands.
  public func rule(for primitive: Primitive) -> TieRule? {
    if !choices.isEmpty {
      if let rule = choices[0].overrides[primitive] { return rule }
      if let rule = choices[0].userProfile?.rule(for: primitive) { return rule }
    }
    switch primitive.kind {
    case .function(let function): return function.edgeRules?[profile]
    case .selection(let selection): return selection.tieRules[profile]
    }
  }
}
