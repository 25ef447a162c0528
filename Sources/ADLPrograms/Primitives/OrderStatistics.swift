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

  public static var routesValues: Bool { true }

  public static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .ranks([rank(parameter, of: count)], count: count, descends: descends)
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

  public static let routesValues = true

  public static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    let middle = count / 2 + 1
    return .ranks(
      count % 2 == 0 ? [middle - 1, middle] : [middle], count: count, descends: false)
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
