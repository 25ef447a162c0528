import ADLAnalysis
import ADLPrograms

/// How it is written whether 0 lies in a hull, with what proves it.
package struct OriginText: Sendable {
  /// The maximum number of columns that a combination takes before only its weights are written.
  private static let combinationLimit = 72

  private let origin: OriginTest
  private let text: GradientText

  /// Describes `origin`.
  package init(_ origin: OriginTest, _ text: GradientText) {
    self.origin = origin
    self.text = text
  }

  /// `yes`, `no` or `undecided`.
  package var word: String {
    switch origin.position {
    case .inside: "yes"
    case .outside: "no"
    case .notKnown: "undecided"
    }
  }

  /// The certificate: weights, or the nearest point with a bound on all products.
  package var certificate: [String] {
    guard let separation = origin.separation else { return [combination] }
    let isExact = origin.tier == .exact
    if text.p == 1 {
      let isPositive = origin.nearest[0].sign.isCertainly(.positive)
      return [
        isExact
          ? "every g is \(isPositive ? "at least" : "at most") \(text.text(origin.nearest))"
          : "every g is \(isPositive ? "positive" : "negative")"
      ]
    }
    if origin.squaredDistance.isOutOfRange {
      return [
        "nearest v = \(text.text(origin.nearest))",
        "⟨g, v⟩ ≥ \(NumberText.entry(.rational(separation.bound))) for every g",
      ]
    }
    // Rationals that came from enclosures are as long as doubles make them.
    let nearest =
      isExact ? text.text(origin.nearest) : text.text(doubles: origin.nearest.map(\.double))
    let bound =
      isExact
      ? NumberText.entry(.rational(separation.bound))
      : NumberText.text(separation.bound.double.nextDown)
    let distance = NumberText.text(origin.squaredDistance.double.squareRoot())
    return [
      "nearest v = \(nearest), at distance \(distance)", "⟨g, v⟩ ≥ \(bound) for every g",
    ]
  }

  /// How the position is known, where that is not plain.
  package var tier: String {
    switch origin.tier {
    case .exact: ""
    case .interval: "by intervals"
    case .double, .tolerance: "by doubles"
    }
  }

  private var combination: String {
    let support = origin.support
    if support.count == 1 { return "0 is one of them" }
    let terms = support.map { term in
      let vector = text.text(term.vector.numbers)
      let isNegative = text.p == 1 && ["-", "≈ -"].contains { vector.hasPrefix($0) }
      return "\(NumberText.entry(.rational(term.weight))) · \(isNegative ? "(\(vector))" : vector)"
    }
    let sum = terms.joined(separator: " + ") + (origin.tier == .exact ? " = 0" : " ≈ 0")
    if sum.count <= Self.combinationLimit { return sum }
    let weights = Set(support.map(\.weight))
    let words = support.prefix(6).map { NumberText.entry(.rational($0.weight)) }
    return weights.count == 1
      ? "\(support.count) vectors with weights \(words[0]) each"
      : "\(support.count) vectors with weights \(words.joined(separator: ", "))"
        + (support.count > 6 ? ", …" : "")
  }
}
