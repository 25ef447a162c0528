import ADLPrograms

/// A program seen from one point: what ties there, by exact arithmetic as far as it goes, and the
/// questions that can be asked about it.
///
/// The point is a real vector, not the nearest doubles: rational programs are evaluated in exact
/// rationals, the rest in certified intervals, and doubles decide what intervals cannot; each
/// answer says which (semantics, section 8).
public struct PointAnalysis: Sendable {
  /// The program.
  public let program: Program

  /// The point, one entry per input.
  public let point: [Certified]

  /// The size below which a number counts as zero in comparisons; 0 by default.
  public let tolerance: Double

  /// The nodes at which pieces meet, in program order.
  public let tiedNodes: [TiedNode]

  /// The needed nodes that have a value but no derivative, in program order, but for `norms`.
  public let edges: [DomainEdge]

  /// The needed nodes that are norms of what vanishes at the point, in program order.
  public let norms: [VanishingNorm]

  /// The nodes without a derivative that pass none on all the same: norms, whose part in gradients
  /// is given apart, and what is constant around the point.
  let silent: Set<Int>

  /// Where evaluation in doubles goes another way.
  public let divergences: [DoubleDivergence]

  /// The nodes with a guard whose sign only doubles (or the tolerance) decided.
  public let decidedByDoubles: [Int]

  /// By what means the ties at the point are known: the weakest needed for any comparison.
  public let tier: Tier

  /// Those of them that no tolerance decides either: doubles are not proof, so such a guard may be
  /// 0 or have either sign.
  var unseparated: [Int] { tolerance > 0 ? [] : decidedByDoubles }

  let evaluation: Evaluation<Tiered>

  /// `true` iff guards that intervals cannot tell from 0 are taken for 0.
  let tiesUndecided: Bool

  /// The point, as the numbers of the analysis.
  var inputs: [Tiered] {
    point.map { Tiered($0, tolerance: tolerance, tiesUndecided: tiesUndecided) }
  }

  /// Evaluates `program` at `x`.
  ///
  /// - Complexity: one evaluation in certified numbers and one in doubles.
  /// - Parameter cancellation: asked every 2^12 nodes; where it ends the evaluation, what is
  ///   returned
  ///   or thrown says nothing.
  public init(
    _ program: Program, at x: [Certified], tolerance: Double = 0,
    cancellation: Cancellation = .never
  ) throws(PointFailure) {
    try self.init(
      program, at: x, tolerance: tolerance, tiesUndecided: false, cancellation: cancellation)
  }

  /// About how many bytes the analysis of a program takes: values and partial derivatives by node,
  /// an adjoint of every output by node, and Jacobians.
  public static func memory(of program: Program) -> Int {
    let numbers = 8 * program.m + program.q * (program.m + 3 * program.p)
    return numbers * MemoryLayout<Tiered?>.stride
  }

  /// About how many steps an evaluation of `program` in exact numbers is charged, where that is much:
  /// an analysis is several.
  ///
  /// Smaller programs are evaluated whatever is left of a budget.
  public static func steps(of program: Program) -> Int {
    let operands = program.operandCount
    return operands > 1 << 22 ? operands * Cost.rational / Work.operationsPerStep : 0
  }

