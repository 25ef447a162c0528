import ADLPrograms

/// A gradient (for several outputs a Jacobian, row by row) or a part of one, with the choices at
/// the ties that give it.
public struct GradientVector: Hashable, Sendable {
  /// The entries: one per input, for several outputs row by row.
  public let entries: [Certified]

  /// The choices in program order; none for what does not depend on any.
  public let choices: [Choice]

  /// Creates the vector that `choices` give.
  public init(_ entries: [Certified], choices: [Choice] = []) {
    self.entries = entries
    self.choices = choices
  }

  /// The entries as answers report them.
  public var numbers: [KnownNumber] { entries.map(\.known) }

  /// `true` iff every entry is known exactly.
  public var isExact: Bool { entries.allSatisfy(\.isExact) }

  /// `true` iff every entry exists.
  public var isDefined: Bool { entries.allSatisfy(\.isBounded) }

  /// `true` iff every entry is 0, exactly.
  public var isZero: Bool { entries.allSatisfy { $0 == .exact(.zero) } }

  /// The entries, or rationals in the middle of where they are known to lie.
  public var rational: [Rational] {
    entries.map(\.middle)
  }

  /// Returns the sum of two parts, with the choices of both.
  func adding(_ other: GradientVector) -> GradientVector {
    GradientVector(
      zip(entries, other.entries).map { $0 + $1 },
      choices: (choices + other.choices).sorted { ($0.node, $0.site) < ($1.node, $1.site) })
  }

  /// Returns the sum of vectors of equal lengths, of which there is one at least.
  static func sum(of vectors: [GradientVector]) -> GradientVector {
    var entries = vectors[0].entries
    for vector in vectors.dropFirst() {
      // Most entries of the contributions of single ties are 0.
      for (j, entry) in vector.entries.enumerated() where entry.rational?.isZero != true {
        entries[j] = entries[j] + entry
      }
    }
    return GradientVector(
      entries,
      choices: vectors.flatMap(\.choices).sorted { ($0.node, $0.site) < ($1.node, $1.site) })
  }
}
