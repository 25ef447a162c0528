import ADLAnalysis
import ADLPrograms

extension GradientSet {
  /// The most vectors that JSON lists.
  private static let jsonLimit = 1024

  /// The set as members of a JSON object: `vectors` where they can be listed, else `groups`, whose sums
  /// they are; `count` counts choices, and `distinct` vectors where that is known.
  public var json: [String: JSONValue] {
    let listing = listing(limit: Self.jsonLimit)
    var members: [String: JSONValue] = [
      "count": .string(count.description), "exact": .boolean(isExact),
    ]
    let distinct = listing.map { Rational($0.count) } ?? distinctCount
    members["distinct"] = distinct.map { .string($0.description) } ?? .null
    if let listing {
      members["vectors"] = .array(listing.map(Self.json))
    } else if case .sum(let sets) = self {
      members["groups"] = .array(sets.map { .object($0.json) })
    } else if case .union(let sets) = self {
      members["cases"] = .array(sets.map { .object($0.json) })
    } else if case .permutations(let block) = self {
      members["block"] = [
        "nodes": .array(block.places.map { .number(Double($0.node + 1)) }),
        "weights": .array(block.weights.map { JSONValue.certified($0) }),
        "gradients": .array(block.gradients.map { JSONValue.certified($0) }),
      ]
    } else {
      members["vectors"] = .array(vectors(limit: Self.jsonLimit).vectors.map(Self.json))
      members["truncated"] = true
    }
    return members
  }

  static func json(_ vector: GradientVector) -> JSONValue {
    guard case .object(var members) = JSONValue.certified(vector.entries) else { return .null }
    if !vector.choices.isEmpty {
      members["choices"] = .array(
        vector.choices.map { choice in
          [
            "node": .number(Double(choice.node + 1)), "site": .number(Double(choice.site + 1)),
            "piece": .number(Double(choice.piece + 1)),
          ]
        })
    }
    return .object(members)
  }
}
