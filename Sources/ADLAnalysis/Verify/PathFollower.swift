import ADLPrograms

/// Checks along one path, for t from 0 to 1, that AD integrates to the function: on every cell ⟨v,
/// γ'⟩ is the derivative of f ∘ γ, and nothing jumps between cells.
struct PathFollower {
  let program: Program
  let path: Path
  let convention: Convention
  let work: Work

  /// Whether every choice of tied pieces is tried, or the convention's alone.
  let everyChoice: Bool

  /// The maximum number of choices of tied pieces that are tried on a cell.
  static let choiceLimit = 64

  init(
    _ program: Program, _ path: Path, _ convention: Convention, _ work: Work, everyChoice: Bool
  ) {
    self.program = program
    self.path = path
    self.convention = convention
    self.work = work
    self.everyChoice = everyChoice
  }

  func follow(_ check: inout PathCheck, _ kinks: inout KinkCheck) throws(Stop) {
    let survey = Survey(Decomposer(program, along: path, work), convention, .zero, .one)
    check.paths += 1
    if let stop = survey.stop { throw stop }
    // The integral is one where the function has values all along and what it does is known.
    guard survey.unresolved.isEmpty, survey.cells.allSatisfy({ $0.violation == nil }),
      survey.joints.allSatisfy({ $0.kink.violation == nil && $0.kink.kind != .undecided })
    else {
      check.skipped += 1
      return
    }
    for joint in survey.joints { count(joint.kink, &kinks) }
    look(at: survey.joints.map(\.kink), &check)
    var compared = 0
    for cell in survey.cells where try look(at: cell, &check) { compared += 1 }
    check.cells += compared
    // Everything may lie beyond the range of doubles.
    if compared == 0 { check.skipped += 1 }
  }

  // MARK: - Kinks

  /// Notes the jumps among kinks.
  func look(at joints: [Kink], _ check: inout PathCheck) {
    for kink in joints {
      for (i, output) in kink.outputs.enumerated() where output.kind == .jump {
        let sides = [output.left?.value.double, output.right?.value.double].compactMap(\.self)
        let defect = sides.map { ($0 - output.value.double).magnitude }.max() ?? .nan
        check.largestDefect = max(check.largestDefect, defect)
        fail(
          &check,
          PathFailure(
            point: path.known(at: kink.location), output: i,
            reason: .jump(
              left: output.left?.value, value: output.value, right: output.right?.value,
              gap: output.gap),
            guards: kink.guards))
      }
    }
  }

  private func fail(_ check: inout PathCheck, _ failure: PathFailure) {
    check.failure = check.failure ?? failure
  }

  private func count(_ kink: Kink, _ kinks: inout KinkCheck) {
    let point = path.known(at: kink.location)
    lazy var whole = ClarkeQuestion(program, convention, work).verdict(at: kink, point)
    for output in kink.outputs {
      kinks.count(output.verdict == .undecided ? whole : output.verdict, kink, at: point)
    }
  }

  // MARK: - Cells

  /// Looks at a cell; returns `false` where nothing could be compared.
  func look(at cell: Decomposition.Cell, _ check: inout PathCheck) throws(Stop) -> Bool {
    var isExact = true
    var compared = 0
    for choice in choices(on: cell) {
      try work.charge()
      let place = CellPlace(.cell(cell.extent), RootTable(work))
      let inputs = path.coordinates.map { CellFunction($0, place) }
      guard let evaluation = try? program.evaluate(at: inputs, frozen: choice),
        belongs(evaluation, to: cell)
      else { continue }
      check.choices += 1
      for i in 0..<program.q {
        guard let output = cell.outputs[i], let slope = Self.slope(evaluation, path, i, convention)
        else {
          isExact = false
          compared += compareByEnclosures(cell, choice, i, &check)
          continue
        }
        compared += 1
        if slope != output.derivative {
          let t = cell.extent.sample
          let defect = (slope(t) - output.derivative(t)).double.magnitude
          check.largestDefect = max(check.largestDefect, defect)
          fail(
            &check,
            PathFailure(
              point: path(t).map(\.known), output: i, reason: .derivative, guards: []))
        }
      }
    }
    if isExact && compared > 0 { check.exactCells += 1 }
    return compared > 0
  }

