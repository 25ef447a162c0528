import ADLAnalysis
import ADLPrograms

extension Schema {
  /// A piece taken at a node; node, site and piece count from 1.
  package struct ChosenPiece: Encodable {
    let node: Int
    let site: Int
    let chosen: Int

    init(_ choice: Choice) {
      (node, site, chosen) = (choice.node + 1, choice.site + 1, choice.piece + 1)
    }
  }

  /// A vector of a set, with the choices that give it. Of a long one that is mostly 0 only the
  /// other entries are listed, with their `places`, which count from 1.
  package struct ChosenVector: Encodable {
    private let vector: Vector
    private let length: Int?
    private let places: [Int]?
    private let choices: [ChosenPiece]?

    package init(_ vector: GradientVector) {
      let few = vector.fewEntries
      self.vector = Vector(few?.numbers ?? vector.numbers)
      length = few.map { _ in vector.count }
      places = few?.positions.map { $0 + 1 }
      choices = vector.choices.isEmpty ? nil : vector.choices.map { ChosenPiece($0) }
    }

    private enum CodingKeys: CodingKey { case length, places, choices }

    package func encode(to encoder: any Encoder) throws {
      try vector.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(length, forKey: .length)
      try container.encodeIfPresent(places, forKey: .places)
      try container.encodeIfPresent(choices, forKey: .choices)
    }
  }

  /// All ways to give operands that tie to the ranks of a sort.
  package struct Block: Encodable {
    let nodes: [Int]
    let weights: [Vector]
    let gradients: [Vector]

    init(_ block: PermutationBlock) {
      nodes = block.ranks.map { $0.node + 1 }
      weights = block.weights.map { Vector($0.map(\.known)) }
      gradients = block.gradients.map { Vector($0.map(\.known)) }
    }
  }

  /// The image of the unit ball of a norm that vanishes: {Σ u_i rows_i : |u| ≤ 1}.
  package struct Ball: Encodable {
    let node: Int
    let rows: [Vector]

    init(_ ball: BallImage) {
      node = ball.node + 1
      rows = ball.generators.map { Vector($0.map(\.known)) }
    }
  }

  /// A set of gradients: its `vectors` where they can be listed, else the `groups` whose sums they
  /// are, the `cases` of which they are the union, a `block` or a `ball`. `count` counts choices,
  /// infinitely many where there is a ball, and `distinct` vectors where that is known.
  package struct VectorSet: Encodable {
    /// The maximum number of vectors that are listed.
    private static let limit = 1024

    let count: Double
    @Nullable var distinct: Double?
    var exact: Bool
    var vectors: [ChosenVector]?
    var groups: [VectorSet]?
    var cases: [VectorSet]?
    var block: Block?
    var ball: Ball?
    var truncated: Bool?

    /// The set in which all that is claimed of exactness is what `isExact` says: by default that of
    /// the entries.
    package init(_ set: GradientSet, isExact: Bool? = nil) {
      let listing = set.listing(limit: Self.limit)
      count = set.isFinite ? Schema.count(set.count) : .infinity
      exact = isExact ?? set.isExact
      _distinct = Nullable(
        wrappedValue: listing.map { Double($0.count) } ?? set.distinctCount.map(Schema.count))
      if let listing {
        vectors = listing.map { ChosenVector($0) }
        return
      }
      switch set {
      case .sum(let sets): groups = sets.map { VectorSet($0) }
      case .union(let sets): cases = sets.map { VectorSet($0) }
      case .permutations(let permutations): block = Block(permutations)
      case .ball(let image): ball = Ball(image)
      case .vectors:
        vectors = set.vectors(limit: Self.limit).vectors.map { ChosenVector($0) }
        truncated = true
      }
    }
  }

  /// Whether 0 is in a hull, with what proves it: `weights` of vectors whose combination is
  /// `nearest`, or a `direction` v and `delta` > 0 with ⟨g, v⟩ ≥ delta for every g.
  package struct Certificate: Encodable {
    /// A vector of the set with its weight.
    struct Term: Encodable {
      let weight: String
      let vector: ChosenVector
    }

    @Nullable var isIn: Bool?
    let nearest: Vector
    let distance: Number
    let squaredDistance: String
    let tier: String
    var direction: Vector?
    var delta: Number?
    var weights: [Term]?

    package init(_ origin: OriginTest) {
      _isIn = Nullable(
        wrappedValue: origin.position == .notKnown ? nil : origin.position == .inside)
      nearest = Vector(origin.nearest)
      distance = Number(origin.squaredDistance.double.squareRoot())
      squaredDistance = origin.squaredDistance.description
      tier = origin.tier.word
      if let separation = origin.separation {
        direction = Vector(separation.direction)
        delta = Number(separation.bound)
      } else {
        weights = origin.support.map { term in
          Term(weight: term.weight.description, vector: ChosenVector(term.vector))
        }
      }
    }

    private enum CodingKeys: String, CodingKey {
      case isIn = "in"
      case nearest, distance, squaredDistance, tier, direction, delta, weights
    }
  }
}
