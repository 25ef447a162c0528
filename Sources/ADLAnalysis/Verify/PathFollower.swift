import ADLPrograms

/// Checks along one path, for t from 0 to 1, that AD integrates to the function: on every cell ⟨v, γ'⟩
/// is the derivative of f ∘ γ, and nothing jumps between cells.
struct PathFollower {
  let program: Program
  let path: Path
  let convention: Convention
  let work: Work

  /// Whether every choice of tied pieces is tried, or the convention's alone.
  let everyChoice: Bool

  /// The most choices of tied pieces that are tried on a cell.
  static let choiceLimit = 64

  /// A relative difference in doubles that is more than rounding.
  static let allowedDefect = 1e-6

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
    if let stop = survey.decomposition.stop { throw stop }
    guard survey.unresolved.isEmpty, survey.cells.allSatisfy({ $0.violation == nil }) else {
      check.skipped += 1
      return
    }
    for joint in survey.joints { count(joint.kink, &kinks) }
    look(at: survey.joints.map(\.kink), &check)
    for cell in survey.cells {
      check.cells += 1
      try look(at: cell, &check)
    }
  }

  // MARK: - Kinks

  private func look(at joints: [Kink], _ check: inout PathCheck) {
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
              left: output.left?.value, value: output.value, right: output.right?.value),
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

  private func look(at cell: Decomposition.Cell, _ check: inout PathCheck) throws(Stop) {
    var isExact = true
    for choice in choices(on: cell) {
      try work.spend()
      let place = CellPlace(.cell(cell.extent), RootTable(work))
      let inputs = path.coordinates.map { CellFunction($0, place) }
      guard let evaluation = try? program.evaluate(at: inputs, frozen: choice),
        belongs(evaluation, to: cell)
      else { continue }
      check.choices += 1
      for i in 0..<program.q {
        guard let output = cell.outputs[i], let slope = slope(evaluation, i) else {
          isExact = false
          compareInDoubles(cell, choice, i, &check)
          continue
        }
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
    if isExact { check.exactCells += 1 }
  }

  /// The pieces that are imposed on the cell: with every choice, those of each combination of tied
  /// pieces, up to a limit; otherwise none but where enclosures decided.
  private func choices(on cell: Decomposition.Cell) -> [[Int: Piece]] {
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
  private func belongs(_ evaluation: Evaluation<CellFunction>, to cell: Decomposition.Cell) -> Bool
  {
    zip(evaluation.outputs, cell.outputs).allSatisfy { piece, output in
      output == nil || piece.rational == output
    }
  }

  /// ⟨v, γ'⟩ on the cell, for the v that AD returns there.
  private func slope(_ evaluation: Evaluation<CellFunction>, _ i: Int) -> RationalFunction? {
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

  /// Compares ⟨v, γ'⟩ with the derivative of the series along the path, at points of the cell.
  private func compareInDoubles(
    _ cell: Decomposition.Cell, _ choice: [Int: Piece], _ i: Int, _ check: inout PathCheck
  ) {
    for t in cell.extent.samples(4) {
      let inputs = path.coordinates.map { $0.value(at: t.double) }
      let series = path.coordinates.map {
        $0.value(at: Series(at: t.double, along: 1, order: 1))
      }
      guard
        let evaluation = try? program.evaluate(at: inputs, domain: .notANumber, frozen: choice),
        let germ = try? program.evaluate(at: series, domain: .notANumber, frozen: cell.pieces)
          .outputs[i], (germ.order ?? 1) >= 1
      else { continue }
      let gradient = evaluation.differentiateBackward(output: i, under: convention)
      let speeds = path.coordinates.map { $0.derivative.value(at: t.double) }
      let slope = zip(gradient, speeds).reduce(0) { $0 + $1.0 * $1.1 }
      let size = zip(gradient, speeds).reduce(1) { $0 + ($1.0 * $1.1).magnitude }
      let defect = (slope - germ[1]).magnitude / size
      check.largestDefect = max(check.largestDefect, defect)
      if !(defect <= Self.allowedDefect) {
        fail(
          &check,
          PathFailure(point: path(t).map(\.known), output: i, reason: .derivative, guards: []))
      }
    }
  }
}
