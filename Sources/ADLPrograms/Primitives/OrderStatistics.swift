/// A selection of the r-th entry of its operands in ascending order, piece i being operand i.
///
/// The entries of one sorted vector are nodes with the same operands and the ranks 1…n; they share
/// one index, a permutation.
public protocol OrderStatistic: ElementarySelection {
  /// Returns the rank from below, from 1, that `parameter` means among `count` operands.
  static func rank(_ parameter: Parameter, of count: Int) -> Int

  /// `true` iff ties stand in the order of the operands when sorted from above.
  static var descends: Bool { get }
}

extension OrderStatistic {
  public static var arity: Arity { .atLeast(1) }
  public static var domain: Domain { .everywhere }
  public static var functionClass: FunctionClass { .rational }
  public static var isPiecewiseLinear: Bool { true }

  public static func pieceCounts(_ count: Int, _ parameter: Parameter) -> [Int] { [count] }

  public static func active<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> ActiveSet {
    guard let site = site(of: rank(parameter, of: x.count), x, descends: descends) else {
      return ActiveSet(Array(x.indices), isDecided: false)
    }
    return ActiveSet([site])
  }

  public static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    x[piece[0]]
  }

  public static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(alternative, .one)]
  }
}

/// Returns the block of equal operands in which the entry of the given ascending rank lies, or `nil`
/// where the arithmetic cannot order them.
private func site<S: RealNumber>(of rank: Int, _ x: [S], descends: Bool) -> ActiveSet.Site? {
  var isDecided = true
  let order = x.indices.sorted { i, j in
    switch S.order(x[i], x[j]) {
    case .known(.negative): return true
    case .known(.positive): return false
    case .known(.zero): return i < j
    case .notKnown:
      isDecided = false
      return i < j
    }
  }
  guard isDecided else { return nil }
  let pivot = x[order[rank - 1]]
  var first = rank - 1
  while first > 0, S.order(x[order[first - 1]], pivot).isCertainly(.zero) { first -= 1 }
  var last = rank - 1
  while last + 1 < order.count, S.order(x[order[last + 1]], pivot).isCertainly(.zero) { last += 1 }
  let offset = rank - 1 - first
  return ActiveSet.Site(
    Array(order[first...last]), standing: descends ? last - first - offset : offset)
}

/// An entry of the vector sorted in ascending order.
public enum SortedEntry: OrderStatistic {
  public static let name = "sort"
  public static let spelling = Spelling.entry(name)
  public static let descends = false
  public static let manual = Manual(
    .call("sort", .vector("x")), "The entries in ascending order.", example: "sort([3, 1, 2])",
    result: "[1, 2, 3]")

  /// Measured: `tf.sort`, `torch.sort`, `jnp.sort` of (1, 1, 1): ties stand in their order.
  public static let tieRules = TieRules.all(.first)

  public static func rank(_ parameter: Parameter, of count: Int) -> Int { parameter.integer }
}

/// The k-th largest entry.
public enum Largest: OrderStatistic {
  public static let name = "largest"
  public static let spelling = Spelling.ranked(name)
  public static let descends = true
  public static let manual = Manual(
    .call("largest", .natural("k"), .vector("x")), "The k-th largest entry.",
    example: "largest(2, [3, 1, 2])", result: "2")

  /// Measured: `tf.math.top_k`, `torch.topk`, `lax.top_k` of (1, 1, 1): ties stand in their order.
  public static let tieRules = TieRules.all(.first)

  public static func rank(_ parameter: Parameter, of count: Int) -> Int {
    count + 1 - parameter.integer
  }
}

/// The median; of an even number of entries the mean of the two in the middle.
public enum Median: ElementarySelection {
  public static let name = "median"
  public static let spelling = Spelling.vectorCall(name)
  public static let arity = Arity.atLeast(1)
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .call("median", .vector("x")), "The middle entry, or the mean of the two in the middle.",
    example: "median([3, 1, 2, 10])", result: "2.5")

  /// Measured on (1, 1, 2): `torch.median(x)` splits evenly, `jnp.median` takes the sorted entry;
  /// TensorFlow has no median, so its sort stands here.
  public static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .even, jax: .first)

  public static let isPiecewiseLinear = true

  public static func pieceCounts(_ count: Int, _ parameter: Parameter) -> [Int] {
    count % 2 == 0 ? [count, count] : [count]
  }

  public static func active<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> ActiveSet {
    let ranks = x.count % 2 == 0 ? [x.count / 2, x.count / 2 + 1] : [x.count / 2 + 1]
    var sites: [ActiveSet.Site] = []
    for rank in ranks {
      guard let site = site(of: rank, x, descends: false) else {
        return ActiveSet(ranks.map { _ in .init(Array(x.indices)) }, isDecided: false)
      }
      sites.append(site)
    }
    return ActiveSet(sites)
  }

  public static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece.count == 1 ? x[piece[0]] : (x[piece[0]] + x[piece[1]]) / S(2)
  }

  public static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(alternative, x.count % 2 == 0 ? .value(S(1) / S(2)) : .one)]
  }
}
