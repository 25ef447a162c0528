/// Writes the derivative program A(P) of a program under a convention.
///
/// Both modes run the rules of the primitives over `NodeNumber`. What belongs to one arm of an `if`
/// stays inside that arm: a contribution that leaves it passes through a branch on the same
/// condition, with 0 in the other arm, so that evaluating A(P) computes nothing of an untaken
/// branch either.
///
/// A 0 that stands for "nothing passes" must not meet the infinite entry of a domain edge. Where
/// that can happen, whether anything reaches the node is written down too (`Reach`).
struct DerivativeWriter {
  let program: Program
  let convention: Convention
  let builder: ProgramBuilder
  private let regions: BranchRegions

  /// What each node of the program became.
  let images: [Operand]

  init(_ program: Program, _ convention: Convention, _ builder: ProgramBuilder) {
    self.program = program
    self.convention = convention
    self.builder = builder
    regions = BranchRegions(program)
    images = builder.appendNodes(of: program, arguments: (0..<program.p).map { builder.input($0) })
  }

  /// What a sweep passes along: a number, whether it is there, and whether it may be infinite.
  private struct Passed {
    var number: NodeNumber
    var reach = Reach.always
    var isWild = false
  }

  /// Returns the gradient of output `i` by the backward sweep.
  func backward(output i: Int) -> [NodeNumber] {
    let leadsToEdge = program.nodesAboveEdges
    var v = [Passed?](repeating: nil, count: program.m)
    v[program.outputs.lowerBound + i] = Passed(number: NodeNumber(1))
    for k in stride(from: program.outputs.lowerBound + i, through: program.p, by: -1) {
      guard let adjoint = v[k] else { continue }
      if builder.isStopped(afterVisiting: k) { break }
      let application = program.application(k)
      builder.anchor = application.anchor
      for (j, passed, region) in contributions(of: k, application, adjoint, tracking: leadsToEdge) {
        let outer = regions.regionOfNode[j]
        let contribution = leave(region, to: outer, passed.number)
        let reach = leadsToEdge[j] ? leave(region, to: outer, passed.reach) : .always
        v[j] =
          v[j].map {
            Passed(
              number: $0.number + contribution, reach: $0.reach.or(reach),
              isWild: $0.isWild || passed.isWild)
          } ?? Passed(number: contribution, reach: reach, isWild: passed.isWild)
      }
    }
    // An input that one arm alone needs belongs to that arm, but its derivative is an output.
    return (0..<program.p).map { j in
      v[j].map { leave(regions.regionOfNode[j], to: 0, $0.number) } ?? NodeNumber(0)
    }
  }

  /// What the outputs of the program became.
  var outputs: [Operand] { program.outputs.map { images[$0] } }

  /// Returns the derivatives of the outputs in input `j` by the forward sweep.
  func forward(input j: Int) -> [NodeNumber] {
    forward(along: (0..<program.p).map { $0 == j ? NodeNumber(1) : nil })
  }

  /// Returns the derivatives of the outputs along `direction` by the forward sweep.
  func forward(along direction: [NodeNumber?]) -> [NodeNumber] {
    let leadsToEdge = program.nodesBelowEdges
    var tangents = direction.map { (number) -> Passed? in
      (number ?? (convention.seedsZeros ? NodeNumber(0) : nil)).map { Passed(number: $0) }
    }
    tangents += [Passed?](repeating: nil, count: program.m - program.p)
    for k in program.p..<program.m {
      if builder.isStopped(afterVisiting: k) { break }
      guard regions.regionOfNode[k] >= 0 else { continue }
      let application = program.application(k)
      let own = application.operands.map { $0.node.flatMap { tangents[$0] } }
      guard own.contains(where: { $0 != nil }) else { continue }
      builder.anchor = application.anchor
      tangents[k] = tangent(of: k, application, own, isTracked: leadsToEdge[k])
    }
    return program.outputs.map { tangents[$0]?.number ?? NodeNumber(0) }
  }

