import ADLPrograms

extension Program {
  /// Checks the paper's identities on the program's function: Lemma 1, Propositions 2 and 3,
  /// Theorem 3, and what AD returns at kinks.
  ///
  /// Along paths, what is a rational function is compared as such; the rest in doubles.
  ///
  /// - Requires: `box` has p sides.
  /// - Parameter seed: of the points and paths, which repeat with it.
  public func verify(
    on box: Box, under convention: Convention = .paper, seed: UInt64 = 1, _ work: Work = .inherited
  ) -> VerificationReport {
    work.perform {
      var verification = Verification(self, box, convention, seed: seed, work)
      return verification.report()
    }
  }
}

/// Collects the figures of a verification.
struct Verification {
  let program: Program
  let box: Box
  let convention: Convention
  let work: Work
  private var random: SplitMix64

  private var modes = ModesCheck()
  private var gradients = GradientCheck()
  private var kinks = KinkCheck()
  private var stop: Stop?

  /// How many points, segments, polygon sides and curves are tried.
  static let points = 100
  static let segments = 12
  static let polygon = 8
  static let curves = 4

  init(
    _ program: Program, _ box: Box, _ convention: Convention, seed: UInt64, _ work: Work
  ) {
    self.program = program
    self.box = box
    self.convention = convention
    self.work = work
    random = SplitMix64(seed: seed)
  }

  mutating func report() -> VerificationReport {
    tryPoints()
    let segments = follow((0..<Self.segments).map { _ in segment() }, everyChoice: false)
    let choices = follow(polygon() + (0..<Self.curves).map { _ in curve() }, everyChoice: true)
    return VerificationReport(
      convention: convention, modes: modes, segments: segments, gradients: gradients,
      choices: choices, kinks: kinks, stop: stop)
  }

  // MARK: - Points

  private mutating func tryPoints() {
    for i in 0..<Self.points {
      do throws(Stop) {
        try work.charge(4)
      } catch {
        stop = error
        return
      }
      // Every other point is simple, where programs tie.
      let point = i % 2 == 0 ? box.point(&random) : box.simplePoint(&random)
      compareModes(at: point)
      compareGradient(at: point)
    }
  }

  private mutating func compareModes(at point: [Rational]) {
    let x = point.map(\.double)
    guard let evaluation = try? program.evaluate(at: x) else { return }
    modes.points += 1
    let forward = evaluation.differentiateForward(under: convention).entries
    let backward = evaluation.differentiateBackward(under: convention).entries
    for row in 0..<program.q {
      let entries = row * program.p..<(row + 1) * program.p
      let size = entries.reduce(0) { max($0, forward[$1].magnitude, backward[$1].magnitude) }
      guard size.isFinite, size > 0 else { continue }
      for j in entries {
        let ulps = (forward[j] - backward[j]).magnitude / size.ulp
        if ulps > modes.largestUlps || modes.worst.isEmpty {
          modes.largestUlps = max(ulps, modes.largestUlps)
          modes.worst = x
        }
      }
    }
    // Roundings differ from mode to mode; what both enclose must meet.
    if let enclosed = try? program.evaluate(at: point.map { Certified($0) }) {
      let forward = enclosed.differentiateForward(under: convention).entries
      let backward = enclosed.differentiateBackward(under: convention).entries
      if zip(forward, backward).contains(where: { Certified.order($0, $1).isCertainlyNot(.zero) }) {
        modes.disagreement = modes.disagreement ?? point
      }
    }
    guard let exact = try? program.evaluate(at: point) else { return }
    let rows = (
      exact.differentiateForward(under: convention).entries,
      exact.differentiateBackward(under: convention).entries
    )
    guard (rows.0 + rows.1).allSatisfy(\.isDefined) else { return }
    modes.exactPoints += 1
    if rows.0 != rows.1 { modes.disagreement = modes.disagreement ?? point }
  }

