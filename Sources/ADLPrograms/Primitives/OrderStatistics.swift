/// A selection of the r-th entry of its operands in ascending order, piece i being operand i.
///
/// The entries of one sorted vector are nodes with the same operands and the ranks 1…n; they share
/// one index, a permutation.
protocol OrderStatistic: ElementarySelection {
  /// Returns the rank from below, from 1, that `parameter` means among `count` operands.
  static func rank(_ parameter: Parameter, of count: Int) -> Int

  /// `true` iff ties stand in the order of the operands when sorted from above.
  static var descends: Bool { get }
}

extension OrderStatistic {
  static var arity: Arity { .atLeast(1) }
  static var domain: Domain { .everywhere }
  static var functionClass: FunctionClass { .rational }
  static var isPiecewiseLinear: Bool { true }

  static var routesValues: Bool { true }

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    .ranks([rank(parameter, of: count)], count: count, descends: descends)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    x[piece[0]]
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(alternative, .one)]
  }
}

/// An entry of the vector sorted in ascending order.
enum SortedEntry: OrderStatistic {
  static let name = "sort"
  static let spelling = Spelling.entry(name)
  static let descends = false
  static let manual = Manual(
    .call("sort", .vector("x")), "The entries in ascending order.", example: "sort([3, 1, 2])",
    result: "[1, 2, 3]")

  /// Measured: `tf.sort`, `torch.sort`, `jnp.sort` of (1, 1, 1): ties stand in their order.
  static let tieRules = TieRules.all(.first)

  /// Read in the sources: what is gathered is scattered among zeros.
  static let localRules = MeasuredLocalRules(
    tensorflow: .both(.zero), pytorch: .both(.zero), jax: .both(.zero))

  static func rank(_ parameter: Parameter, of count: Int) -> Int { parameter.integer }
}

/// The k-th largest entry.
enum Largest: OrderStatistic {
  static let name = "largest"
  static let spelling = Spelling.ranked(name)
  static let descends = true
  static let manual = Manual(
    .call("largest", .natural("k"), .vector("x")), "The k-th largest entry.",
    example: "largest(2, [3, 1, 2])", result: "2")

  /// Measured: `tf.math.top_k`, `torch.topk`, `lax.top_k` of (1, 1, 1): ties stand in their order.
  static let tieRules = TieRules.all(.first)

  static let localRules = SortedEntry.localRules

  static func rank(_ parameter: Parameter, of count: Int) -> Int {
    count + 1 - parameter.integer
  }
}

/// The median; of an even number of entries the mean of the two in the middle.
enum Median: ElementarySelection {
  static let name = "median"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("median", .vector("x")), "The middle entry, or the mean of the two in the middle.",
    example: "median([3, 1, 2, 10])", result: "2.5")

  /// Measured on (1, 1, 2): `torch.median(x)` splits evenly, `jnp.median` takes the sorted entry;
  /// TensorFlow has no median, so its sort stands here.
  static let tieRules = TieRules(
    paper: .first, tensorflow: .first, pytorch: .even, jax: .first)

  static let localRules = SortedEntry.localRules

  static let isPiecewiseLinear = true

  static let routesValues = true

  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    let middle = count / 2 + 1
    return .ranks(
      count % 2 == 0 ? [middle - 1, middle] : [middle], count: count, descends: false)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    piece.count == 1 ? x[piece[0]] : (x[piece[0]] + x[piece[1]]) / S(2)
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    [Term(alternative, x.count % 2 == 0 ? .value(S(1) / S(2)) : .one)]
  }
}
