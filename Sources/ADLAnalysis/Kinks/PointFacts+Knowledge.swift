import ADLPrograms

/// What an evaluation at the point leaves unknown, and what follows from the sides.
extension PointFacts {
  /// The needed selections of which it is not known which pieces meet at the point.
  var undecidedNodes: [Int] {
    evaluation.map { own in own.undecidedNodes.filter { own.frozen[$0] == nil } } ?? []
  }

  /// The needed nodes that are not known to have a value, or to have a derivative or none.
  var openDomains: [Int] {
    evaluation?.openDomains.filter { !insideNodes.contains($0) } ?? []
  }

  /// `true` iff everything that the outputs need at the point is decided.
  var isDecided: Bool { undecidedNodes.isEmpty && openDomains.isEmpty }

  /// The maximum number of rounds in which what was learnt is put to use.
  private static var rounds: Int { 4 }

  /// Decides what the arithmetic alone leaves open at the point.
  mutating func learn() {
    for _ in 0..<Self.rounds where !isDecided {
      let isNew = noteSignChanges() || lookAround()
      guard isNew else { return }
      evaluate()
    }
  }

  /// Takes note of guards that are 0 because the pieces on the two sides differ.
  ///
  /// Where one guard of a node is not known, the others are not 0, and what it compares is
  /// continuous at the point, only that guard can have changed its sign.
  private func noteSignChanges() -> Bool {
    guard let evaluation, let left, let right else { return false }
    var isNew = false
    lazy var known = (agreements(with: left), agreements(with: right))
    for k in undecidedNodes {
      guard let a = left.pieces[k], let b = right.pieces[k], a != b else { continue }
      let guards = evaluation.guards(of: k)
      // A rule may ask for one difference twice, and for its opposite.
      let open = guards.filter { !$0.sign.isKnown }
      let isOne = open.dropFirst().allSatisfy {
        ($0 - open[0]).sign.isCertainly(.zero) || ($0 + open[0]).sign.isCertainly(.zero)
      }
      guard !open.isEmpty, isOne, !guards.contains(where: { $0.sign.isCertainly(.zero) }),
        operandsAgree(k, known.0, onlyCompared: true), operandsAgree(k, known.1, onlyCompared: true)
      else { continue }
      if open[0].noteZero() { isNew = true }
    }
    return isNew
  }

  /// Decides guards at the point by their signs all around it.
  private mutating func lookAround() -> Bool {
    guard let evaluation, let extent = neighbourhood else { return false }
    // Pieces hold all around where both sides take them and the point can take no other value.
    var frozen = settledPieces
    if let left, let right {
      for (k, piece) in left.pieces where right.pieces[k] == piece && frozen[k] == nil {
        let isSame = evaluation.active[k].map { $0.isDecided && $0.piece == piece } ?? false
        if isSame || !program.application(k).canJump { frozen[k] = piece }
      }
    }
    guard
      let around = try? program.evaluate(
        at: decomposition.path.enclosures(on: extent, order: 2), frozen: frozen)
    else { return false }
    var isNew = false
    for k in undecidedNodes {
      guard let active = around.active[k], active.isDecided, !active.ties else { continue }
      settledPieces[k] = active.piece
      isNew = true
    }
    for k in openDomains where around.values[k] != nil {
      guard around.guards(of: k).allSatisfy({ $0.sign.isCertainlyNot(.zero) }) else { continue }
      insideNodes.insert(k)
      isNew = true
    }
    return isNew
  }

  // MARK: - Limits from the sides

  /// Tells of every node whether its limit on a cell beside the point is known to be its value
  /// there (`true`), known not to be (`false`), or neither.
  ///
  /// A node is continuous where its rule is and its operands are; where its value jumps from piece
  /// to piece, the same piece must be taken.
  func agreements(with cell: Decomposition.Cell?) -> [Bool?] {
    var result = [Bool?](repeating: nil, count: program.m)
    for i in 0..<program.p { result[i] = true }
    guard let evaluation, let side = self.evaluation(of: cell) else { return result }
    let open = Set(openDomains)
    for k in program.p..<program.m {
      guard let a = evaluation.values[k], let b = side.values[k] else { continue }
      switch compare(a, b) {
      case .equal: result[k] = true
      case .different: result[k] = false
      case .unknown:
        guard a.exists, b.exists, !open.contains(k), isContinuous(k, cell) else { continue }
        if operandsAgree(k, result, onlyCompared: false) { result[k] = true }
      }
    }
    return result
  }

  /// `true` iff node `k` is a continuous function of its operands from the cell to the point.
  private func isContinuous(_ k: Int, _ cell: Decomposition.Cell?) -> Bool {
    guard let evaluation else { return false }
    let application = program.application(k)
    if case .function(let rule) = application.primitive.kind {
      return !rule.mayFail || !rule.hasEdge(evaluation.operandValues(k))
        || application.operands.count == 1
    }
    guard application.canJump else { return true }
    guard let piece = evaluation.frozen[k] ?? decidedPiece(k) else { return false }
    return piece == cell?.pieces[k]
  }

  private func decidedPiece(_ k: Int) -> Piece? {
    guard let active = evaluation?.active[k], active.isDecided else { return nil }
    return active.piece
  }

  /// `true` iff the operands that node `k` has at the point agree: those that a branch compares, or
  /// the one that it takes.
  private func operandsAgree(_ k: Int, _ known: [Bool?], onlyCompared: Bool) -> Bool {
    let application = program.application(k)
    var operands = Array(application.operands)
    if application.runsOnlyChosenOperand {
      if onlyCompared {
        operands.removeLast(2)
      } else {
        guard let piece = evaluation?.frozen[k] ?? decidedPiece(k) else { return false }
        operands = [operands[operands.count - 2 + piece[0]]]
      }
    }
    return operands.allSatisfy { $0.node.map { known[$0] == true } ?? true }
  }

  /// A neighbourhood of the point that reaches into the cells beside it.
  private var neighbourhood: OpenCell? {
    let margin = Rational(1, 1024)
    func reach(_ cell: Decomposition.Cell?) -> Rational {
      cell.map { Self.share(of: $0.extent, at: location.double) } ?? margin
    }
    let low = location.lower.bounds.lower - min(margin, reach(left))
    let high = location.upper.bounds.upper + min(margin, reach(right))
    return OpenCell(from: AlgebraicNumber(low), to: AlgebraicNumber(high))
  }

  /// A part of the way from a point beside a cell to a number inside it.
  private static func share(of extent: OpenCell, at place: Double) -> Rational {
    let distance = (extent.sample - Rational(place)).magnitude
    return distance.isDefined ? distance * Rational(1, 2) : Rational(1, 1024)
  }
}
