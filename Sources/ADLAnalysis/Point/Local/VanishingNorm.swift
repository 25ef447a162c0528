import ADLPrograms

/// A node that is a Euclidean norm |u| near the point and 0 there: not differentiable, but
/// Lipschitz. It adds the image of the unit ball under the Jacobian of u, transposed, to the
/// gradients (semantics, section 4).
public struct VanishingNorm: Sendable {
  /// The node, from 0.
  public let node: Int

  /// What the node applies.
  public let primitive: Primitive

  /// Where the node was written.
  public let anchor: Anchor

  /// What it adds to the gradients of the outputs, row by row.
  public let ball: BallImage

  /// The sign of what the norm is multiplied by, for one output.
  let multiplier: KnownSign

  /// The square of the norm as a polynomial in the displacements from the point; `nil` where it is
  /// none.
  let square: NormalForm.Terms?
}

/// Among the nodes without a derivative at a point, those through which none passes after all:
/// constant around the point, or norms that vanish.
struct VanishingNorms {
  /// The nodes that pass nothing on: those of `norms`, and those that are constant around the
  /// point.
  private(set) var silent: Set<Int> = []
  private(set) var norms: [VanishingNorm] = []

  /// Looks at the nodes `edges` of a program whose comparisons are certain.
  init(_ edges: [Int], in evaluation: Evaluation<Tiered>) {
    guard !edges.isEmpty else { return }
    let program = evaluation.program
    let surrounding = FrozenProgram(evaluation.withSurroundings)
    let movement = Movement(TieUnit.units(of: surrounding.evaluation), in: surrounding)
    let inputs = LocalInputs(surrounding, movement)
    for k in edges {
      let operands = program.application(k).operands.compactMap(\.node)
      if inputs.support(of: operands).isEmpty, !operands.contains(where: { movement.isMoved[$0] }) {
        silent.insert(k)
      }
    }
    guard program.p > 1 else { return }
    let follows = surrounding.nodesAfterTies
    let expansion = Expansion(evaluation)
    var found: [(node: Int, norm: LocalNorm)] = []
    for k in edges where !silent.contains(k) && !follows[k] && !surrounding.feedsTie(k) {
      if let norm = expansion?.norm(at: k, in: surrounding) { found.append((k, norm)) }
    }
    silent.formUnion(found.map(\.node))
    let frozen = FrozenProgram(evaluation, silent: silent)
    let adjoints = program.outputs.map { frozen.sweep(from: [($0, Tiered(1))]) }
    for (k, norm) in found {
      let factors = adjoints.map { ($0[k] ?? Tiered(0)).certified }
      guard let ball = norm.contribution(k, factors) else {
        silent.remove(k)
        continue
      }
      let application = program.application(k)
      norms.append(
        VanishingNorm(
          node: k, primitive: application.primitive, anchor: application.anchor, ball: ball,
          multiplier: factors[0].sign, square: norm.square))
    }
  }
}

/// A norm √(Σ c_i ⟨r_i, d⟩²), to first order in the displacement d.
private struct LocalNorm {
  let rows: [[Rational]]
  let weights: [Rational]
  let square: NormalForm.Terms?

  /// Returns what the norm at `node` adds to the gradients of outputs that it enters with
  /// `factors`; `nil` where that is not followed.
  func contribution(_ node: Int, _ factors: [Certified]) -> BallImage? {
    guard factors.allSatisfy({ $0.isDefined && $0.double.isFinite }) else { return nil }
    if factors.count == 1 {
      switch factors[0].sign {
      case .known(.zero): return BallImage(node: node, rows: [], weights: [], scale: factors[0])
      case .known(.positive):
        return BallImage(node: node, rows: rows, weights: weights, scale: factors[0])
      case .known(.negative):
        return BallImage(node: node, rows: rows, weights: weights, scale: -factors[0])
      case .notKnown: return nil
      }
    }
    let exact = factors.compactMap(\.rational)
    guard exact.count == factors.count else { return nil }
    let long = rows.map { row in exact.flatMap { factor in row.map { factor * $0 } } }
    let isZero = exact.allSatisfy(\.isZero)
    return BallImage(
      node: node, rows: isZero ? [] : long, weights: isZero ? [] : weights, scale: .exact(.one))
  }
}

/// A program around a point in normal forms of the displacement.
private struct Expansion {
  private let evaluation: Evaluation<Tiered>
  private let forms: Evaluation<NormalForm>

  init?(_ evaluation: Evaluation<Tiered>) {
    let program = evaluation.program
    let x = (0..<program.p).compactMap { evaluation.values[$0]?.certified }
    let inputs = zip(AtomTable(inputs: program.p).inputs(program.p), x).map {
      $0 + NormalForm($1)
    }
    guard inputs.count == program.p, inputs.allSatisfy(\.isKnown),
      let forms = try? program.evaluate(
        at: inputs, domain: .notANumber, frozen: evaluation.pieces, needing: evaluation.needed)
    else { return nil }
    self.evaluation = evaluation
    self.forms = forms
  }

  /// Returns the norm that node `k` is near the point, where that is seen: the square of it is a
  /// polynomial whose part of degree 2 tells its slopes, or its operands are what it is the norm
  /// of.
  func norm(at k: Int, in frozen: FrozenProgram) -> LocalNorm? {
    let count = evaluation.program.p
    if let form = forms.values[k], form.isKnown {
      let square = NormalForm.powerByProducts(form, 2)
      if square.isPolynomial(count), let norm = Self.norm(square, count) { return norm }
    }
    let application = evaluation.program.application(k)
    guard case .function(let rule) = application.primitive.kind, rule.isLipschitz else {
      return nil
    }
    let gradients = application.operands.compactMap(\.node).map { j in
      frozen.gradient(from: [(j, Tiered(1))]).compactMap(\.certified.rational)
    }
    guard gradients.allSatisfy({ $0.count == count }) else { return nil }
    let rows = gradients.filter { !$0.isZeroVector }
    return LocalNorm(rows: rows, weights: rows.map { _ in .one }, square: nil)
  }

  /// The norm with the given square, which is a polynomial: one of even powers with positive
  /// coefficients, a quadratic form, or one with a definite part of degree 2.
  private static func norm(_ square: NormalForm, _ count: Int) -> LocalNorm? {
    guard !square.isZero, square.terms[.one] == nil, square.germSign(count) == .positive else {
      return nil
    }
    let quadratic = square.terms.filter { $0.key.degree == 2 }
    guard quadratic.count + square.terms.count(where: { $0.key.degree > 2 }) == square.terms.count,
      let squares = QuadraticForm(quadratic, Array(0..<count)).weightedSquares
    else { return nil }
    return LocalNorm(
      rows: squares.map(\.row), weights: squares.map(\.weight), square: square.terms)
  }
}

extension FrozenProgram {
  /// `true` iff a selection that ties depends on node `k`.
  fileprivate func feedsTie(_ k: Int) -> Bool {
    var follows = [Bool](repeating: false, count: program.m)
    follows[k] = true
    for j in max(k + 1, program.p)..<max(program.m, k + 1) {
      follows[j] = program.application(j).operands.contains { $0.node.map { follows[$0] } ?? false }
      if follows[j], evaluation.active[j]?.ties == true { return true }
    }
    return false
  }
}
