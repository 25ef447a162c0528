import ADLPrograms

/// A program with every tie resolved to one piece, near the point of an evaluation: a program of
/// elementary functions, whose derivatives are the plain chain rule.
struct FrozenProgram {
  let program: Program
  let evaluation: Evaluation<Tiered>

  /// The pieces of the selections that tie, and of those that the evaluation holds to one.
  private(set) var pattern: [Int: Piece]

  /// The sites whose contributions are left out of the derivatives.
  private var cut: [Int: Set<Int>] = [:]

  private let cache: PartialCache
  private let scratch: SweepScratch

  /// The nodes that pass nothing on.
  private let silent: Set<Int>

  /// Creates the program as its own index has it at the point of `evaluation`, but for `choices`,
  /// with nothing passing through the nodes `silent`.
  init(
    _ evaluation: Evaluation<Tiered>, holding choices: [TieUnit.Place: Int] = [:],
    silent: Set<Int> = []
  ) {
    self.silent = silent
    program = evaluation.program
    self.evaluation = evaluation
    pattern = evaluation.frozen
    cache = PartialCache(evaluation.program.m)
    scratch = SweepScratch(evaluation.program.m)
    for k in evaluation.tiedNodes where pattern[k] == nil {
      pattern[k] = evaluation.active[k]?.piece
    }
    for (place, alternative) in choices { hold(place, to: alternative) }
  }

  /// Holds the selection at `place` to `alternative` there.
  mutating func hold(_ place: TieUnit.Place, to alternative: Int) {
    pattern[place.node]?[place.site] = alternative
  }

  /// The evaluation together with the arms and sides of the conditions that tie.
  var surroundings: Evaluation<Tiered> {
    if let known = cache.surroundings { return known }
    let surroundings = evaluation.withSurroundings
    cache.surroundings = surroundings
    return surroundings
  }

  /// Returns the program with nothing passing through the choices of `units`.
  func cutting(_ units: [TieUnit]) -> FrozenProgram {
    var result = self
    for unit in units {
      for place in unit.places { result.cut[place.node, default: []].insert(place.site) }
    }
    return result
  }

  /// d_k, the gradient of g_k in its operands, with the pieces held.
  func partials(_ k: Int) -> [Partial<Tiered>] {
    if let piece = pattern[k] { return partials(k, of: piece) }
    if let known = cache.partials[k] { return known }
    let partials =
      silent.contains(k)
      ? [Partial<Tiered>](repeating: .zero, count: program.application(k).operands.count)
      : evaluation.localDerivative(k, under: .paper)
    cache.partials[k] = partials
    return partials
  }

  /// ∇f_i for the piece i of the selection at node `k`, without the sites that are cut.
  private func partials(_ k: Int, of piece: Piece) -> [Partial<Tiered>] {
    let application = program.application(k)
    guard let rule = application.primitive.selection else { return [] }
    let x = operandValues(k)
    guard let cut = cut[k] else { return rule.partials(of: piece, x, application.parameter) }
    var d = [Partial<Tiered>](repeating: .zero, count: x.count)
    for (site, alternative) in piece.enumerated() where !cut.contains(site) {
      for term in rule.terms(site: site, alternative: alternative, x, application.parameter) {
        d[term.operand] = d[term.operand].adding(term.partial)
      }
    }
    return d
  }

  /// Calls `body` with the operands of node `k` that are nodes and its partial derivatives in them,
  /// those that are 0 left out where the node takes operands by their ranks.
  ///
  /// - Complexity: that of the operands; of a rank, of the one that it takes.
  private func forEachPartial(_ k: Int, _ body: (Int, Partial<Tiered>) -> Void) {
    let application = program.application(k)
    guard let piece = pattern[k], application.ranksOperands else {
      for (operand, partial) in zip(application.operands, partials(k)) {
        if let j = operand.node { body(j, partial) }
      }
      return
    }
    let x = operandValues(k)
    let first = application.operands.startIndex
    for (site, alternative) in piece.enumerated() where cut[k]?.contains(site) != true {
      let terms = application.primitive.selection!.terms(
        site: site, alternative: alternative, x, application.parameter)
      for term in terms {
        if let j = application.operands[first + term.operand].node { body(j, term.partial) }
      }
    }
  }

  /// The values of the operands of node `k`; ranks that follow one another share theirs.
  func operandValues(_ k: Int) -> [Tiered] {
    let operands = program.application(k).operands
    if let last = cache.operands, last.operands == operands { return last.values }
    let values = evaluation.operandValues(k)
    cache.operands = (operands, values)
    return values
  }

  /// Returns the adjoints of all nodes after the backward sweep from `seeds`; `nil` where no path
  /// of non-zero entries leads.
  func sweep(from seeds: [(node: Int, weight: Tiered)]) -> [Tiered?] {
    Work.count(Cost.rational * program.m)
    var v = [Tiered?](repeating: nil, count: program.m)
    var last = -1
    for seed in seeds {
      v[seed.node] = v[seed.node].map { $0 + seed.weight } ?? seed.weight
      last = max(last, seed.node)
    }
    guard last >= program.p else { return v }
    for t in stride(from: last, through: program.p, by: -1) {
      guard let adjoint = v[t], !adjoint.isZero else { continue }
      forEachPartial(t) { j, partial in
        guard let contribution = partial.scaling(adjoint), !contribution.isZero else { return }
        v[j] = v[j].map { $0 + contribution } ?? contribution
      }
    }
    return v
  }

  /// Returns the gradient of a linear combination of nodes, one entry per input.
  ///
  /// - Complexity: that of the nodes which the seeds depend on, besides m / 64.
  func gradient(from seeds: [(node: Int, weight: Tiered)]) -> [Tiered] {
    Work.count(Cost.rational * program.p)
    return GradientShare(count: program.p, reached(from: seeds)).all
  }

  /// Returns the entries of that gradient which are reached, by increasing position.
  ///
  /// - Complexity: that of the nodes which the seeds depend on, besides m / 64.
  func reached(from seeds: [(node: Int, weight: Tiered)]) -> [(position: Int, number: Tiered)] {
    Work.count(program.m / 64)
    var reached: [(position: Int, number: Tiered)] = []
    for seed in seeds { scratch.add(seed.weight, to: seed.node) }
    while let (t, adjoint) = scratch.takeLast() {
      Work.count(Cost.application)
      if t < program.p {
        reached.append((t, adjoint))
        continue
      }
      if adjoint.isZero { continue }
      forEachPartial(t) { j, partial in
        guard let contribution = partial.scaling(adjoint), !contribution.isZero else { return }
        scratch.add(contribution, to: j)
      }
    }
    return reached.reversed()
  }

  /// Returns the Jacobian, row by row.
  func jacobian() -> [Tiered] {
    program.outputs.flatMap { gradient(from: [($0, Tiered(1))]) }
  }
}

/// What was computed of a frozen program so far, and does not depend on the pieces held: partial
/// derivatives by node, and the values around.
private final class PartialCache {
  var partials: [[Partial<Tiered>]?]
  var surroundings: Evaluation<Tiered>?

  /// The operands that were asked for last, with their values.
  var operands: (operands: ArraySlice<Operand>, values: [Tiered])?

  init(_ count: Int) { partials = Array(repeating: nil, count: count) }
}
