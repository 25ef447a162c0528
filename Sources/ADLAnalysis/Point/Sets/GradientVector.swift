import ADLPrograms

/// A gradient (for several outputs a Jacobian, row by row) or a part of one, with the choices at
/// the ties that give it.
///
/// Most entries of the contribution of a single tie are 0, and are not kept.
public struct GradientVector: Hashable, Sendable {
  /// The number of entries.
  package let count: Int

  /// The entries that are not 0 exactly, by increasing position.
  private let support: [Entry]

  /// The choices in program order; none for what does not depend on any.
  public let choices: [Choice]

  /// `true` iff every entry is known exactly.
  public let isExact: Bool

  /// `true` iff every entry exists.
  public let isDefined: Bool

  private struct Entry: Hashable {
    let position: Int
    let number: Certified
  }

  /// Creates the vector that `choices` give.
  public init(_ entries: [Certified], choices: [Choice] = []) {
    Work.count(Cost.rational * entries.count)
    self.init(
      count: entries.count,
      entries.enumerated().lazy.map { Entry(position: $0, number: $1) }, choices)
  }

  init(_ share: GradientShare, choices: [Choice] = []) {
    Work.count(Cost.rational * share.entries.count)
    self.init(
      count: share.count,
      share.entries.lazy.map { Entry(position: $0.position, number: $0.number.certified) }, choices)
  }

  /// Creates the vector with the given entries, by increasing position.
  private init(count: Int, _ entries: some Sequence<Entry>, _ choices: [Choice]) {
    self.count = count
    support = entries.filter { $0.number.rational?.isZero != true }
    self.choices = choices
    isExact = support.allSatisfy(\.number.isExact)
    isDefined = support.allSatisfy(\.number.isBounded)
  }

  /// The same vector, whatever gives it.
  var withoutChoices: GradientVector { GradientVector(count: count, support, []) }

  /// The positions, from 0, of the entries that are not 0.
  var positions: [Int] { support.compactMap { $0.number.isZero ? nil : $0.position } }

  /// The entries: one per input, for several outputs row by row.
  public var entries: [Certified] {
    var entries = [Certified](repeating: .exact(.zero), count: count)
    for entry in support { entries[entry.position] = entry.number }
    return entries
  }

  /// The entries as answers report them.
  public var numbers: [KnownNumber] { entries.map(\.known) }

  /// The positions, from 0, and the numbers of the entries that are not 0, where these are few in a
  /// long vector; otherwise `nil`.
  package var fewEntries: (positions: [Int], numbers: [KnownNumber])? {
    guard count > 64, 4 * support.count <= count else { return nil }
    return (support.map(\.position), support.map(\.number.known))
  }

  /// `true` iff every entry is 0, exactly.
  public var isZero: Bool { support.isEmpty }

  /// The entries, or rationals in the middle of where they are known to lie.
  public var rational: [Rational] {
    var entries = [Rational](repeating: .zero, count: count)
    for entry in support {
      entries[entry.position] = entry.number.middle
    }
    return entries
  }

  /// Returns ⟨self, direction⟩.
  func product(with direction: [Rational]) -> Certified {
    Work.count(Cost.rational * support.count)
    return support.reduce(Certified.exact(.zero)) { sum, entry in
      sum + entry.number * .exact(direction[entry.position])
    }
  }

  /// Returns the sum of two parts, with the choices of both.
  func adding(_ other: GradientVector) -> GradientVector { .sum(of: [self, other]) }

  /// Returns the sum of vectors of equal lengths, of which there is one at least.
  static func sum(of vectors: [GradientVector]) -> GradientVector {
    let entries = vectors.reduce(0) { $0 + $1.support.count }
    let choices = vectors.flatMap(\.choices).sorted { ($0.node, $0.site) < ($1.node, $1.site) }
    Work.count(Cost.rational * entries)
    guard 4 * entries > vectors[0].count else { return sparseSum(of: vectors, choices) }
    var sum = vectors[0].entries
    for vector in vectors.dropFirst() {
      for entry in vector.support {
        sum[entry.position] = sum[entry.position] + entry.number
      }
    }
    return GradientVector(sum, choices: choices)
  }

  /// The same where few entries are not 0.
  private static func sparseSum(
    of vectors: [GradientVector], _ choices: [Choice]
  ) -> GradientVector {
    var sum: [Int: Certified] = [:]
    for entry in vectors[0].support { sum[entry.position] = entry.number }
    for vector in vectors.dropFirst() {
      for entry in vector.support {
        sum[entry.position] = (sum[entry.position] ?? .exact(.zero)) + entry.number
      }
    }
    let entries = sum.sorted { $0.key < $1.key }
    return GradientVector(
      count: vectors[0].count, entries.lazy.map { Entry(position: $0.key, number: $0.value) },
      choices)
  }
}
