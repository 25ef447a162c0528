import ADLAnalysis
import ADLPrograms

/// How a set of gradients is written: listed where it is small, by its structure where it is not.
package struct GradientSetText: Sendable {
  /// The most vectors that are listed, and the maximum number of groups that are described.
  private static let listLimit = 12
  private static let groupLimit = 5

  /// The lines; the first says most.
  package let lines: [String]

  /// What else there is to say of the first line; may be empty.
  package let remark: String

  /// The vectors that `lines` lists, line by line; empty where it does not list them.
  package let listed: [GradientVector]

  /// Describes `set`.
  package init(_ set: GradientSet, _ text: GradientText) {
    let (vectors, isListed) = set.vectors(limit: Self.listLimit)
    let isScalar = text.p == 1 && text.q == 1
    if isScalar, let bounds = set.bounds {
      (lines, remark) = Self.interval(bounds, vectors, isListed, set.count)
      listed = []
    } else if isListed {
      lines = vectors.map { text.text($0.numbers) }
      remark = vectors.count == 1 ? "" : "\(vectors.count) vectors"
      listed = vectors
    } else {
      lines = Self.structure(set, text)
      remark = ""
      listed = []
    }
  }

  private static func interval(
    _ bounds: (lower: Certified, upper: Certified), _ vectors: [GradientVector], _ isListed: Bool,
    _ count: Rational
  ) -> ([String], String) {
    if bounds.lower == bounds.upper { return (["{\(NumberText.entry(bounds.lower.known))}"], "") }
    let line = "[\(NumberText.entry(bounds.lower.known)), \(NumberText.entry(bounds.upper.known))]"
    guard isListed else { return ([line], "hull of \(number(count)) choices") }
    let values = vectors.map { $0.entries[0] }.sorted { $0.double < $1.double }
    return ([line], "hull of " + values.map { NumberText.entry($0.known) }.joined(separator: ", "))
  }

  private static func structure(_ set: GradientSet, _ text: GradientText) -> [String] {
    if let line = round(set, text) { return [line] }
    switch set {
    case .ball: return ["a ball"]
    case .vectors(let vectors):
      let shown = vectors.prefix(listLimit).map { text.text($0.numbers) }
      return ["\(vectors.count) vectors, the first \(shown.count):"] + shown
    case .permutations(let block):
      return [
        "all ways to give \(block.ranks.count) ranks to \(block.alternatives.count) tied entries:",
        amount(set) + ", not listed",
      ]
    case .union(let cases):
      return ["\(cases.count) cases with \(amount(set)) in all, not listed"]
    case .sum(let sets):
      let groups = sets.filter { $0.count != .one || !$0.isFinite }
      let fixed = sets.filter { $0.count == .one && $0.isFinite }
      if groups.count == 1, fixed.isEmpty { return structure(groups[0], text) }
      let noun = groups.count == 1 ? "group" : "groups"
      var lines = [
        set.isFinite
          ? "product of \(groups.count) \(noun), \(amount(set)), not listed"
          : "sum of \(groups.count) \(noun)"
      ]
      lines += fixed.flatMap { $0.vectors(limit: 1).vectors }.map {
        "fixed part: \(text.text($0.numbers))"
      }
      lines += groups.prefix(groupLimit).map { group($0, text) }
      if groups.count > groupLimit { lines.append("… \(groups.count - groupLimit) more groups") }
      return lines
    }
  }

  /// How many vectors there are, where different choices are known to give different ones; else how
  /// many choices.
  private static func amount(_ set: GradientSet) -> String {
    set.distinctCount.map { number($0) + " vectors" } ?? number(set.count) + " choices"
  }

  /// Returns a group on the inputs that it concerns, such as `x[3]: 0, 1`.
  private static func group(_ set: GradientSet, _ text: GradientText) -> String {
    if case .ball = set { return structure(set, text)[0] }
    let (vectors, isListed) = set.vectors(limit: listLimit)
    guard isListed else { return structure(set, text)[0] }
    let rows = vectors.map(\.entries)
    let places = rows[0].indices.filter { i in rows.contains { $0[i] != .exact(.zero) } }
    guard !places.isEmpty, places.count <= 6, places.count < rows[0].count else {
      return vectors.map { text.text($0.numbers) }.joined(separator: " or ")
    }
    let names = places.map(text.name)
    let parts = rows.map { row in
      places.count == 1
        ? NumberText.entry(row[places[0]].known) : NumberText.vector(places.map { row[$0].known })
    }
    return names.joined(separator: ", ") + ": " + parts.joined(separator: " or ")
  }

  /// Returns a whole number, as a power of two or a factorial where it is long.
  package static func number(_ count: Rational) -> String {
    let plain = count.description
    guard plain.count > 9, count.isInteger else { return plain }
    var power = Rational.one
    var exponent = 0
    while power < count {
      power = power * Rational(2)
      exponent += 1
    }
    if power == count { return "2^\(exponent)" }
    var factorial = Rational.one
    var n = 1
    while factorial < count {
      n += 1
      factorial = factorial * Rational(n)
    }
    return factorial == count ? "\(n)!" : "about \(NumberText.text(count.double))"
  }
}
