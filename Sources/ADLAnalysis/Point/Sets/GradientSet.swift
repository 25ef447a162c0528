import ADLPrograms

/// A set of vectors that is kept as it arises: listed, summed or united, and never expanded. It is
/// finite but for images of balls.
///
/// A sum of k independent ties is k pairs, not 2^k vectors.
public indirect enum GradientSet: Hashable, Sendable {
  /// The largest number of vectors for which two sets are compared vector by vector.
  static let comparisonLimit = 1024

  /// The vectors listed, each once; at least one.
  case vectors([GradientVector])

  /// All permutations of a block.
  case permutations(PermutationBlock)

  /// All sums of one vector of each set: independent groups of ties.
  case sum([GradientSet])

  /// The vectors of any of the sets: the cases of a tie on which others depend.
  case union([GradientSet])

  /// The image of a ball: what a norm contributes where its argument vanishes.
  case ball(BallImage)

  /// The number of choices that give vectors: equal sums count separately. A ball is one choice.
  public var count: Rational {
    switch self {
    case .vectors(let vectors): Rational(vectors.count)
    case .permutations(let block): block.count
    case .sum(let sets): sets.reduce(.one) { $0 * $1.count }
    case .union(let sets): sets.reduce(.zero) { $0 + $1.count }
    case .ball: .one
    }
  }

  /// `true` iff no ball is part of the set.
  public var isFinite: Bool { balls.isEmpty }

  /// The images of balls in the set.
  public var balls: [BallImage] {
    switch self {
    case .vectors, .permutations: []
    case .sum(let sets), .union(let sets): sets.flatMap(\.balls)
    case .ball(let ball): [ball]
    }
  }

  /// `true` iff every entry of every vector is known exactly.
  public var isExact: Bool {
    allVectors(\.isExact) && allBlocks { $0.isExact } && balls.allSatisfy(\.isExact)
  }

  /// By what means the vectors are known.
  var tier: Tier { isExact ? .exact : .interval }

  /// `true` iff every entry of every vector exists.
  public var isDefined: Bool { allVectors(\.isDefined) && allBlocks { $0.isDefined } }

  /// Returns up to `limit` different vectors, and whether those are all.
  public func vectors(limit: Int) -> (vectors: [GradientVector], isComplete: Bool) {
    var found: [GradientVector] = []
    var seen = Set<GradientVector>()
    var visits = Self.visitsPerVector * limit
    let isComplete = forEach { vector in
      visits -= 1
      guard visits >= 0 else { return false }
      let own = vector.withoutChoices
      guard !seen.contains(own) else { return true }
      guard found.count < limit else {
        return !vector.isExact && found.contains { $0.isKnownToEqual(vector) }
      }
      seen.insert(own)
      if !vector.isExact, found.contains(where: { $0.isKnownToEqual(vector) }) { return true }
      found.append(vector)
      return true
    }
    return (found, isComplete)
  }

  /// How many vectors are looked at for each that may be listed: sums may repeat.
  private static let visitsPerVector = 64

  /// Returns the different vectors if there are at most `limit`, and are found to be without
  /// looking at very many repetitions; otherwise `nil`, without looking at any where the count
  /// tells.
  public func listing(limit: Int) -> [GradientVector]? {
    guard isFinite, count <= Rational(Self.visitsPerVector * limit) else { return nil }
    let (vectors, isComplete) = vectors(limit: limit)
    return isComplete ? vectors : nil
  }

  /// Calls `body` with the vectors, with repetitions, until it returns `false`.
  /// - Returns: `true` iff `body` saw all of them.
  @discardableResult
  func forEach(_ body: (GradientVector) -> Bool) -> Bool {
    switch self {
    case .vectors(let vectors):
      return vectors.allSatisfy(body)
    case .permutations(let block):
      return block.forEachOrder { body(block.vector($0)) }
    case .union(let sets):
      return sets.allSatisfy { $0.forEach(body) }
    case .ball:
      return false
    case .sum(let sets):
      guard let first = sets.first else { return true }
      if sets.count == 1 { return first.forEach(body) }
      let lists = sets.compactMap { if case .vectors(let vectors) = $0 { vectors } else { nil } }
      if lists.count == sets.count { return Self.forEachSum(of: lists, body) }
      let rest = GradientSet.sum(Array(sets.dropFirst()))
      return first.forEach { head in rest.forEach { body(head.adding($0)) } }
    }
  }

  /// Calls `body` with the sums of one vector of each list, the last varying first, until it
  /// returns `false`. There may be very many lists.
  private static func forEachSum(
    of lists: [[GradientVector]], _ body: (GradientVector) -> Bool
  ) -> Bool {
    var indices = [Int](repeating: 0, count: lists.count)
    while true {
      guard body(.sum(of: zip(lists, indices).map { $0[$1] })) else { return false }
      guard let next = lists.indices.last(where: { indices[$0] + 1 < lists[$0].count }) else {
        return true
      }
      indices[next] += 1
      for i in (next + 1)..<lists.count { indices[i] = 0 }
    }
  }

  /// `true` iff all entries that the set is made of are so.
  func allEntries(_ holds: (Certified) -> Bool) -> Bool {
    allVectors { $0.entries.allSatisfy(holds) }
      && allBlocks { block in
        block.weights.allSatisfy { $0.allSatisfy(holds) }
          && block.gradients.allSatisfy { $0.allSatisfy(holds) }
      }
  }

  /// Returns the sums of a vector of this set and one of each of `balls`.
  func adding(_ balls: [BallImage]) -> GradientSet {
    let balls = balls.filter { !$0.rows.isEmpty }
    if balls.isEmpty { return self }
    let own: [GradientSet] = if case .sum(let sets) = self { sets } else { [self] }
    return .sum(own + balls.map { .ball($0) })
  }

  /// The set without its balls, which are summands of it: vectors of `dimension` entries.
  func finitePart(_ dimension: Int) -> GradientSet {
    if isFinite { return self }
    guard case .sum(let sets) = self else { return .vectors([.zero(dimension)]) }
    let finite = sets.filter(\.isFinite)
    if finite.isEmpty { return .vectors([.zero(dimension)]) }
    return finite.count == 1 ? finite[0] : .sum(finite)
  }

  private func allVectors(_ holds: (GradientVector) -> Bool) -> Bool {
    switch self {
    case .vectors(let vectors): vectors.allSatisfy(holds)
    case .permutations, .ball: true
    case .sum(let sets), .union(let sets): sets.allSatisfy { $0.allVectors(holds) }
    }
  }

  private func allBlocks(_ holds: (PermutationBlock) -> Bool) -> Bool {
    switch self {
    case .vectors, .ball: true
    case .permutations(let block): holds(block)
    case .sum(let sets), .union(let sets): sets.allSatisfy { $0.allBlocks(holds) }
    }
  }
}

extension PermutationBlock {
  var isExact: Bool {
    weights.allSatisfy { $0.allSatisfy(\.isExact) }
      && gradients.allSatisfy { $0.allSatisfy(\.isExact) }
  }

  var isDefined: Bool {
    weights.allSatisfy { $0.allSatisfy(\.isBounded) }
      && gradients.allSatisfy { $0.allSatisfy(\.isBounded) }
  }
}
