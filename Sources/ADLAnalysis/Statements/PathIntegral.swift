import ADLPrograms

/// What AD's derivative integrates to along a curve, cell by cell (Proposition 2, Theorem 3).
public struct PathIntegral: Sendable {
  /// An open interval of the parameter on which one piece is taken.
  public struct Part: Sendable {
    /// The interval.
    public let extent: OpenCell

    /// f ∘ γ on it, one function per output; `nil` where that is not rational.
    public let functions: [RationalFunction?]

    /// ∫ ⟨v, γ'⟩ dt, one per output.
    public let integrals: [KnownNumber]

    /// How many choices among tied pieces were tried.
    public let choices: Int
  }

  /// The ends of the parameter.
  public let lower: Rational
  public let upper: Rational

  /// γ at the ends; `nil` where the curve was not followed by itself.
  public let ends: (start: [KnownNumber], end: [KnownNumber])

  /// `true` iff the curve is known to end where it starts.
  public let isLoop: Bool

  /// The cells, in order.
  public let parts: [Part]

  /// f(γ(upper)) - f(γ(lower)), one per output; undefined where f has no value.
  public let change: [KnownNumber]

  /// The sum of the integrals.
  public let total: [KnownNumber]

  /// The first jump or false derivative met.
  public let failure: PathFailure?

  /// Whether the integrals sum to the change, from every start to every end; `nil` where that is
  /// open.
  public let holds: Bool?

  /// `true` iff all of the integrals sum to the whole change, as far as enclosures tell.
  public let agrees: Bool

  /// `true` iff the identity is proved: on every cell ⟨v, γ'⟩ is the derivative of the piece, for
  /// every choice, as rational functions, and the pieces meet.
  public let isProved: Bool

  /// The parts of the interval that were not cut into cells.
  public let unresolved: [Decomposition.Gap]

  /// Why the work ended early, where it did.
  public let stop: Stop?
}

extension Program {
  /// Returns what AD's derivative integrates to along the curve t ↦ `path(t)` from `lower` to
  /// `upper`.
  ///
  /// - Requires: `path` has p coordinates, and `lower < upper`.
  public func integral(
    along path: Path, from lower: Rational, to upper: Rational,
    under convention: Convention = .paper, _ work: Work = .inherited
  ) -> PathIntegral {
    work.perform {
      PathIntegration(self, path, convention, work).integral(from: lower, to: upper)
    }
  }

  /// Returns the curve whose coordinates the program's outputs are, as functions of its one input;
  /// `nil` where they are not rational functions, the same ones everywhere, or are not known to
  /// have values from `lower` to `upper`.
  /// - Requires: p is 1, and `lower < upper`.
  public func asPath(from lower: Rational, to upper: Rational, _ work: Work = .inherited) -> Path? {
    work.perform {
      let interval = OpenCell(Box.Side(lower, upper))
      let decomposition = Decomposer(self, work).decompose(interval)
      guard decomposition.isComplete, decomposition.cells.count == 1,
        decomposition.cells[0].violation == nil,
        [lower, upper].allSatisfy({ (try? evaluate(at: [$0])) != nil })
      else { return nil }
      let place = CellPlace(.cell(OpenCell(nil, nil)), RootTable(work))
      let input = [CellFunction(RationalFunction(.x), place)]
      guard let evaluation = try? evaluate(at: input), evaluation.undecidedNodes.isEmpty,
        evaluation.active.allSatisfy({ $0 == nil })
      else { return nil }
      let coordinates = evaluation.outputs.compactMap(\.rational)
      return coordinates.count == q ? Path(coordinates) : nil
    }
  }
}

private struct PathIntegration {
  let program: Program
  let path: Path
  let convention: Convention
  let work: Work

  init(_ program: Program, _ path: Path, _ convention: Convention, _ work: Work) {
    self.program = program
    self.path = path
    self.convention = convention
    self.work = work
  }

