/// Tie rules with a name and a source each, which someone wrote down: a profile that is not built
/// in.
public struct UserProfile: Hashable, Sendable {
  /// What is taken on one tie of a primitive.
  public struct Entry: Hashable, Sendable {
    /// The primitive whose tie it is.
    public let primitive: Primitive

    /// The pieces that meet at the tie, from 0; `nil` stands for every tie of the primitive.
    public let pieces: [Int]?

    /// The rule; `nil` where the formula's own value stands.
    public let rule: TieRule?

    /// Where the rule is known from.
    public let source: String

    /// Creates the entry.
    public init(_ primitive: Primitive, pieces: [Int]?, _ rule: TieRule?, source: String) {
      self.primitive = primitive
      self.pieces = pieces
      self.rule = rule
      self.source = source
    }
  }

  /// What a primitive passes on where something is 0 or not finite.
  public struct LocalEntry: Hashable, Sendable {
    public let primitive: Primitive

    /// The rule of each mode; `nil` where the base's holds.
    public let forward: LocalRule?
    public let backward: LocalRule?

    /// Where the rules are known from.
    public let source: String

    /// Creates the entry.
    public init(
      _ primitive: Primitive, forward: LocalRule?, backward: LocalRule?, source: String
    ) {
      self.primitive = primitive
      self.forward = forward
      self.backward = backward
      self.source = source
    }
  }

  /// The name by which a convention is set.
  public let name: String

  /// The version of what was measured.
  public let version: String

  /// The profile that holds where no entry does.
  public let base: Profile

  /// What differs from `base`.
  public let entries: [Entry]

  /// The primitives with local rules that are not those of `base`.
  public let localEntries: [LocalEntry]

  /// `true` iff, forward, an input that does not move has the tangent 0 rather than none.
  public let seedsZeros: Bool

  private let rules: [Primitive: TieRule?]

  /// Creates the profile; an entry for one tie goes before one for every tie of its primitive.
  ///
  /// - Parameter seedsZeros: `nil` for what `base` does.
  public init(
    name: String, version: String, base: Profile, entries: [Entry],
    localEntries: [LocalEntry] = [], seedsZeros: Bool? = nil
  ) {
    self.localEntries = localEntries
    self.seedsZeros = seedsZeros ?? (base != .paper)
    self.name = name
    self.version = version
    self.base = base
    self.entries = entries
    var rules: [Primitive: TieRule?] = [:]
    for entry in entries where entry.pieces == nil {
      rules[entry.primitive] = .some(entry.rule)
    }
    for entry in entries {
      guard let pieces = entry.pieces, let rule = entry.rule else { continue }
      let known = rules[entry.primitive] ?? Convention(base).rule(for: entry.primitive)
      rules[entry.primitive] = (known ?? .first).replacing(pieces, by: rule)
    }
    self.rules = rules
  }

  /// The rule of `primitive`, if an entry gives one; it is `nil` where the formula stands.
  func rule(for primitive: Primitive) -> TieRule?? { rules[primitive] }

  /// The local rules of `primitive`.
  func localRules(for primitive: Primitive) -> LocalRules {
    var rules = primitive.rule.localRules[base]
    for entry in localEntries where entry.primitive == primitive {
      rules.forward = entry.forward ?? rules.forward
      rules.backward = entry.backward ?? rules.backward
    }
    return rules
  }

  /// `true` iff the profile has some local rule of its own.
  var hasLocalRules: Bool { seedsZeros || !localEntries.isEmpty }

  /// Where the local rules of `primitive` are known from; `nil` where they are those of `base`.
  public func localSource(of primitive: Primitive) -> String? {
    localEntries.last { $0.primitive == primitive }?.source
  }

  /// Where the rule of the tie at which `pieces` of `primitive` meet is known from; `nil` where it
  /// is that of `base`.
  public func source(of primitive: Primitive, pieces: [Int]?) -> String? {
    let own = entries.filter { $0.primitive == primitive }
    return (own.last { $0.pieces == pieces } ?? own.last { $0.pieces == nil })?.source
  }
}