  /// Compares AD with the coefficients of truncated series, and with central differences.
  private mutating func compareGradient(at point: [Rational]) {
    let x = point.map { Certified($0) }
    guard let evaluation = try? program.evaluate(at: x), evaluation.tiedNodes.isEmpty,
      evaluation.undecidedNodes.isEmpty
    else {
      gradients.skipped += 1
      return
    }
    var (isExact, isComparable) = (true, true)
    let direction = point.map { _ in Rational(Int.random(in: -5...5, using: &random)) }
    let series = zip(x, direction).map { Series(at: $0, along: Certified($1), order: 1) }
    guard let germ = try? program.evaluate(at: series).outputs else { return }
    for i in 0..<program.q {
      let gradient = evaluation.differentiateBackward(output: i, under: convention)
      var product = Certified(0)
      for (g, d) in zip(gradient, direction) { product = product + g * Certified(d) }
      let slope = (germ[i].order ?? 1) >= 1 ? germ[i][1] : .undefined
      if !product.isExact || !slope.isExact { isExact = false }
      let size = 1 + gradient.reduce(0) { max($0, $1.double.magnitude) }
      let difference = product.distance(from: slope) / size
      guard difference.isFinite else {
        // Beyond the range of doubles, where no normal form tells more.
        isComparable = false
        continue
      }
      gradients.largestDifference = max(gradients.largestDifference, difference)
      if Certified.order(product, slope).isCertainlyNot(.zero) {
        gradients.failure = gradients.failure ?? point
      }
      compareFiniteDifferences(point.map(\.double), direction.map(\.double), i, product, size)
    }
    guard isComparable else {
      gradients.skipped += 1
      return
    }
    gradients.points += 1
    if isExact { gradients.exactPoints += 1 }
  }

  private mutating func compareFiniteDifferences(
    _ x: [Double], _ d: [Double], _ i: Int, _ product: Certified, _ size: Double
  ) {
    let h = 1e-6 * x.reduce(1) { max($0, $1.magnitude) }
    let ends = [h, -h].map { h in
      try? program.evaluate(at: zip(x, d).map { $0 + h * $1 }, domain: .notANumber)
    }
    // A kink between the two ends makes the quotient something else.
    guard let after = ends[0], let before = ends[1], after.active == before.active else { return }
    let slope = (after.outputs[i] - before.outputs[i]) / (2 * h)
    let error = (slope - product.double).magnitude / size
    if error.isFinite {
      gradients.largestFiniteDifference = max(gradients.largestFiniteDifference, error)
    }
  }

  // MARK: - Paths

  private mutating func segment() -> Path {
    let (start, end) = (box.point(&random), box.point(&random))
    return .line(from: start, along: zip(start, end).map { $1 - $0 })
  }

  /// A closed polygon with simple corners, so that its sides run along ties.
  private mutating func polygon() -> [Path] {
    var corners = (0..<Self.polygon).map { _ in box.simplePoint(&random) }
    corners.append(corners[0])
    return zip(corners, corners.dropFirst()).filter { $0 != $1 }.map { start, end in
      .line(from: start, along: zip(start, end).map { $1 - $0 })
    }
  }

  /// A parabola from corner to corner over a third point of the box, which is convex.
  private mutating func curve() -> Path {
    let (a, b, c) = (box.simplePoint(&random), box.point(&random), box.simplePoint(&random))
    // (1 - t)² a + 2 t (1 - t) b + t² c.
    return Path(
      a.indices.map { i in
        RationalFunction(
          Polynomial([a[i], Rational(2) * (b[i] - a[i]), a[i] - Rational(2) * b[i] + c[i]]))
      })
  }

  private mutating func follow(_ paths: [Path], everyChoice: Bool) -> PathCheck {
    var check = PathCheck()
    for path in paths where stop == nil {
      let follower = PathFollower(program, path, convention, work, everyChoice: everyChoice)
      do throws(Stop) {
        try follower.follow(&check, &kinks)
      } catch {
        stop = error
      }
    }
    return check
  }
}

extension Box {
  /// Returns a random point with simple coordinates inside: whole numbers, or binary fractions
  /// where a side is short.
  func simplePoint(_ random: inout some RandomNumberGenerator) -> [Rational] {
    let point = point(&random)
    return zip(point, sides).map { x, side in
      let step = side.gridStep
      let simple = (x / step + Rational(1, 2)).floor * step
      let isInside =
        side.lower.map { simple > $0 } ?? true && side.upper.map { simple < $0 } ?? true
      return isInside ? simple : Rational.simplest(between: side.lower, and: side.upper)
    }
  }
}

extension Box.Side {
  /// The largest power of 2, at most 1, of which at least four fit into the side; that of a side
  /// too short for any is 2^-64.
  fileprivate var gridStep: Rational {
    guard let lower, let upper else { return .one }
    var step = Rational.one
    for _ in 0..<64 where Rational(4) * step > upper - lower { step = step * Rational(1, 2) }
    return step
  }
}