  /// `true` iff an entry of d may be infinite. Frameworks go on where the value is infinite, too.
  private func mayHaveEdge(_ application: Application) -> Bool {
    application.mayHaveEdge
      || !convention.isAbsentThroughout && !application.primitive.rule.domain.value.isEmpty
  }

  // MARK: - One node

  /// The contributions v[t] d_t[j] of node `k`: to which node, what, and inside which region.
  private func contributions(
    of k: Int, _ application: Application, _ adjoint: Passed, tracking leadsToEdge: [Bool]
  ) -> [(node: Int, contribution: Passed, region: Int)] {
    let operands = Array(application.operands)
    let region = regions.regionOfNode[k]
    if application.primitive == .branch {
      return (0...1).compactMap { arm in
        operands[operands.count - 2 + arm].node.map {
          ($0, adjoint, regions.region(ofArm: arm, of: k))
        }
      }
    }
    let rule = convention.localRule(for: application.primitive, .backward)
    let isEdge = mayHaveEdge(application)
    /// A contribution, with 0 where nothing reaches node k; only at an edge does that make a
    /// difference.
    func passed(_ contribution: NodeNumber, reach: Reach) -> Passed {
      Passed(
        number: isEdge ? adjoint.reach.gate(contribution) : contribution, reach: reach,
        isWild: adjoint.isWild || isEdge)
    }
    if let selection = application.primitive.selection {
      let isLinear = selection.isPiecewiseLinear
      let partials = isLinear ? partials(k, application, .backward) : []
      let pieces = isLinear ? [] : partialsOfPieces(k, application)
      return operands.indices.compactMap { i in
        guard let j = operands[i].node else { return nil }
        let own = entryReach(k, application, i, rule)
        let reach = leadsToEdge[j] ? adjoint.reach.and(own) : .always
        if isLinear {
          let contribution = adjoint.number * partials[i].number
          // A mask multiplies; what selects does so where the product would be no number.
          let isMasked = rule == .product || !adjoint.isWild
          let selected =
            isMasked ? contribution : entryReach(k, application, i, .absent).gate(contribution)
          return (j, passed(selected, reach: reach), region)
        }
        let alternatives = pieces.map { rule.contribution(of: adjoint.number, through: $0[i]) }
        guard alternatives.contains(where: { $0 != nil }) else { return nil }
        let contribution = pick(k, application, alternatives.map { $0 ?? NodeNumber(0) })
        return (j, passed(contribution, reach: reach), region)
      }
    }
    return zip(operands, partials(k, application, .backward)).compactMap { operand, partial in
      guard let j = operand.node,
        let contribution = rule.contribution(of: adjoint.number, through: partial)
      else { return nil }
      return (j, passed(contribution, reach: adjoint.reach), region)
    }
  }

