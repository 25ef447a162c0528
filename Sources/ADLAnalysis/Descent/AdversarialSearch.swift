import ADLPrograms

/// Starts from which a descent lands on an artificial critical point exactly: the other half of
/// Theorem 4, whose "almost all" leaves such starts out.
///
/// From an artificial critical point a of a function of one variable at which AD is 0, preimages
/// are followed backwards through the steps T_k(x) = x - γ_k AD f(x), cell by cell, by the roots of
/// (x - a) D - γ N, where f' = N/D on the cell. They are null sets unless γ_k times a curvature is
/// 1, where a whole cell is mapped to one point.
public struct AdversarialSearch: Sendable {
  /// The points that step number `step` maps to the point behind it, on a cell or at a kink.
  public struct Preimage: Sendable {
    /// What it is.
    public enum Points: Sendable {
      case rational(Rational)

      /// An irrational root, near this.
      case irrational(Double)

      /// The whole cell.
      case cell
    }

    /// Where: between these two points, or at one, where both are the same.
    public let lower: Double
    public let upper: Double
    public let points: Points

    /// The step that maps it, and the point to which.
    public let step: Int
    public let image: Rational
  }

  /// What was found for one artificial critical point.
  public struct Target: Sendable {
    /// The artificial critical point.
    public let point: Rational

    /// A start whose run was followed in exact arithmetic to the point, and the run, which ends
    /// there; `nil` where none was found.
    public internal(set) var path: [Rational]?

    /// The constant of the run.
    public internal(set) var constant: Rational?

    /// The preimages that were found with this constant, those of later steps first.
    public internal(set) var preimages: [Preimage] = []
  }

  /// The artificial critical points at which AD is 0, from left to right.
  public private(set) var targets: [Target] = []

  /// How many steps back were looked at.
  public private(set) var depth = 0

  /// `true` iff the kinks on the interval are all known.
  public let isComplete: Bool

  /// Why the search ended early, if it did.
  public private(set) var stop: Stop?

  /// Searches on [lower, upper], `steps` steps back.
  ///
  /// - Requires: the program has one input and one output.
  public init(
    _ program: Program, rate: StepRate, from lower: Rational, to upper: Rational, steps: Int,
    under convention: Convention, _ work: Work
  ) {
    let list = program.kinks(from: lower, to: upper, under: convention, work)
    isComplete = list.stop == nil && list.unresolved.isEmpty
    stop = list.stop ?? work.stop
    depth = steps
    let steppingBack = BackwardSteps(program, rate, convention, work)
    for kink in list.kinks {
      guard case .point(let number) = kink.location, let point = number.rational,
        steppingBack.derivative(at: point) == .zero,
        let analysis = try? PointAnalysis(program, at: [Certified(point)]),
        analysis.classify(under: convention, work).criticality == .artificial
      else { continue }
      if let end = work.stop {
        stop = end
        return
      }
      targets.append(Target(point: point))
    }
    for i in targets.indices {
      do {
        var target = targets[i]
        try steppingBack.search(&target, steps)
        try work.check()
        targets[i] = target
      } catch {
        stop = error
        return
      }
    }
  }
}

/// The steps of a descent of a function of one variable, followed backwards.
private struct BackwardSteps {
  private let program: Program
  private let convention: Convention
  private let rate: StepRate
  private let work: Work
  private let cells: [Decomposition.Cell]
  private let corners: [Rational]

  /// The constants that are tried, in this order.
  private static let constants = [
    Rational.one, Rational(1, 2), Rational(1, 3), Rational(2, 3), Rational(1, 4), Rational(3, 4),
  ]

  /// The maximum number of preimages that are followed further.
  private static let breadth = 64

  init(_ program: Program, _ rate: StepRate, _ convention: Convention, _ work: Work) {
    self.program = program
    self.convention = convention
    self.rate = rate
    self.work = work
    // Preimages may lie outside of the interval.
    cells = Decomposer(program, along: .identity, work).decompose(OpenCell(nil, nil)).cells
    corners = cells.compactMap { $0.extent.upper?.rational }
  }

