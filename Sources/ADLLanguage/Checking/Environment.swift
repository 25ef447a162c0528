/// The names that the user has defined, in the order of their definitions.
///
/// A value: a copy keeps its meanings whatever happens to the original.
public struct Environment: Sendable {
  /// A name with its meaning.
  public struct Entry: Sendable {
    /// The name that is defined.
    public let name: String

    /// What the name means.
    public let meaning: Meaning

    /// The version of the name, unique among all definitions in this environment.
    public let version: Int

    /// The versions of the definitions that this one refers to, by name.
    public let references: [String: Int]
  }

  private var positions: [String: Int] = [:]
  private var slots: [Entry?] = []
  private var versionCount = 0

  /// Creates an environment without names.
  public init() {}

  /// The entries in force, in the order of their definitions.
  public var entries: [Entry] { slots.compactMap { $0 } }

  /// The names in force, as a set.
  public var names: Set<String> { Set(positions.keys) }

  /// Returns the entry of `name`, if it is defined.
  public subscript(name: String) -> Entry? { positions[name].flatMap { slots[$0] } }

  /// Defines `name`, in place of what it meant before.
  ///
  /// - Parameter references: the names that the definition refers to; they keep the meanings that
  ///   they have now.
  public mutating func define(
    _ name: String, as meaning: Meaning, references: some Sequence<String> = []
  ) {
    var versions: [String: Int] = [:]
    for reference in references { versions[reference] = self[reference]?.version }
    if let position = positions[name] { slots[position] = nil }
    versionCount += 1
    positions[name] = slots.count
    slots.append(Entry(name: name, meaning: meaning, version: versionCount, references: versions))
  }

  /// Returns the other names in force whose definitions use a meaning of `name` that is not, or
  /// will not be, in force: call it before or after `name` is redefined.
  public func users(of name: String, version: Int) -> [String] {
    entries.filter { $0.name != name && $0.references[name] == version }.map(\.name)
  }
}
