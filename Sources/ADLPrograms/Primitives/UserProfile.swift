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

  /// The name by which a convention is set.
  public let name: String

  /// The version of what was measured.
  public let version: String

  /// The profile that holds where no entry does.
  public let base: Profile

  /// What differs from `base`.
  public let entries: [Entry]

  private let rules: [Primitive: TieRule?]

  /// Creates the profile; an entry for one tie goes before one for every tie of its primitive.
  public init(name: String, version: String, base: Profile, entries: [Entry]) {
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

  /// Where the rule of the tie at which `pieces` of `primitive` meet is known from; `nil` where it
  /// is that of `base`.
  public func source(of primitive: Primitive, pieces: [Int]?) -> String? {
    let own = entries.filter { $0.primitive == primitive }
    return (own.last { $0.pieces == pieces } ?? own.last { $0.pieces == nil })?.source
  }
}