  func integral(from lower: Rational, to upper: Rational) -> PathIntegral {
    let survey = Survey(Decomposer(program, along: path, work), convention, lower, upper)
    var stop = survey.stop
    let follower = PathFollower(program, path, convention, work, everyChoice: true)
    var check = PathCheck()
    var parts: [PathIntegral.Part] = []
    var total = [Certified](repeating: .exact(.zero), count: program.q)
    var previous: Decomposition.Cell?
    for cell in survey.cells where stop == nil {
      let before = check.choices
      do throws(Stop) {
        if cell.violation == nil, try follower.look(at: cell, &check) { check.cells += 1 }
        let own = try integrals(on: cell)
        try work.check()
        let between = try integrals(between: previous, and: cell)
        previous = cell
        total = zip(total, zip(own, between)).map { $0 + $1.0 + $1.1 }
        parts.append(
          PathIntegral.Part(
            extent: cell.extent, functions: cell.outputs, integrals: own.map(\.known),
            choices: check.choices - before))
      } catch {
        stop = error
      }
    }
    for joint in survey.joints where joint.hasValues { look(at: joint, follower, &check) }
    let isWhole =
      stop == nil && survey.unresolved.isEmpty && survey.cells.allSatisfy { $0.violation == nil }
    let undecided = survey.joints.contains {
      $0.kink.kind == .undecided || !$0.hasValues
    }
    let ends = [lower, upper].map { t in path.coordinates.map { $0.value(at: Certified(t)) } }
    let values = ends.map { try? program.evaluate(at: $0).outputs }
    let change = (0..<program.q).map { i -> Certified in
      guard let start = values[0]?[i], let end = values[1]?[i] else { return .undefined }
      return end - start
    }
    let isKnown =
      isWhole && survey.joints.allSatisfy(\.hasValues)
      && (change + total).allSatisfy { $0.isBounded }
    let agree = zip(change, total).allSatisfy { !Certified.order($0, $1).isCertainlyNot(.zero) }
    let isProved =
      isWhole && !undecided && check.failure == nil && check.isExact
      && check.cells == survey.cells.count && change.allSatisfy(\.isBounded) && agree
    return PathIntegral(
      lower: lower, upper: upper,
      ends: (ends[0].map(\.known), ends[1].map(\.known)),
      isLoop: zip(ends[0], ends[1]).allSatisfy { $0.rational != nil && $0.rational == $1.rational },
      parts: parts, change: change.map(\.known), total: isWhole ? total.map(\.known) : [],
      failure: check.failure,
      holds: check.failure != nil ? false : isProved ? true : isKnown ? agree : nil,
      agrees: isKnown && agree, isProved: isProved, unresolved: survey.unresolved,
      stop: stop ?? work.stop)
  }

  /// Notes a jump; at the ends only one from the value to the side within.
  private func look(at joint: Survey.Joint, _ follower: PathFollower, _ check: inout PathCheck) {
    guard joint.left == nil || joint.right == nil else {
      return follower.look(at: [joint.kink], &check)
    }
    let jumps = joint.kink.outputs.contains { output in
      guard output.kind == .jump else { return false }
      let inner = joint.left == nil ? output.right?.value : output.left?.value
      return inner != output.value
    }
    if jumps { follower.look(at: [joint.kink], &check) }
  }

  // MARK: - Cells

  private func integrals(on cell: Decomposition.Cell) throws(Stop) -> [Certified] {
    let none = [Certified](repeating: .undefined, count: program.q)
    guard cell.violation == nil, let lower = cell.extent.lower, let upper = cell.extent.upper else {
      return none
    }
    let (low, high) = (lower.certified, upper.certified)
    let place = CellPlace(.cell(cell.extent), RootTable(work))
    let inputs = path.coordinates.map { CellFunction($0, place) }
    let free = cell.pieces.filter { !cell.tiedNodes.contains($0.key) }
    let evaluation = try? program.evaluate(at: inputs, frozen: free)
    var result: [Certified] = []
    for i in 0..<program.q {
      try work.charge()
      if let slope = evaluation.flatMap({ PathFollower.slope($0, path, i, convention) }),
        let antiderivative = slope.antiderivative
      {
        result.append(
          antiderivative.value(at: high) - antiderivative.value(at: low))
        continue
      }
      result.append(
        try Quadrature(program, path, cell.pieces, output: i, convention, work)
          .integral(from: low, to: high))
    }
    return result
  }
}

extension PathIntegration {
  /// The integrals over what encloses a root between two cells, where one of both pieces is taken.
  fileprivate func integrals(
    between left: Decomposition.Cell?, and right: Decomposition.Cell
  ) throws(Stop) -> [Certified] {
    let none = [Certified](repeating: .exact(.zero), count: program.q)
    guard let left, let lower = left.extent.upper, let upper = right.extent.lower, lower < upper
    else { return none }
    try work.charge(2)
    let gap = lower.certified.interval.hull(upper.certified.interval)
    let width = Interval(gap.upper) - Interval(gap.lower)
    return (0..<program.q).map { i in
      let slopes = [left, right].map {
        Quadrature(program, path, $0.pieces, output: i, convention, work).range(on: gap)
      }
      return Certified(slopes[0].hull(slopes[1]) * width)
    }
  }
}

/// Enclosures of ∫ ⟨v, γ'⟩ dt by Taylor's formula on short intervals.
private struct Quadrature {
  let program: Program
  let path: Path
  let pieces: [Int: Piece]
  let output: Int
  let convention: Convention
  let work: Work

  /// The order of the remainder, which is even.
  private static let order = 8

  /// The largest number of short intervals.
  private static let countLimit = 256