  private func tangent(
    of k: Int, _ application: Application, _ tangents: [Passed?], isTracked: Bool
  ) -> Passed? {
    let isEdge = mayHaveEdge(application)
    let isWild = isEdge || tangents.contains { $0?.isWild == true }
    let primitive = application.primitive
    if primitive == .branch {
      let arms = tangents.suffix(2).map { $0?.number ?? NodeNumber(0) }
      let reaches = tangents.suffix(2).map { $0?.reach ?? .never }
      return Passed(
        number: branch(k, then: arms[0], else: arms[1]),
        reach: isTracked ? branch(k, reaches[0], reaches[1]) : .always, isWild: isWild)
    }
    let rule = convention.localRule(for: primitive, .forward)
    func contribution(_ i: Int, _ partial: Partial<NodeNumber>) -> NodeNumber? {
      guard let tangent = tangents[i] else { return nil }
      let contribution = rule.contribution(of: tangent.number, through: partial)
      return isEdge ? contribution.map { tangent.reach.gate($0) } : contribution
    }
    func combine(_ contributions: [NodeNumber?]) -> NodeNumber? {
      contributions.reduce(nil) { sum, contribution in
        guard let contribution else { return sum }
        return sum.map { $0 + contribution } ?? contribution
      }
    }
    if let selection = primitive.selection {
      func reach() -> Reach {
        guard isTracked else { return .always }
        return tangents.indices.reduce(.never) { reach, i in
          tangents[i].map { reach.or($0.reach.and(entryReach(k, application, i, rule))) } ?? reach
        }
      }
      if !selection.isPiecewiseLinear {
        let alternatives = partialsOfPieces(k, application).map { partials in
          combine(partials.indices.map { contribution($0, partials[$0]) })
        }
        guard alternatives.contains(where: { $0 != nil }) else { return nil }
        let number = pick(k, application, alternatives.map { $0 ?? NodeNumber(0) })
        return Passed(number: number, reach: reach(), isWild: isWild)
      }
      let partials = partials(k, application, .forward)
      if rule == .blend {
        let mask = [Partial.value(own(k, application, .entry(operand: 0)))]
        if let blend = blend(k, application, mask, tangents) {
          return Passed(number: blend, isWild: isWild)
        }
      }
      let number = combine(
        tangents.indices.map { i in
          guard let tangent = tangents[i] else { return nil }
          let contribution = tangent.number * partials[i].number
          let isMasked = rule == .product || !tangent.isWild
          return isMasked ? contribution : entryReach(k, application, i, .absent).gate(contribution)
        })
      return number.map { Passed(number: $0, reach: reach(), isWild: isWild) }
    }
    let partials = partials(k, application, .forward)
    if rule == .blend, let blend = blend(k, application, partials, tangents) {
      return Passed(number: blend, isWild: true)
    }
    let operands = Array(application.operands)
    let number = combine(
      partials.indices.map { i in
        if rule == .zero, operands[i].node == nil {
          return rule.contribution(of: NodeNumber(0), through: partials[i])
        }
        return contribution(i, partials[i])
      })
    guard let number else { return nil }
    let reach = tangents.indices.reduce(Reach.never) { reach, i in
      tangents[i].map { partials[i].isZero ? reach : reach.or($0.reach) } ?? reach
    }
    return Passed(number: number, reach: isTracked ? reach : .always, isWild: isWild)
  }

  /// The tangents of node `k` put together before they are passed on, where its primitive does so.
  private func blend(
    _ k: Int, _ application: Application, _ partials: [Partial<NodeNumber>], _ tangents: [Passed?]
  ) -> NodeNumber? {
    Primitive.blend(
      application.primitive, values(application), value: NodeNumber(images[k], in: builder),
      partials, tangents.map { $0?.number })
  }

  // MARK: - Branches

  /// Returns `contribution`, formed inside `inner`, as it is seen from `outer`, which contains
  /// `inner`.
  private func leave(_ inner: Int, to outer: Int, _ contribution: NodeNumber) -> NodeNumber {
    var (region, contribution) = (inner, contribution)
    while region != outer {
      let arm = regions.regions[region]
      let zero = NodeNumber(0)
      contribution = branch(
        arm.branch, then: arm.arm == 0 ? contribution : zero,
        else: arm.arm == 0 ? zero : contribution)
      region = arm.parent
    }
    return contribution
  }

  /// What is known of reaching a node inside `inner`, as it is seen from `outer`.
  private func leave(_ inner: Int, to outer: Int, _ reach: Reach) -> Reach {
    inner == outer ? reach : .where(leave(inner, to: outer, reach.number))
  }

  private func branch(_ k: Int, _ then: Reach, _ otherwise: Reach) -> Reach {
    if then.isAlways, otherwise.isAlways { return .always }
    return .where(branch(k, then: then.number, else: otherwise.number))
  }

  /// A branch on the condition of the branch at node `k`.
  private func branch(_ k: Int, then: NodeNumber, else: NodeNumber) -> NodeNumber {
    let application = program.application(k)
    let operands =
      application.operands.dropLast(2).map(image)
      + [then.operand(in: builder), `else`.operand(in: builder)]
    return NodeNumber(
      builder.apply(
        .branch, operands, parameter: application.parameter, anchor: application.anchor),
      in: builder)
  }
}