  /// AD at `x` in exact arithmetic; `nil` where it is not known exactly.
  func derivative(at x: Rational) -> Rational? {
    let found = try? program.evaluate(at: [Certified(x)], domain: .notANumber, frozen: [:])
      .differentiateBackward(output: 0, under: convention)
    return found?.first?.rational
  }

  /// γ_k for the constant `c`, where it is rational.
  private func rate(_ k: Int, _ c: Rational) -> Rational? {
    (try? rate.program.evaluate(
      at: [Certified(Rational(k)), Certified(c)], domain: .notANumber, frozen: [:]))?.outputs[0]
      .rational
  }

  func search(_ target: inout AdversarialSearch.Target, _ steps: Int) throws(Stop) {
    for constant in Self.constants {
      let found = try followed(from: target.point, constant, steps)
      if target.path == nil, let path = found.path {
        target.path = path
        target.constant = constant
        target.preimages = found.preimages
        return
      }
      if target.preimages.count < found.preimages.count {
        target.constant = constant
        target.preimages = found.preimages
      }
    }
  }

  /// Follows preimages back from `target` through the first steps, one, two, … of them, and returns
  /// those of the last depth that has a run which reaches it, or of the greatest depth.
  private func followed(
    from target: Rational, _ constant: Rational, _ steps: Int
  ) throws(Stop) -> (path: [Rational]?, preimages: [AdversarialSearch.Preimage]) {
    var found: (path: [Rational]?, preimages: [AdversarialSearch.Preimage]) = (nil, [])
    for depth in 1...max(steps, 1) {
      var level = [target]
      var preimages: [AdversarialSearch.Preimage] = []
      for k in Swift.stride(from: depth, through: 1, by: -1) {
        guard let step = rate(k, constant), step > .zero else { return found }
        var next: [Rational] = []
        for image in level.prefix(Self.breadth) {
          for preimage in try self.preimages(of: image, step, k) {
            preimages.append(preimage)
            if case .rational(let x) = preimage.points, x != image { next.append(x) }
          }
        }
        level = next
      }
      let path = level.lazy.compactMap { self.path(from: $0, to: target, constant, depth) }.first
      if path != nil || found.path == nil { found = (path ?? found.path, preimages) }
    }
    return found
  }

  /// Returns the run from `start` in exact arithmetic, if it is at `target` after `depth` steps and
  /// not before.
  private func path(
    from start: Rational, to target: Rational, _ constant: Rational, _ depth: Int
  ) -> [Rational]? {
    var path = [start]
    for k in 1...depth {
      guard path[k - 1] != target, let slope = derivative(at: path[k - 1]),
        let step = rate(k, constant)
      else { return nil }
      path.append(path[k - 1] - step * slope)
    }
    return path[depth] == target ? path : nil
  }

  /// Returns what step `k`, of size `step`, maps to `image`.
  private func preimages(
    of image: Rational, _ step: Rational, _ k: Int
  ) throws(Stop) -> [AdversarialSearch.Preimage] {
    var found: [AdversarialSearch.Preimage] = []
    for cell in cells {
      guard let slope = cell.outputs[0]?.derivative else { continue }
      let lower = cell.extent.lower?.double ?? -.infinity
      let upper = cell.extent.upper?.double ?? .infinity
      func add(_ points: AdversarialSearch.Preimage.Points) {
        found.append(
          AdversarialSearch.Preimage(
            lower: lower, upper: upper, points: points, step: k, image: image))
      }
      let moved =
        (Polynomial.x - Polynomial(constant: image)) * slope.denominator
        - Polynomial(constant: step) * slope.numerator
      if moved.isZero {
        add(.cell)
        continue
      }
      for root in try moved.realRoots(work) where cell.extent.contains(root) {
        add(root.rational.map { .rational($0) } ?? .irrational(root.double))
      }
    }
    for corner in corners {
      guard let slope = derivative(at: corner), corner - step * slope == image else { continue }
      found.append(
        AdversarialSearch.Preimage(
          lower: corner.double, upper: corner.double, points: .rational(corner), step: k,
          image: image))
    }
    return found
  }
}