  init(
    _ program: Program, _ path: Path, _ pieces: [Int: Piece], output: Int,
    _ convention: Convention, _ work: Work
  ) {
    self.program = program
    self.path = path
    self.pieces = pieces
    self.output = output
    self.convention = convention
    self.work = work
  }

  /// Returns an enclosure; undefined where a derivative has no bound.
  func integral(from lower: Certified, to upper: Certified) throws(Stop) -> Certified {
    let (low, high) = (lower.middle, upper.middle)
    guard low < high else { return .undefined }
    var best: Interval?
    var count = 8
    while count <= Self.countLimit {
      var sum = Interval(0)
      for i in 0..<count {
        try work.charge(2)
        let width = (high - low) / Rational(count)
        sum = sum + part(from: low + width * Rational(i), width)
      }
      // What the ends lie apart from their middles.
      sum = sum + rest(lower, low, orientation: -1) + rest(upper, high, orientation: 1)
      guard sum.isBounded else { return best.map { Certified($0) } ?? .undefined }
      if best.map({ sum.width < $0.width }) ?? true { best = sum }
      if sum.width <= 1e-14 * max(1, abs(sum.midpoint)) { break }
      count *= 2
    }
    return best.map { Certified($0) } ?? .undefined
  }

  /// Returns what encloses ⟨v, γ'⟩ at all points of `t`.
  func range(on t: Interval) -> Interval { coefficients(at: t, order: 0)[0] }

  /// The integral between an end and the middle of what is known of it.
  private func rest(_ end: Certified, _ middle: Rational, orientation: Double) -> Interval {
    if end.rational == middle { return Interval(0) }
    let slope = coefficients(at: end.interval.hull(Interval(middle)), order: 0)
    return slope[0] * (end.interval - Interval(middle)) * Interval(orientation)
  }

  private func part(from start: Rational, _ width: Rational) -> Interval {
    let half = width / Rational(2)
    let center = start + half
    let h = Interval(half)
    let inner = coefficients(at: Interval(center), order: Self.order - 1)
    let range = Interval(start).hull(Interval(start + width))
    let outer = coefficients(at: range, order: Self.order)
    var sum = Interval(0)
    var power = h
    for j in stride(from: 0, to: Self.order, by: 2) {
      sum = sum + Interval(2) * inner[j] * power / Interval(Double(j + 1))
      power = power * h * h
    }
    return sum + Interval(2) * outer[Self.order] * power / Interval(Double(Self.order + 1))
  }

  /// The Taylor coefficients of ⟨v, γ'⟩ at every point of `t`, undefined past those known.
  private func coefficients(at t: Interval, order: Int) -> [Interval] {
    // A derivative of the curve takes one order.
    let parameter = Series(at: t, along: Interval(1), order: order + 1)
    let inputs = path.coordinates.map { $0.value(at: parameter) }
    guard
      let evaluation = try? program.evaluate(at: inputs, domain: .notANumber, frozen: pieces)
    else { return [Interval](repeating: .line, count: order + 1) }
    let gradient = evaluation.differentiateBackward(output: output, under: convention)
    let speeds = path.coordinates.map { $0.derivative.value(at: parameter) }
    let slope = zip(gradient, speeds).reduce(Series<Interval>(0)) { $0 + $1.0 * $1.1 }
    return (0...order).map { j in
      if let known = slope.order, j > known { return .line }
      return slope[j].isDefined ? slope[j] : .line
    }
  }
}

extension Survey.Joint {
  /// `false` where an output has no finite value: then nothing jumps from it.
  fileprivate var hasValues: Bool {
    kink.violation == nil && ![.undefined, .pole].contains(kink.kind)
      && kink.outputs.allSatisfy { $0.value.isFinite }
  }
}

extension RationalFunction {
  /// A polynomial with this derivative; `nil` where the function is none.
  var antiderivative: RationalFunction? {
    guard isPolynomial else { return nil }
    let unit = denominator.constantTerm
    let coefficients = numerator.coefficients.enumerated().map { k, coefficient in
      coefficient / (unit * Rational(k + 1))
    }
    return RationalFunction(Polynomial([.zero] + coefficients))
  }
}

extension PathIntegral {
  /// The same along a curve that `curve` computes, where the program integrated was its composition
  /// with a function.
  public func following(_ curve: Program) -> PathIntegral {
    func point(_ t: Rational) -> [KnownNumber] {
      (try? curve.evaluate(at: [Certified(t)]).outputs.map(\.known)) ?? []
    }
    let (start, end) = (point(lower), point(upper))
    let isLoop =
      start == end
      && start.allSatisfy { if case .rational = $0 { true } else { false } }
    return PathIntegral(
      lower: lower, upper: upper, ends: (start, end), isLoop: isLoop, parts: parts,
      change: change, total: total, failure: failure, holds: holds, agrees: agrees,
      isProved: isProved, unresolved: unresolved, stop: stop)
  }
}
