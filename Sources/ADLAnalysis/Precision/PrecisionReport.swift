import ADLPrograms

/// How often AD under two conventions differs in a format, and how often it differs from what exact
/// numbers would give (semantics, section 13).
public struct PrecisionReport: Sendable {
  /// A point of a zone, with AD under both conventions, and with the pieces that exact numbers
  /// choose where nothing ties exactly.
  public struct Witness: Sendable {
    public let point: [Double]
    public let first: [Double]
    public let second: [Double]
    public let exact: [Double]?
  }

  /// How often a node ties, or takes another piece than with exact numbers, in a zone.
  public struct NodeCount: Sendable {
    /// The node, from 0.
    public let node: Int
    public internal(set) var bifurcations = 0
    public internal(set) var compensations = 0
  }

  public let format: FloatingFormat

  /// `true` iff the points are all numbers of the format in the interval; `false` iff they are
  /// drawn.
  public let isExhaustive: Bool

  /// How many points there are to look at, and at how many something was found out.
  public let total: Int
  public internal(set) var points = 0

  /// How many of the others lie outside the domain, and at how many a guard is not decided.
  public internal(set) var outside = 0
  public internal(set) var undecided = 0

  /// At how many points something ties exactly, and at how many of these AD bifurcates.
  public internal(set) var exactTies = 0
  public internal(set) var bifurcationsAtTies = 0

  public internal(set) var bifurcations = 0
  public internal(set) var compensations = 0

  /// At how many points AD is infinite or not a number.
  public internal(set) var notFinite = 0

  /// The first point of each zone.
  public internal(set) var bifurcation: Witness?
  public internal(set) var compensation: Witness?

  /// Why not all points were looked at, if so.
  public internal(set) var stop: Stop?

  private var counts: [Int: NodeCount] = [:]

  init(_ format: FloatingFormat, isExhaustive: Bool, total: Int) {
    self.format = format
    self.isExhaustive = isExhaustive
    self.total = total
  }

  /// The nodes responsible, those of most points first.
  public var nodes: [NodeCount] {
    counts.values.sorted {
      let (a, b) = ($0.bifurcations + $0.compensations, $1.bifurcations + $1.compensations)
      return a == b ? $0.node < $1.node : a > b
    }
  }

  mutating func add(_ outcome: PrecisionOutcome, at x: [Double]) {
    points += 1
    if outcome.hasExactTie { exactTies += 1 }
    if outcome.isNotFinite { notFinite += 1 }
    guard outcome.isBifurcation || outcome.isCompensation else { return }
    let witness = Witness(
      point: x, first: outcome.gradients[0], second: outcome.gradients[1],
      exact: outcome.gradients.count > 2 ? outcome.gradients[2] : nil)
    if outcome.isBifurcation {
      bifurcations += 1
      if outcome.hasExactTie { bifurcationsAtTies += 1 }
      bifurcation = bifurcation ?? witness
    }
    if outcome.isCompensation {
      compensations += 1
      compensation = compensation ?? witness
    }
    for node in outcome.nodes {
      var count = counts[node] ?? NodeCount(node: node)
      if outcome.isBifurcation { count.bifurcations += 1 }
      if outcome.isCompensation { count.compensations += 1 }
      counts[node] = count
    }
  }
}
