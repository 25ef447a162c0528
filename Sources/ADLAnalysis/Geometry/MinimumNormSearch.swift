import ADLPrograms

/// Wolfe's algorithm on one set: first in doubles, then exactly from where that ended.
struct MinimumNormSearch<Hull: ConvexSet> {
  private let set: Hull

  /// The vectors of the set met so far.
  private var vectors: [[Rational]]

  /// The corral that the run in doubles ended with: indices into `vectors`, and weights.
  private var guess: [(index: Int, weight: Double)]

  init(_ set: Hull) {
    self.set = set
    vectors = [set.extreme(in: (0..<set.dimension).map { Rational($0 == 0 ? 1 : 0) })]
    guess = [(0, 1)]
  }

  /// Runs the algorithm in doubles, and ends early where `isEnough` accepts a point that seems to
  /// have a positive product with the whole set.
  ///
  /// What it finds is a guess and no more, so it may stop wherever doubles give out.
  mutating func approximate(
    cancellation: Cancellation = .never, _ isEnough: ([Double]) -> Bool
  ) {
    var corral = Corral(vectors[0].map(\.double), label: 0, tolerance: 1e-12)
    var scale = 0.0
    for _ in 0..<(20 + 10 * set.dimension) where !cancellation.isRequested && !Work.hasEnded {
      let point = corral.nearest
      let squaredNorm = point.dot(point)
      guard squaredNorm.isFinite else { break }
      if squaredNorm == 0 { break }
      let next = set.approximateExtreme(in: point.opposite)
      let approximation = next.map(\.double)
      let least = point.dot(approximation)
      if least > 0 && isEnough(point) { break }
      scale = max(scale, approximation.dot(approximation))
      guard squaredNorm - least > 1e-12 * scale else { break }
      vectors.append(next)
      guard corral.insert(approximation, label: vectors.count - 1) else { break }
    }
    guess = zip(corral.labels, corral.weights).map { ($0, $1) }
    if !guess.allSatisfy({ $0.weight.isFinite && $0.weight > 0 }) { guess = [(0, 1)] }
  }

  /// `true` only if the points of the guess already prove that 0 is in the set.
  var guessContainsZero: Bool {
    IntervalSimplex(guess.map { vectors[$0.index] })?.provesZeroInside() ?? false
  }

  /// Runs the algorithm exactly from the guess, and ends early where `isEnough` accepts a point
  /// that has a positive product with the whole set; otherwise with the nearest point, unless it is
  /// stopped, or the work ends.
  mutating func refine(
    cancellation: Cancellation = .never, _ isEnough: ([Rational]) -> Bool
  ) -> Corral<Rational> {
    var corral = Corral(
      guess.map { vectors[$0.index] }, weights: guess.map { Rational($0.weight) },
      labels: guess.map(\.index))
    while true {
      let point = corral.nearest
      let squaredNorm = point.dot(point)
      if squaredNorm.isZero || cancellation.isRequested || Work.hasEnded { return corral }
      let next = set.extreme(in: point.opposite)
      let least = point.dot(next)
      if least.sign.isCertainly(.positive) && isEnough(point) { return corral }
      if least >= squaredNorm { return corral }
      vectors.append(next)
      corral.insert(next, label: vectors.count - 1)
    }
  }
}
