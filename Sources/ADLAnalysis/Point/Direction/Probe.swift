import ADLPrograms

/// A program along a curve x + t d_1 + t² d_2 + … for small positive t: probe and freeze
/// (semantics, section 5).
///
/// Each selection takes the piece that the germs of its guards choose. Where some guard's computed
/// coefficients all vanish, or an output's slope is not reached, the order is doubled. A guard
/// whose sides are one expression, or that is a rational function of low enough degree, then
/// vanishes identically, and the index takes what it takes where the guard is 0.
struct Probe {
  /// The highest order computed before a guard counts as undecided.
  static let orderLimit = 32

  /// The evaluation over series, at the order that decided.
  let evaluation: Evaluation<Series<Tiered>>
  let order: Int

  /// The selections with a guard that vanishes identically along the curve.
  private(set) var vanishing: [Int] = []

  /// The selections with a guard that vanishes up to the order limit, is not a number, or has a
  /// sign that nothing better than doubles decides.
  private(set) var undecided: [Int] = []

  /// Follows `program` along the curve with the given coefficients from d_1 on.
  ///
  /// - Requires: every coefficient has as many entries as `x`.
  /// - Throws: a violation of a domain at the start or for small positive t; `Stop` from `work`.
  init(_ program: Program, at x: [Tiered], along curve: [[Certified]], _ work: Work) throws {
    var order = curve.count
    while true {
      try work.charge(order)
      let inputs = x.indices.map { j -> Series<Tiered> in
        // What does not move is a constant: guards of it alone vanish for certain.
        if curve.allSatisfy({ $0[j].isZero }) { return Series(constant: x[j]) }
        return Series(
          [x[j]]
            + (0..<order).map { $0 < curve.count ? Tiered(curve[$0][j]) : Tiered(0) })
      }
      let evaluation = try program.evaluate(at: inputs)
      let unresolved = evaluation.tiedNodes + evaluation.undecidedNodes
      let (vanishing, open) = Self.separate(
        unresolved.sorted(), evaluation, order, degree: curve.count)
      try work.check()
      // A root halves the order, so the slope of an output may not be known yet.
      let isKnown =
        evaluation.outputs.allSatisfy { ($0.order ?? order) >= 1 }
        && !Self.meetsOpenDomain(evaluation)
      if open.isEmpty && isKnown || 2 * order > Self.orderLimit {
        self.evaluation = evaluation
        self.order = order
        self.vanishing = vanishing
        undecided = Set(open + Self.guessed(evaluation)).sorted()
        return
      }
      order *= 2
    }
  }

  /// `true` iff a function that does not exist everywhere is applied at the end of its domain, and
  /// on which side of that is not seen: the computed coefficients of the difference all vanish.
  private static func meetsOpenDomain(_ evaluation: Evaluation<Series<Tiered>>) -> Bool {
    let program = evaluation.program
    return (program.p..<program.m).contains { k in
      guard evaluation.values[k] != nil,
        case .function(let rule) = program.application(k).primitive.kind,
        !rule.domain.value.isEmpty
      else { return false }
      return rule.domainGuards(evaluation.operandValues(k)).contains { x in
        x.order.map { $0 >= 0 && x.coefficients.allSatisfy { $0.sign.isCertainly(.zero) } } ?? false
      }
    }
  }

  /// Returns the selections whose pieces only doubles tell, where no tolerance was asked for.
  private static func guessed(_ evaluation: Evaluation<Series<Tiered>>) -> [Int] {
    evaluation.active.indices.filter { k in
      guard let active = evaluation.active[k] else { return false }
      let application = evaluation.program.application(k)
      let x = evaluation.settledOperandValues(k)
      if x.contains(where: { $0.coefficients[0].tolerance > 0 }) { return false }
      let certain = application.primitive.selection?.active(
        x.map(\.certified), application.parameter)
      return certain?.isDecided != true || certain?.sites != active.sites
    }
  }

  /// Returns which of `nodes` have guards that vanish identically, and which are open at `order`.
  private static func separate(
    _ nodes: [Int], _ evaluation: Evaluation<Series<Tiered>>, _ order: Int, degree: Int
  ) -> (vanishing: [Int], open: [Int]) {
    guard !nodes.isEmpty else { return ([], []) }
    let program = evaluation.program
    // The degrees of all nodes under the pieces that the germs chose.
    var frozen: [Int: Piece] = [:]
    for (k, active) in evaluation.active.enumerated() { frozen[k] = active?.piece }
    let bounds = try? program.evaluate(
      at: [DegreeBound](repeating: DegreeBound(degree: degree), count: program.p),
      domain: .notANumber, frozen: frozen, needing: evaluation.needed)
    let identities = try? program.evaluate(
      at: AtomTable(inputs: program.p).inputs(program.p), domain: .notANumber, frozen: frozen,
      needing: evaluation.needed)
    var vanishing: [Int] = []
    var open: [Int] = []
    for k in nodes {
      if let bounds, let identities, evaluation.active[k]?.isDecided == true,
        isSettled(k, evaluation, bounds, identities, order)
      {
        vanishing.append(k)
      } else {
        open.append(k)
      }
    }
    return (vanishing, open)
  }

  /// `true` iff every guard of node `k` with vanishing coefficients vanishes identically.
  private static func isSettled(
    _ k: Int, _ evaluation: Evaluation<Series<Tiered>>, _ bounds: Evaluation<DegreeBound>,
    _ identities: Evaluation<NormalForm>, _ order: Int
  ) -> Bool {
    let application = evaluation.program.application(k)
    let germs = guards(application, evaluation.operandValues(k))
    let answers = germs.map { [$0.sign].known.first ?? .zero }
    let degrees = guards(application, bounds.operandValues(k), answers: answers)
    let expressions = guards(application, identities.operandValues(k), answers: answers)
    return germs.indices.allSatisfy { i in
      guard answers[i] == .zero, let known = germs[i].order else { return true }
      if i < expressions.count, expressions[i].isZero { return true }
      guard i < degrees.count, let bound = degrees[i].degrees else { return false }
      return bound.numerator <= min(known, order)
    }
  }

  /// The guards that the selection asks for at the operands `x`, in order.
  private static func guards<S: RealNumber>(
    _ application: Application, _ x: [S], answers: [Sign] = []
  ) -> [S] {
    application.index!.trace(at: x, answers: answers).questions.map(\.difference)
  }

  /// The pieces that the germs chose, for every selection that they need.
  var pieces: [Int: Piece] {
    var pieces: [Int: Piece] = [:]
    for (k, active) in evaluation.active.enumerated() { pieces[k] = active?.piece }
    return pieces
  }

  /// The limits of the outputs as t falls to 0.
  var limits: [Certified] { evaluation.outputs.map { $0.constantTerm.certified } }

  /// The derivatives of the outputs at t = 0; `nil` where there is none.
  var slopes: [Certified?] {
    evaluation.outputs.map { output in
      guard let order = output.order else { return .exact(.zero) }
      guard order >= 1, output[1].certified.isBounded else { return nil }
      return output[1].certified
    }
  }
}

extension Series<Tiered> {
  /// The series without its doubles.
  fileprivate var certified: Series<Certified> {
    guard let order else { return Series<Certified>(constant: constantTerm.certified) }
    return Series<Certified>(order < 0 ? [] : coefficients.map(\.certified))
  }
}
