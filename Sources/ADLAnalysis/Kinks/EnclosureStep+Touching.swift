import ADLPrograms

/// Guards that touch 0 without changing their sign, at a point that is no rational number.
extension EnclosureStep {
  /// Returns the cell parted at the point where an undecided guard touches 0; `nil` where none is
  /// found.
  ///
  /// A convex or concave guard that vanishes together with its derivative has no other root. That
  /// it vanishes is shown by its normal form, at a point where the argument of some function is a
  /// multiple of π/12, if it is an affine function of the parameter.
  func touching(_ evaluation: Evaluation<JetEnclosure>) throws(Stop) -> Decomposer.Outcome? {
    guard let (node, position) = turningGuard(evaluation) else { return nil }
    for point in specialPoints(evaluation) {
      try decomposer.work.charge(Self.cost)
      if let rational = point.rational {
        guard task.extent.contains(AlgebraicNumber(rational)), vanishes(at: rational) else {
          continue
        }
        return cut(at: rational)
      }
      let place = point.interval
      let (low, high) = (Rational(place.lower.nextDown), Rational(place.upper.nextUp))
      guard low.isDefined, high.isDefined, task.extent.contains(AlgebraicNumber(low)),
        task.extent.contains(AlgebraicNumber(high)),
        let beside = series(at: point), beside.values[node] != nil
      else { continue }
      let guards = beside.guards(of: node)
      guard guards.indices.contains(position), (guards[position].order ?? 1) >= 1,
        (0...1).allSatisfy({ guards[position][$0].sign.isCertainly(.zero) })
      else { continue }
      let isAlone = evaluation.guards(of: node).enumerated().allSatisfy {
        $0 == position || $1.sign.isKnown
      }
      func side(_ extent: OpenCell, at end: Rational) -> Decomposer.Part {
        .task(isAlone ? settled(node, on: child(extent), at: end) : child(extent))
      }
      return .parts([
        side(OpenCell(task.extent.lower, AlgebraicNumber(low)), at: low),
        .gap(
          Decomposition.Gap(
            lower: low, upper: high, sample: Rational.simplest(between: low, and: high),
            enclosesRoot: true,
            root: .init(
              node: node, position: position, asked: beside.askedGuards(of: node)?[position],
              pieces: pieces, number: point))),
        side(OpenCell(AlgebraicNumber(high), task.extent.upper), at: high),
      ])
    }
    return nil
  }

  /// Returns the task with what a node is known to be at an end of its cell, where all its guards
  /// keep their signs on the cell.
  private func settled(_ node: Int, on cell: Decomposer.Task, at end: Rational)
    -> Decomposer.Task
  {
    let inputs = decomposer.path.coordinates.map { $0.value(at: Certified(end)) }
    guard
      let evaluation = try? decomposer.program.evaluate(
        at: inputs, domain: .notANumber, frozen: pieces),
      evaluation.values[node] != nil,
      evaluation.guards(of: node).allSatisfy({ $0.sign.isCertainlyNot(.zero) })
    else { return cell }
    var next = cell
    if let active = evaluation.active[node] {
      for (k, piece) in pieces { next.pieces[k] = piece }
      next.pieces[node] = active.piece
    } else {
      next.settled.insert(node)
    }
    return next
  }

  /// An undecided guard that is convex or concave on the cell and has an extremum in it.
  private func turningGuard(_ evaluation: Evaluation<JetEnclosure>) -> (node: Int, position: Int)? {
    for k in open where evaluation.values[k] != nil {
      let position = evaluation.guards(of: k).firstIndex { !$0.sign.isKnown && $0.turnsOnce }
      if let position { return (k, position) }
    }
    return nil
  }

  /// The maximum number of multiples of π/12 that are tried in a cell.
  private static let specialLimit = 12

  /// Points of the cell at which the argument of some function is a multiple of π/12, if it is
  /// affine; at others no guard is found to vanish.
  private func specialPoints(_ evaluation: Evaluation<JetEnclosure>) -> [Certified] {
    let program = decomposer.program
    let sample = Certified(task.extent.sample)
    guard let around = series(at: sample) else { return [] }
    let unit = Literal.pi.number / Certified(12)
    var points: [Certified] = []
    for k in program.p..<program.m where evaluation.values[k] != nil {
      let application = program.application(k)
      guard application.operands.count == 1, program.classOfNode(k) != .rational,
        let value = evaluation.operandValues(k).first?.body.constantTerm,
        case let range = value / unit.interval, range.isBounded,
        range.width < Double(Self.specialLimit),
        let argument = around.operandValues(k).first, (argument.order ?? 0) >= 1,
        argument[1].sign.isCertainlyNot(.zero)
      else { continue }
      let multiples = Int(range.lower.rounded(.up))...Int(range.upper.rounded(.up))
      for n in multiples {
        points.append(sample + (Certified(n) * unit - argument[0]) / argument[1])
      }
    }
    return points
  }

  /// Evaluates the pieces of the cell to first order at a point.
  private func series(at point: Certified) -> Evaluation<Series<Certified>>? {
    let inputs = decomposer.path.coordinates.map {
      $0.value(at: Series(at: point, along: Certified(1), order: 1))
    }
    return try? decomposer.program.evaluate(at: inputs, domain: .notANumber, frozen: pieces)
  }
}
