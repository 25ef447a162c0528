import ADLPrograms

/// What becomes of AD at one point in a format (semantics, section 13).
struct PrecisionOutcome {
  /// A guard is 0 in exact arithmetic, and the pieces that meet there are tied.
  var hasExactTie = false

  /// AD under the two conventions differs.
  var isBifurcation = false

  /// Where nothing ties exactly: AD under one of them differs from the sweep that takes the pieces
  /// which exact numbers choose.
  var isCompensation = false

  /// AD under one of them is not finite, though the value exists.
  var isNotFinite = false

  /// The nodes that tie, or take another piece than with exact numbers, and that a sweep comes by.
  var nodes: [Int] = []

  /// AD under the two conventions, and with the pieces of exact numbers where they were asked for.
  var gradients: [[Double]] = []
}

/// Runs a program in a format, and beside it in exact arithmetic, at one point after another.
struct PrecisionProbe<S: FloatingNumber> {
  let program: Program
  let conventions: [Convention]

  /// Looks at a point of numbers of the format.
  func look(at x: [Double]) -> Result<PrecisionOutcome, PrecisionFailure> {
    guard let exact = exactPieces(at: x) else { return .failure(.undecided) }
    guard case .known(let pieces, let hasTie) = exact else { return .failure(.outside) }
    let point = x.map { S(nearest: $0) }
    guard let own = try? program.evaluate(at: point, domain: .formula, frozen: [:]) else {
      return .failure(.outside)
    }
    var outcome = PrecisionOutcome()
    outcome.hasExactTie = hasTie
    let others = own.active.indices.filter { k in
      guard let active = own.active[k] else { return false }
      return active.ties || !active.isDecided || pieces[k].map { $0 != active.piece } ?? false
    }
    let first = sweeps(own, under: conventions[0])
    outcome.isNotFinite = !first.gradient.allSatisfy(\.isFinite)
    if others.isEmpty { return .success(outcome) }
    let second = sweeps(own, under: conventions[1])
    outcome.isNotFinite = outcome.isNotFinite || !second.gradient.allSatisfy(\.isFinite)
    outcome.gradients = [first.gradient, second.gradient]
    outcome.isBifurcation = Self.differ(first.gradient, second.gradient)
    if !hasTie,
      let frozen = try? program.evaluate(at: point, domain: .formula, frozen: pieces)
    {
      let gradient = sweeps(frozen, under: conventions[0]).gradient
      outcome.gradients.append(gradient)
      outcome.isCompensation = outcome.gradients.dropLast().contains { Self.differ($0, gradient) }
    }
    if outcome.isBifurcation || outcome.isCompensation {
      outcome.nodes = others.filter { first.isReached($0) || second.isReached($0) }
    }
    return .success(outcome)
  }

  // MARK: - Sweeps

  private struct Sweeps {
    var gradient: [Double] = []
    var adjoints: [[S?]] = []

    func isReached(_ k: Int) -> Bool {
      adjoints.contains { row in row[k].map { !$0.isZero } ?? false }
    }
  }

  private func sweeps(_ evaluation: Evaluation<S>, under convention: Convention) -> Sweeps {
    var sweeps = Sweeps()
    for i in 0..<program.q {
      let adjoints = evaluation.adjoints(output: i, under: convention)
      sweeps.gradient += adjoints.prefix(program.p).map { $0?.double ?? 0 }
      sweeps.adjoints.append(adjoints)
    }
    return sweeps
  }

  private static func differ(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).contains { $0 != $1 && !($0.isNaN && $1.isNaN) }
  }

  // MARK: - The pieces of exact numbers

  private enum Exact {
    case outside
    case known([Int: Piece], hasTie: Bool)
  }

  /// Returns the pieces that are chosen at `x` in exact arithmetic; `nil` where a guard is not
  /// decided.
  private func exactPieces(at x: [Double]) -> Exact? {
    if let enclosed = try? program.evaluate(
      at: x.map { Interval($0) }, domain: .diagnose, frozen: [:]),
      enclosed.undecidedNodes.isEmpty, enclosed.values.allSatisfy({ $0?.isDefined ?? true })
    {
      return Self.pieces(enclosed)
    }
    do throws(DomainViolation) {
      let certified = try program.evaluate(
        at: x.map { Certified(Rational($0)) }, domain: .diagnose, frozen: [:])
      if Work.hasEnded || !certified.undecidedNodes.isEmpty { return nil }
      return certified.outputs.allSatisfy(\.isDefined) ? Self.pieces(certified) : .outside
    } catch {
      return .outside
    }
  }

  private static func pieces<T: RealNumber>(_ evaluation: Evaluation<T>) -> Exact {
    var pieces: [Int: Piece] = [:]
    for (k, active) in evaluation.active.enumerated() {
      if let active { pieces[k] = active.piece }
    }
    return .known(pieces, hasTie: !evaluation.tiedNodes.isEmpty)
  }
}

/// Why nothing is said of a point.
enum PrecisionFailure: Error {
  case outside
  case undecided
}