  /// Evaluates `program` at `x`; where `tiesUndecided`, guards that intervals cannot tell from 0
  /// are 0.
  init(
    _ program: Program, at x: [Certified], tolerance: Double, tiesUndecided: Bool,
    cancellation: Cancellation = .never
  ) throws(PointFailure) {
    guard x.count == program.p else {
      throw .dimension(expected: program.p, given: x.count)
    }
    self.program = program
    point = x
    self.tolerance = tolerance
    self.tiesUndecided = tiesUndecided
    let evaluation: Evaluation<Tiered>
    do {
      evaluation = try program.evaluate(
        at: x.map { Tiered($0, tolerance: tolerance, tiesUndecided: tiesUndecided) },
        cancellation: cancellation)
    } catch {
      throw .domain(error)
    }
    if let output = evaluation.outputs.firstIndex(where: { !$0.isDefined }) {
      throw .undefined(output: output)
    }
    self.evaluation = evaluation
    let doubles = try? program.evaluate(at: x.map(\.double), domain: .notANumber)
    let decisions = Decisions(evaluation, doubles)
    tiedNodes = decisions.tiedNodes
    divergences = decisions.divergences
    decidedByDoubles = decisions.decidedByDoubles
    tier = decisions.tier
    let frozen = FrozenProgram(evaluation)
    let beside = Reach(frozen, countsZeros: true)
    let found = decisions.edges(Reach(frozen), beside: beside)
    let isCertain = tolerance == 0 && !tiesUndecided && decidedByDoubles.isEmpty
    let vanishing = VanishingNorms(
      isCertain ? found.map(\.node).filter { beside.isLive($0) } : [], in: evaluation)
    silent = vanishing.silent
    norms = vanishing.norms
    if silent.isEmpty {
      edges = found
    } else {
      // What stands below a silent node is not reached through it.
      let heard = FrozenProgram(evaluation, silent: vanishing.silent)
      let (isNorm, isSilent) = (Set(vanishing.norms.map(\.node)), vanishing.silent)
      edges = decisions.edges(Reach(heard), beside: Reach(heard, countsZeros: true))
        .filter { !isNorm.contains($0.node) }
        .map { isSilent.contains($0.node) ? $0.unreached : $0 }
    }
  }

  /// The program as it runs at the point, with nothing passing through what is silent.
  var frozen: FrozenProgram { FrozenProgram(evaluation, silent: silent) }

  /// The function at the point, without the derivatives that the program's author states.
  var ofFunction: PointAnalysis {
    let own = try? PointAnalysis(
      program.function, at: point, tolerance: tolerance, tiesUndecided: tiesUndecided)
    return own ?? self
  }

  /// The values of the outputs.
  public var values: [Certified] { evaluation.outputs.map(\.certified) }

  /// `true` iff a value or a derivative has no bounds, though no edge of a domain is met: it is too
  /// large or too small for every enclosure, or divided by what may be 0.
  public var isPastRange: Bool {
    if edges.contains(where: \.reachesOutput) { return false }
    if values.contains(where: { !$0.isBounded }) { return true }
    let gradient = evaluation.differentiateBackward(under: .paper).entries
    return gradient.contains { $0.certified.isDefined && !$0.certified.isBounded }
  }

  /// `true` iff derivatives meet no end of a domain, but a norm of what vanishes or ties that is
  /// not followed: ties depend on it, or it on ties, or its argument is not known exactly.
  public var meetsOnlyNorms: Bool {
    let reached = edges.filter(\.reachesOutput)
    return !reached.isEmpty && reached.allSatisfy(\.isLipschitz)
  }

}

extension PointAnalysis {
  /// `true` only if output `i` has its value also where selections are held to `pieces`: both are
  /// one expression at the point, however it is enclosed.
  func hasSameValue(holding pieces: [Int: Piece], output i: Int) -> Bool {
    let x = point.compactMap(\.rational)
    guard x.count == point.count else { return false }
    let table = AtomTable(inputs: 0)
    let inputs = x.map { NormalForm(constant: $0, table) }
    var own: [Int: Piece] = [:]
    for (k, active) in evaluation.active.enumerated() { own[k] = active?.piece }
    func value(_ pieces: [Int: Piece]) -> NormalForm? {
      try? program.evaluate(at: inputs, domain: .notANumber, frozen: pieces).outputs[i]
    }
    guard let held = value(pieces), let plain = value(own) else { return false }
    return NormalForm.areSame(held, plain)
  }
}

/// How the selections of an evaluation were decided.
private struct Decisions {
  let evaluation: Evaluation<Tiered>
  private(set) var tiedNodes: [TiedNode] = []
  private(set) var divergences: [DoubleDivergence] = []
  private(set) var decidedByDoubles: [Int] = []

  init(_ evaluation: Evaluation<Tiered>, _ doubles: Evaluation<Double>?) {
    self.evaluation = evaluation
    var shared = SharedOperands(evaluation)
    for k in evaluation.active.indices {
      guard let active = evaluation.active[k] else { continue }
      let application = evaluation.program.application(k)
      shared.meet(k, application)
      let tier = shared.areExact ? .exact : evaluation.tier(ofSelection: k)
      if tier >= .double { decidedByDoubles.append(k) }
      let plain = doubles?.active[k]
      if active.ties {
        tiedNodes.append(
          TiedNode(
            node: k, primitive: application.primitive, name: application.name,
            anchor: application.anchor, sites: active.sites,
            guards: shared.guards(k, application, active), tier: tier,
            isTiedInDoubles: plain?.sites.map(\.pieces) == active.sites.map(\.pieces)))
      }
      guard let plain, plain.sites.map(\.pieces) != active.sites.map(\.pieces) else { continue }
      let kind: DoubleDivergence.Kind =
        active.ties ? .missedTie : plain.ties ? .falseTie : .otherPiece
      divergences.append(DoubleDivergence(node: k, anchor: application.anchor, kind: kind))
    }
  }

