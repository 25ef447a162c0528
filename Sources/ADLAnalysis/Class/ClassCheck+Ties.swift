import ADLPrograms

/// Ties on sets with interior, in several variables.
extension ClassCheck {
  /// How many places of a tie are looked at, and how many points around each.
  private static let tiePlacesTried = 6
  private static let pointsAround = 5

  /// Keeps the ties that hold on an open set: the pieces that meet are one function, or the tie
  /// holds at points around its place in every direction.
  mutating func proveInteriorTies() {
    for (k, places) in tiePlaces.sorted(by: { $0.key < $1.key }) {
      for (point, pieces) in places.prefix(Self.tiePlacesTried) where interiorTies[k] == nil {
        if piecesAgree(at: k, point, pieces) || tiesAround(point, k) {
          interiorTies[k] = point.map(\.known)
        }
      }
    }
  }

  /// `true` iff two pieces of node `k` that meet at `point` are one function of the inputs, or the
  /// condition of a branch compares a function with itself.
  private func piecesAgree(at k: Int, _ point: [Rational], _ pieces: [Int: Piece]) -> Bool {
    let x = point.map { Certified($0) }
    guard case .selection(let rule) = program.application(k).primitive.kind,
      let here = try? program.evaluate(at: x, domain: .notANumber, frozen: pieces),
      let active = here.active[k]
    else { return false }
    var frozen = pieces
    for j in program.p..<program.m where frozen[j] == nil { frozen[j] = here.active[j]?.piece }
    let inputs = AtomTable(inputs: program.p).inputs(program.p)
    guard
      let forms = try? program.evaluate(at: inputs, domain: .notANumber, frozen: frozen),
      forms.values[k] != nil
    else { return false }
    let application = program.application(k)
    if application.canJump {
      return forms.guards(of: k).contains { $0.isKnown && $0.isZero }
    }
    for (site, tied) in active.sites.enumerated() where tied.ties {
      let values = tied.pieces.map { alternative in
        var piece = active.piece
        piece[site] = alternative
        return rule.value(of: piece, forms.operandValues(k), application.parameter)
      }
      for i in values.indices {
        if values[..<i].contains(where: { NormalForm.areSame($0, values[i]) }) { return true }
      }
    }
    return false
  }

  /// `true` iff the node ties at random points around `point`, exactly.
  private mutating func tiesAround(_ point: [Rational], _ k: Int) -> Bool {
    for _ in 0..<Self.pointsAround {
      let near = point.map {
        Certified($0 + Rational(Int.random(in: -9999...9999, using: &random), 10_000_000))
      }
      guard let evaluation = try? program.evaluate(at: near),
        let active = evaluation.active[k], active.isDecided, active.ties
      else { return false }
    }
    return true
  }
}
