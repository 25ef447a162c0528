/// Returns the sum of `x` in the order that every evaluation of it keeps, so that results repeat to
/// the bit however they are computed: from left to right below 16 terms; otherwise eight partial
/// sums of every eighth term, added pairwise (`0+4, 1+5, 2+6, 3+7`, then `0+2, 1+3`, then `0+1`).
func laneSum<S: RealNumber>(_ x: [S]) -> S {
  if x.count < 16 {
    var sum = x[0]
    for xi in x.dropFirst() { sum = sum + xi }
    return sum
  }
  var lanes = Array(x[0..<8])
  for i in 8..<x.count { lanes[i % 8] = lanes[i % 8] + x[i] }
  let a = lanes[0] + lanes[4]
  let b = lanes[1] + lanes[5]
  let c = lanes[2] + lanes[6]
  let d = lanes[3] + lanes[7]
  return (a + c) + (b + d)
}

/// The sum of many.
enum Sum: ElementaryFunction {
  static let name = "sum"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("sum", .vector("x")), "The sum of the entries.", example: "sum(i^2 for i in 1..3)",
    result: "14")

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S { laneSum(x) }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    x.map { _ in .one }
  }
}

/// The mean of many.
enum Mean: ElementaryFunction {
  static let name = "mean"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("mean", .vector("x")), "The mean of the entries.", example: "mean([1, 2, 6])", result: "3"
  )

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    laneSum(x) / S(x.count)
  }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    let share = S(1) / S(x.count)
    return x.map { _ in .value(share) }
  }
}

/// The product of many.
enum Product: ElementaryFunction {
  static let name = "prod"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("prod", .vector("x")), "The product of the entries.", example: "prod(i for i in 1..5)",
    result: "120")

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    var y = x[0]
    for xi in x.dropFirst() { y = y * xi }
    return y
  }

  // The products of the others, by prefixes and suffixes: dividing y by x_i fails at 0.
  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    if x.count == 1 { return [.one] }
    var suffixes = x
    for i in stride(from: x.count - 2, through: 0, by: -1) { suffixes[i] = x[i] * suffixes[i + 1] }
    var partials = [Partial<S>.value(suffixes[1])]
    var prefix = x[0]
    for i in 1..<x.count {
      partials.append(.value(i + 1 < x.count ? prefix * suffixes[i + 1] : prefix))
      prefix = prefix * x[i]
    }
    return partials
  }
}

/// The inner product of two vectors; the operands are the first, then the second.
enum DotProduct: ElementaryFunction {
  static let name = "dot"
  static let spelling = Spelling.pairOfVectors(name)
  static let arity = Arity.atLeast(2)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .call("dot", .vector("x"), .vector("y")), "The inner product.",
    example: "dot([1, 2, 3], [4, 5, 6])", result: "32")

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    let n = x.count / 2
    return laneSum((0..<n).map { x[$0] * x[n + $0] })
  }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    let n = x.count / 2
    return (0..<2 * n).map { .value(x[$0 < n ? $0 + n : $0 - n]) }
  }
}

/// The Euclidean norm; at 0 it has a domain edge.
enum EuclideanNorm: ElementaryFunction {
  static let name = "norm2"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("norm2", .vector("x")), "The Euclidean norm.", example: "norm2([3, 4])", result: "5")

  /// PyTorch's norm has gradient 0 at 0; the others divide 0 by 0 (measured: `x.norm()`, `tf.norm`,
  /// `jnp.linalg.norm`, 2-norm of (0, 0)).
  static let edgeRules: TieRules? = TieRules(
    paper: nil, tensorflow: nil, pytorch: .slope(0), jax: nil)

  static let isLipschitz = true
  static let mayHaveEdge = true

  /// As the square root has it, of which `tf.norm` is one.
  static let localRules = SquareRoot.localRules

  static func hasEdge<S: RealNumber>(_ x: [S]) -> Bool {
    x.allSatisfy { $0.sign.isCertainly(.zero) }
  }

  /// The entries up to the first that is not certainly 0.
  static func domainGuards<S: RealNumber>(_ x: [S]) -> [S] {
    Array(x.prefix((x.firstIndex { !$0.sign.isCertainly(.zero) } ?? x.count - 1) + 1))
  }

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    S.sqrt(laneSum(x.map { $0 * $0 }))
  }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    x.map { .value($0 / y) }
  }
}