  /// The pieces that are imposed on the cell: with every choice, those of each combination of tied
  /// pieces, up to a limit; otherwise none but where enclosures decided.
  func choices(on cell: Decomposition.Cell) -> [[Int: Piece]] {
    guard everyChoice else {
      // Ties are left to the convention.
      return [cell.pieces.filter { !cell.tiedNodes.contains($0.key) }]
    }
    var choices = [cell.pieces]
    let place = CellPlace(.cell(cell.extent), RootTable(work))
    let inputs = path.coordinates.map { CellFunction($0, place) }
    for k in cell.tiedNodes.sorted() {
      // Where values are not known as functions, branches that may differ are left alone.
      if program.application(k).canJump && cell.outputs.contains(nil) { continue }
      guard let evaluation = try? program.evaluate(at: inputs, frozen: cell.pieces),
        let active = evaluation.active[k]
      else { continue }
      for (site, tied) in active.sites.enumerated() where tied.ties {
        for choice in choices {
          for alternative in tied.pieces where alternative != choice[k]?[site] {
            var next = choice
            next[k]?[site] = alternative
            if choices.count < Self.choiceLimit { choices.append(next) }
          }
        }
      }
    }
    return choices
  }

  /// `true` iff the pieces of an evaluation have the function's values on the cell, where these are
  /// known as functions: else they are none of those that meet there (the branches of an `if` may
  /// differ).
  func belongs(_ evaluation: Evaluation<CellFunction>, to cell: Decomposition.Cell) -> Bool {
    zip(evaluation.outputs, cell.outputs).allSatisfy { piece, output in
      output == nil || piece.rational == output
    }
  }

  /// ⟨v, γ'⟩ on the cell, for the v that AD returns there.
  static func slope(
    _ evaluation: Evaluation<CellFunction>, _ path: Path, _ i: Int, _ convention: Convention
  ) -> RationalFunction? {
    let gradient = evaluation.differentiateBackward(output: i, under: convention)
    var sum: RationalFunction?
    for (entry, coordinate) in zip(gradient, path.coordinates) {
      let speed = coordinate.derivative
      if speed.isZero { continue }
      guard let entry = entry.rational else { return nil }
      sum = sum.map { $0 + entry * speed } ?? entry * speed
    }
    return sum ?? RationalFunction(constant: .zero)
  }

  /// Compares ⟨v, γ'⟩ with the derivative of the series along the path, at points of the cell: they
  /// differ where their enclosures are disjoint. Points at which neither has bounds say nothing;
  /// the others are counted.
  private func compareByEnclosures(
    _ cell: Decomposition.Cell, _ choice: [Int: Piece], _ i: Int, _ check: inout PathCheck
  ) -> Int {
    var compared = 0
    for t in cell.extent.samples(4) {
      let inputs = path.coordinates.map { $0.value(at: Certified(t)) }
      let series = path.coordinates.map {
        $0.value(at: Series(at: Certified(t), along: Certified(1), order: 1))
      }
      guard
        let evaluation = try? program.evaluate(at: inputs, domain: .notANumber, frozen: choice),
        let germ = try? program.evaluate(at: series, domain: .notANumber, frozen: cell.pieces)
          .outputs[i], (germ.order ?? 1) >= 1, germ[1].isBounded
      else { continue }
      let gradient = evaluation.differentiateBackward(output: i, under: convention)
      let speeds = path.coordinates.map { $0.derivative.value(at: Certified(t)) }
      let contributions = zip(gradient, speeds).map { $0 * $1 }
      let slope = contributions.reduce(Certified(0)) { $0 + $1 }
      let hasEdge = !evaluation.edgeNodes.isEmpty
      if slope.isBounded {
        let size = contributions.reduce(1) { $0 + $1.double.magnitude }
        let defect = slope.distance(from: germ[1]) / size
        if defect.isFinite { check.largestDefect = max(check.largestDefect, defect) }
        compared += 1
        if !Certified.order(slope, germ[1]).isCertainlyNot(.zero) { continue }
      } else if !hasEdge {
        continue
      }
      fail(
        &check,
        PathFailure(point: path(t).map(\.known), output: i, reason: .derivative, guards: []))
    }
    return compared
  }
}

extension Certified {
  /// The size of the difference, by doubles where it is not known to be 0.
  func distance(from other: Certified) -> Double {
    (self - other).isZero ? 0 : (double - other.double).magnitude
  }
}
