import ADLPrograms

/// Proves branches continuous for themselves: where a guard z turns, their values agree, since z
/// divides the difference u - v of the two.
///
/// The divisibility is one of polynomials in the inputs, in analytic functions that exist
/// everywhere, and in other selections, which stand for themselves. What may leave a domain proves
/// nothing: u may be z/z.
///
/// Or their values agree on every face of the cells of the few nodes that the branch depends on,
/// where it is affine in these: `if v < 0 or w < 0 then u else u + min(v, w)`.
///
/// Near one point more is known: what lies inside its domain stays there, a selection that does not
/// tie keeps its piece, and a guard that is not 0 does not turn.
struct BranchContinuity {
  /// The most work that the faces of one branch may cost.
  private static let faceLimit = 20_000

  private let program: Program
  private let work: Work
  private let table: AtomTable

  /// The values at the point around which it is asked, of all nodes; `nil` for everywhere.
  private let local: Evaluation<Tiered>?

  private var forms: [NormalForm] = []

  /// The first node of every application that was met.
  private var known: [Key: Int] = [:]

  private struct Key: Hashable {
    let primitive: Primitive
    let parameter: Parameter
    let operands: [NormalForm.Terms]
  }

  /// The nodes that are continuous in the inputs, everywhere or around the point.
  private(set) var continuousNodes: Set<Int> = []

  /// Finds the nodes of `program` that are continuous everywhere or, for an evaluation of all of
  /// its nodes, around the point of that.
  init(_ program: Program, around local: Evaluation<Tiered>? = nil, _ work: Work) {
    self.program = program
    self.work = work
    self.local = local
    table = AtomTable(inputs: program.p)
    forms = table.inputs(program.p)
    continuousNodes = Set(0..<program.p)
    for k in program.p..<program.m { look(at: k) }
  }

  private mutating func look(at k: Int) {
    let application = program.application(k)
    let nodes = application.operands.compactMap(\.node)
    let isSafe =
      (!program.canFail(k) || isInside(k, application))
      && nodes.allSatisfy(continuousNodes.contains)
    let x = application.operands.map { operand in
      operand.node.map { forms[$0] } ?? NormalForm(program.literals[operand.literal!])
    }
    var isContinuous = isSafe
    switch application.primitive.kind {
    case .function(let rule):
      forms.append(rule.value(x, application.parameter))
    case .selection(let rule):
      if let piece = keptPiece(k) {
        forms.append(rule.value(of: piece, x, application.parameter))
        break
      }
      if application.canJump {
        isContinuous = isSafe && (agree(k, application, x) || meets(k, application))
      }
      // Equal applications to equal operands are one function.
      let key = Key(
        primitive: application.primitive, parameter: application.parameter,
        operands: x.map(\.terms))
      let representative = x.allSatisfy(\.isKnown) ? known[key] ?? k : k
      known[key] = representative
      forms.append(NormalForm(atom: table.atom(.node(representative)), table))
    }
    if isContinuous { continuousNodes.insert(k) }
  }

  /// `true` iff node `k` lies inside its domain at the point, and so around it.
  private func isInside(_ k: Int, _ application: Application) -> Bool {
    guard let local, local.values[k]?.isDefined == true else { return false }
    let x = local.operandValues(k).map(\.certified)
    let domain = application.primitive.rule.domain
    guard case .function(let rule) = application.primitive.kind,
      !rule.hasEdge(x), rule.violation(x) == nil
    else { return false }
    return (domain.value + domain.derivative).allSatisfy { $0.holds(x) == true }
  }

  /// The piece that the selection at node `k` has around the point, where it does not tie there.
  private func keptPiece(_ k: Int) -> Piece? {
    guard let local, let active = local.active[k], active.isDecided, !active.ties,
      local.isCertain(k)
    else { return nil }
    return active.piece
  }

  /// `true` only if the branch at node `k` is continuous in what it depends on, which is.
  private func meets(_ k: Int, _ application: Application) -> Bool {
    // On a line the limits of every joint decide.
    guard program.p > 1, application.runsOnlyChosenOperand,
      let slice = BranchSlice(k, of: program, forms),
      slice.leaves.allSatisfy(continuousNodes.contains)
    else { return false }
    var values: [Rational]?
    if let local {
      let known = slice.leaves.compactMap { local.values[$0]?.certified.rational }
      guard known.count == slice.leaves.count else { return false }
      values = known
    }
    return work.spending(atMost: Self.faceLimit) { slice.isContinuous(near: values, work) }
  }

  /// `true` iff all guards that may turn divide the differences of all pieces.
  private func agree(_ k: Int, _ application: Application, _ x: [NormalForm]) -> Bool {
    var sides: [NormalForm] = []
    var pieces: [NormalForm] = []
    switch application.parameter {
    case .condition(let condition):
      sides = Array(x.prefix(2 * condition.comparisonCount))
      pieces = x.suffix(2)
    case .selection(let definition):
      // Pieces and sides must exist everywhere themselves.
      guard (definition.pieces + [definition.sides].compactMap(\.self)).allSatisfy(\.isTotal)
      else { return false }
      sides = definition.sides.flatMap { try? $0.evaluate(at: x).outputs } ?? []
      pieces = definition.pieces.compactMap { try? $0.evaluate(at: x).outputs[0] }
      guard pieces.count == definition.pieces.count,
        definition.sides == nil || !sides.isEmpty
      else { return false }
    default: return false
    }
    let guards = stride(from: 0, to: sides.count, by: 2).map { sides[$0] - sides[$0 + 1] }
    let here = local?.comparedValues(k) ?? []
    let differences = pieces.dropFirst().map { $0 - pieces[0] }
    return guards.enumerated().allSatisfy { i, difference in
      if here.count == sides.count,
        Certified.order(here[2 * i], here[2 * i + 1]).isCertainlyNot(.zero)
      {
        return true
      }
      // A guard that never vanishes never turns.
      if let constant = difference.constant, constant != .zero { return true }
      return differences.allSatisfy { $0.isDivisible(by: difference) }
    }
  }
}

extension Evaluation<Tiered> {
  /// The values that the condition, or the conditions, of node `k` compare, two for each
  /// comparison; none where they are not known.
  func comparedValues(_ k: Int) -> [Certified] {
    let application = program.application(k)
    let x = operandValues(k).map(\.certified)
    switch application.parameter {
    case .condition(let condition): return Array(x.prefix(2 * condition.comparisonCount))
    case .selection(let definition):
      return definition.sides.flatMap { try? $0.evaluate(at: x).outputs } ?? []
    default: return []
    }
  }
}

extension Program {
  /// `true` iff no node can leave its domain.
  fileprivate var isTotal: Bool { !(p..<m).contains(where: canFail) }
}
