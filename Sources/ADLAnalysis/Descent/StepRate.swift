import ADLPrograms

/// The step sizes γ_k = c α_k of a descent, as a program of the step k, from 1, and the constant c.
public struct StepRate: Sendable {
  /// The program, whose inputs are k and c in this order, and whose output is γ_k.
  public let program: Program

  /// `true` iff γ_k is known to be c times a function of k, or not to depend on c; otherwise what
  /// is said of the formula is said of it for c = 1.
  public let isProportional: Bool

  /// What of it depends on k alone, and what is made of that and c: one evaluation a step serves
  /// all runs.
  let shared: Program
  let own: Program

  /// Creates the rate from a program of k and c.
  ///
  /// - Requires: `program.p == 2` and `program.q == 1`.
  public init(_ program: Program) throws(BuildFailure) {
    self.program = program
    var dependsOnConstant = [false, true]
    var isShared = [Bool](repeating: false, count: program.m)
    for node in program.p..<program.m {
      let operands = program.application(node).operands.compactMap(\.node)
      dependsOnConstant.append(operands.contains { dependsOnConstant[$0] })
      if dependsOnConstant[node] {
        for operand in operands where !dependsOnConstant[operand] { isShared[operand] = true }
      }
    }
    let root = program.outputs.lowerBound
    if !dependsOnConstant[root] { isShared[root] = true }
    isProportional = !dependsOnConstant[root] || Self.isProportional(program)
    let values = isShared.indices.filter { isShared[$0] }
    shared = try Self.program(of: values, in: program)
    own = try Self.program(of: root, from: values, in: program)
  }

  /// `true` only if γ(k, c) = c γ(k, 1) by normal forms.
  private static func isProportional(_ program: Program) -> Bool {
    let table = AtomTable(inputs: 2)
    let (k, c) = (NormalForm(atom: 0, table), NormalForm(atom: 1, table))
    func rate(_ c: NormalForm) -> NormalForm? {
      (try? program.evaluate(at: [k, c], domain: .notANumber, frozen: [:]))?.outputs[0]
    }
    guard let own = rate(c), let unit = rate(NormalForm(constant: .one, table)) else {
      return false
    }
    return NormalForm.areSame(own, c * unit)
  }

  /// Returns the program of k whose outputs are the nodes `values` of `program`.
  private static func program(
    of values: [Int], in program: Program
  ) throws(BuildFailure) -> Program {
    let builder = ProgramBuilder(inputs: 1)
    // No value depends on the constant, whatever stands for it.
    let one = builder.literal(Literal(1))
    let images = builder.images(of: program, arguments: [builder.input(0), one], given: [:])
    return try builder.seal(outputs: values.map { images[$0] })
  }

  /// Returns the program of c and the nodes `values` of `program` whose output is its node `root`.
  private static func program(
    of root: Int, from values: [Int], in program: Program
  ) throws(BuildFailure) -> Program {
    let builder = ProgramBuilder(inputs: 1 + values.count)
    var given: [Int: Operand] = [:]
    for (i, node) in values.enumerated() { given[node] = builder.input(1 + i) }
    let step = given[0] ?? builder.literal(Literal(1))
    let images = builder.images(of: program, arguments: [step, builder.input(0)], given: given)
    return try builder.seal(outputs: [images[root]])
  }
}

extension ProgramBuilder {
  /// Appends the nodes of `program` as they are, with `arguments` for its inputs and what `given`
  /// has for some of its nodes; returns what each became.
  fileprivate func images(
    of program: Program, arguments: [Operand], given: [Int: Operand]
  ) -> [Operand] {
    var images = arguments
    for node in program.p..<program.m {
      if let operand = given[node] {
        images.append(operand)
        continue
      }
      let application = program.application(node)
      let operands = application.operands.map { operand in
        operand.node.map { images[$0] } ?? literal(program.literals[operand.literal!])
      }
      images.append(
        apply(
          application.primitive, operands, parameter: application.parameter,
          anchor: application.anchor))
    }
    return images
  }
}

// MARK: - Verdicts

extension StepRate {
  /// What Theorem 4 asks of the steps; `nil` where the formula does not tell.
  public struct Verdicts: Hashable, Sendable {
    /// α_k = o(1 / log k).
    public let isSmall: Bool?

    /// Σ α_k = ∞, without which steps may stop anywhere.
    public let diverges: Bool?
  }

  /// Reads the verdicts from the expansion of γ at k = 1/s, s to 0, for c = 1.
  public var verdicts: Verdicts {
    typealias Expansion = OneSidedExpansion<Certified>
    let step = Expansion(
      .terms(
        [
          Expansion.Term(
            coefficient: Certified(.one),
            scale: Expansion.Scale(power: Rational(-1), logarithms: 0))
        ], .none))
    let one = Expansion(constant: Certified(.one))
    guard
      let rate = try? program.evaluate(at: [step, one], domain: .notANumber, frozen: [:]).outputs
        .first
    else { return Verdicts(isSmall: nil, diverges: nil) }
    switch rate.form {
    case .unknown: return Verdicts(isSmall: nil, diverges: nil)
    case .huge(let sign): return Verdicts(isSmall: false, diverges: sign == .positive)
    case .terms(let list, let rest):
      guard let first = list.first else {
        // Less than every power of 1/k, or than some power above the first.
        let isSummable =
          switch rest {
          case .none, .flat: true
          case .scale(let scale): scale.power > .one
          }
        return isSummable
          ? Verdicts(isSmall: true, diverges: false) : Verdicts(isSmall: nil, diverges: nil)
      }
      guard first.coefficient.sign.isCertainly(.positive) else {
        return Verdicts(isSmall: nil, diverges: nil)
      }
      let (power, logarithms) = (first.scale.power, first.scale.logarithms)
      return Verdicts(
        isSmall: power > .zero || power == .zero && logarithms < -1,
        diverges: power < .one || power == .one && logarithms >= -1)
    }
  }
}
