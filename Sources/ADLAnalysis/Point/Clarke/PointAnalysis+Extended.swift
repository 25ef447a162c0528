import ADLPrograms

extension PointAnalysis {
  /// Returns the program with `choices` held, evaluated together with every side of the conditions
  /// that tie: near the point a condition may ask for what it does not ask for at the point.
  ///
  /// `nil` where an arm that the choices lead to is not defined at the point.
  func extended(holding choices: [TieUnit.Place: Int] = [:]) -> FrozenProgram? {
    let pieces = pieces(of: choices)
    let x = inputs
    guard var moved = try? program.evaluate(at: x, frozen: pieces) else { return nil }
    var wanted: [Int] = []
    while true {
      let missing = moved.missingSides
      if missing.isEmpty { return FrozenProgram(moved, holding: choices, silent: silent) }
      wanted += missing
      // What only the sides need may be undefined; then it decides nothing.
      guard
        let next = try? program.evaluate(
          at: x, domain: .notANumber, frozen: pieces, needing: wanted)
      else { return nil }
      moved = next
    }
  }
}

extension PointAnalysis {
  /// The pieces that `choices` hold when the program is evaluated anew: those of selections with
  /// one site. Selections with several agree in value at a tie, so only their derivatives are held.
  func pieces(of choices: [TieUnit.Place: Int]) -> [Int: Piece] {
    var pieces: [Int: Piece] = [:]
    for (place, alternative) in choices where evaluation.hasOneSite(place.node) {
      pieces[place.node] = [alternative]
    }
    return pieces
  }

  /// Returns what is not defined at the point when the program is held to `pieces`, if anything.
  func violation(holding pieces: [Int: Piece]) -> DomainViolation? {
    let x = inputs
    do throws(DomainViolation) {
      _ = try program.evaluate(at: x, frozen: pieces)
      return nil
    } catch {
      return error
    }
  }
}

extension Evaluation<Tiered> {
  /// The sides of conditions that tie, as far as they have no value.
  fileprivate var missingSides: [Int] {
    tiedNodes.flatMap { k in
      program.application(k).comparedOperands.compactMap(\.node).filter { values[$0] == nil }
    }
  }
}