  /// By what means all of them are known: the weakest needed.
  var tier: Tier {
    if tiedNodes.contains(where: { $0.tier == .tolerance }) { return .tolerance }
    if !decidedByDoubles.isEmpty { return .double }
    var shared = SharedOperands(evaluation)
    let isEnclosed = evaluation.active.indices.contains { k in
      guard evaluation.active[k] != nil else { return false }
      shared.meet(k, evaluation.program.application(k))
      return !shared.areExact
        && evaluation.operandValues(k).contains { $0.isDefined && !$0.certified.isExact }
    }
    return isEnclosed ? .interval : .exact
  }

  /// The domain edges, with whether derivatives pass through them: where the slope is unbounded
  /// beside the point, also through an entry that is 0 at the point.
  func edges(_ reach: Reach, beside: Reach) -> [DomainEdge] {
    let program = evaluation.program
    return (program.p..<program.m).compactMap { k in
      guard let value = evaluation.values[k] else { return nil }
      let application = program.application(k)
      guard case .function(let rule) = application.primitive.kind,
        case let x = evaluation.operandValues(k), rule.hasEdge(x)
      else {
        return nil
      }
      return DomainEdge(
        node: k, primitive: application.primitive, anchor: application.anchor,
        arguments: x.map(\.certified), value: value.certified,
        reachesOutput: (rule.isLipschitz ? reach : beside).isLive(k),
        isLipschitz: rule.isLipschitz)
    }
  }
}

/// What selections that follow one another know of the operands that they share: the order
/// statistics of one vector are as many as its entries.
private struct SharedOperands {
  private let evaluation: Evaluation<Tiered>
  private var operands: ArraySlice<Operand> = []
  private var known: (sites: [ActiveSet.Site], guards: [Guard])?

  /// `true` iff the operands are numbers known exactly, which no tolerance blurs: then what an index
  /// says of them is certain.
  private(set) var areExact = false

  init(_ evaluation: Evaluation<Tiered>) { self.evaluation = evaluation }

  /// Turns to the operands of node `k`, the same as those before or others.
  mutating func meet(_ k: Int, _ application: Application) {
    // Shared operands are one slice, which compares at once.
    guard operands.isEmpty || operands != application.operands else { return }
    operands = application.operands
    known = nil
    areExact = evaluation.operandValues(k).allSatisfy {
      $0.tolerance == 0 && $0.isDefined && $0.certified.isExact
    }
  }

  /// The guards that vanish at node `k`, which has the operands met last.
  mutating func guards(_ k: Int, _ application: Application, _ active: ActiveSet) -> [Guard] {
    guard application.ranksOperands else { return LocalGuards(k, in: evaluation).vanishing }
    if let known, known.sites.map(\.pieces) == active.sites.map(\.pieces) { return known.guards }
    let guards = LocalGuards(k, in: evaluation).vanishing
    known = (active.sites, guards)
    return guards
  }
}

extension Evaluation<Tiered> {
  /// By what means the active set of the selection at node `k` is known.
  func tier(ofSelection k: Int) -> Tier {
    let application = program.application(k)
    guard let active = active[k], let rule = application.primitive.selection else { return .exact }
    let x = settledOperandValues(k)
    let certain = rule.active(x.map(\.certified), application.parameter)
    if certain.isDecided, certain.sites == active.sites {
      return x.allSatisfy { $0.certified.isExact || !$0.isDefined } ? .exact : .interval
    }
    return certain.isDecided && x.contains { $0.tolerance > 0 } ? .tolerance : .double
  }

  /// `true` iff the active set of the selection at node `k` does not rest on doubles.
  func isCertain(_ k: Int) -> Bool { tier(ofSelection: k) != .double }
}
