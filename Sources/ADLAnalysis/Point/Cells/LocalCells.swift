import ADLPrograms

/// All open cells near a point of a program whose guards are rational functions of at most three
/// inputs there, curved or not.
///
/// The guards are those that the program asks for at the points found, and points are found for
/// those guards, until neither is new. Then every cell has a point in it at which each guard that
/// is asked for has the sign that it has in all of the cell.
struct LocalCells {
  /// What the program takes in one cell.
  struct Sample {
    /// A displacement from the point into the cell, or along which it lies, on all inputs.
    let direction: [Rational]
    let pieces: [Int: Piece]

    /// `true` iff the cell contains no cone of directions.
    let isThin: Bool
  }

  private let analysis: PointAnalysis
  private let inputs: [Int]
  private let work: Work

  /// The guards, none of which is a multiple of another or constant.
  private var guards: [LocalPolynomial] = []

  private(set) var samples: [Sample] = []

  /// The decomposition that shows all cells.
  private(set) var decomposition: OpenSamples

  /// The most guards that are followed.
  private static let guardLimit = 12
  private static let roundLimit = 12

  /// Finds the cells of the program of `analysis` in the given inputs, the others held; `nil` where
  /// a guard is none that is followed, or it is too much work.
  init?(_ analysis: PointAnalysis, _ inputs: [Int], _ work: Work) throws(Stop) {
    guard (2...3).contains(inputs.count), analysis.tolerance == 0 else { return nil }
    self.analysis = analysis
    self.inputs = inputs
    self.work = work
    guard let none = try OpenSamples([], count: inputs.count, work) else { return nil }
    decomposition = none
    // First the cells that contain cones: those of the lowest parts of the guards.
    guard let wide = try settle(lowest: true) else { return nil }
    samples = wide.map { Sample(direction: full($0.0), pieces: $0.1, isThin: false) }
    // Homogeneous guards leave no other cells.
    if guards.allSatisfy({ $0.order == $0.degree }) { return }
    guard let all = try settle(lowest: false) else { return nil }
    samples += all.filter { point, _ in !isWide(point) }
      .map { Sample(direction: full($0.0), pieces: $0.1, isThin: true) }
  }

  private func full(_ displacement: [Rational]) -> [Rational] {
    var direction = [Rational](repeating: .zero, count: analysis.program.p)
    for (input, entry) in zip(inputs, displacement) { direction[input] = entry }
    return direction
  }

  /// `true` iff all guards have the signs of their lowest parts at `point`: then a cone of
  /// directions lies in its cell.
  private func isWide(_ point: [Rational]) -> Bool {
    guards.allSatisfy { form in
      let sign = form.lowestPart(point).exactSign
      return sign != .zero && sign == form(point).exactSign
    }
  }

  /// Returns points with their pieces, after guards and points have settled.
  private mutating func settle(lowest: Bool) throws(Stop) -> [([Rational], [Int: Piece])]? {
    for _ in 0..<Self.roundLimit {
      let forms = lowest ? guards.map(\.lowestPart) : guards
      guard let found = try OpenSamples(Array(Set(forms)), count: inputs.count, work)
      else { return nil }
      var result: [([Rational], [Int: Piece])] = []
      let known = guards.count
      for point in found.points {
        try work.charge()
        guard let run = Self.run(analysis, inputs, lowest ? .along(point) : .at(point)) else {
          return nil
        }
        for form in run.guards { add(form) }
        guard guards.count <= Self.guardLimit else { return nil }
        if let pieces = run.pieces { result.append((point, pieces)) }
      }
      if guards.count == known {
        decomposition = found
        return result.count == found.points.count ? result : nil
      }
    }
    return nil
  }

  private mutating func add(_ form: LocalPolynomial) {
    guard !form.isConstant else { return }
    // One for all multiples.
    let lead = form.terms.max { $0.key.lexicographicallyPrecedes($1.key) }!.value
    let scaled = form * LocalPolynomial(constant: lead.reciprocal, count: form.count)
    if !guards.contains(scaled) { guards.append(scaled) }
  }

  /// Adds polynomials to what cells are told apart by.
  mutating func tellApart(_ forms: [LocalPolynomial]) throws(Stop) -> Bool {
    let known = guards.count
    for form in forms where form.constantTerm.isZero { add(form) }
    if guards.count == known { return true }
    guard guards.count <= 2 * Self.guardLimit,
      let found = try OpenSamples(guards, count: inputs.count, work)
    else { return false }
    decomposition = found
    return true
  }

  /// Returns what the program takes at `place` and the guards that it asks for; the pieces are
  /// `nil` where a guard has no sign there, and all is where it is none that is followed.
  static func run(_ analysis: PointAnalysis, _ inputs: [Int], _ place: GermNumber.Place) -> (
    pieces: [Int: Piece]?, guards: [LocalPolynomial], evaluation: Evaluation<GermNumber>
  )? {
    let program = analysis.program
    let x = analysis.inputs.enumerated().map { j, value in
      GermNumber(value, variable: inputs.firstIndex(of: j), count: inputs.count, place)
    }
    guard let evaluation = try? program.evaluate(at: x, domain: .notANumber) else { return nil }
    var pieces: [Int: Piece] = [:]
    var guards: [LocalPolynomial] = []
    var isOpen = false
    for (k, active) in evaluation.active.enumerated() {
      guard let active else { continue }
      let questions = program.application(k).index!.trace(
        at: evaluation.operandValues(k), answers: []
      ).questions.map(\.difference)
      for question in questions where !question.isSettled {
        // What depends on a guard without a sign is told when that has one.
        guard let quotient = question.quotient else { continue }
        for form in [quotient.top, quotient.bottom] where !form.isConstant {
          if form.constantTerm.isZero { guards.append(form) }
        }
      }
      if !active.isDecided { isOpen = true }
      pieces[k] = active.piece
    }
    // A guard that has no sign is new; where none is, nothing is told.
    if isOpen { return guards.isEmpty ? nil : (nil, guards, evaluation) }
    return (pieces, guards, evaluation)
  }
}
