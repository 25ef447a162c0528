/// What Algorithm 1 leaves behind: the values x_1, …, x_m, and the pieces that met at each node.
public struct Evaluation<S: RealNumber>: Sendable {
  /// The program that was evaluated.
  public let program: Program

  /// The value of every node; `nil` for a node that no output needs, because only a branch that was
  /// not taken does.
  public internal(set) var values: [S?]

  /// The pieces that meet at each selection that was needed, by node; `nil` for other nodes.
  public internal(set) var active: [ActiveSet?]

  /// The pieces imposed on selections, by node, where the evaluation was frozen.
  public let frozen: [Int: Piece]

  /// The operands that were sorted last, and their order; `nil` where a sign is not known.
  var lastRanks: (operands: ArraySlice<Operand>, order: RankOrder?)?

  /// The operands of a vector whose order is not known, all of which may have any rank.
  var openRanks: [Int] = []

  init(_ program: Program, at x: [S], frozen: [Int: Piece]) {
    self.program = program
    self.frozen = frozen
    values = x.map { $0 } + [S?](repeating: nil, count: program.m - program.p)
    active = [ActiveSet?](repeating: nil, count: program.m)
  }

  /// The values of the outputs.
  public var outputs: [S] { program.outputs.map { values[$0] ?? .notANumber } }

  /// The needed nodes at which two or more pieces meet, in program order.
  public var tiedNodes: [Int] {
    active.indices.filter { active[$0]?.ties == true }
  }

  /// The needed nodes with a guard that the arithmetic could not decide, in program order.
  public var undecidedNodes: [Int] {
    active.indices.filter { active[$0]?.isDecided == false }
  }

  /// The values of the operands of node `k`.
  ///
  /// An operand that was not needed (an untaken branch) stands as "not a number".
  @specialized(where S == Double)
  @specialized(where S == Interval)
  @specialized(where S == Certified)
  public func operandValues(_ k: Int) -> [S] {
    let operands = program.application(k).operands
    var x: [S] = []
    x.reserveCapacity(operands.count)
    for operand in operands { x.append(value(of: operand) ?? .notANumber) }
    return x
  }

  @specialized(where S == Double)
  @specialized(where S == Interval)
  @specialized(where S == Certified)
  func value(of operand: Operand) -> S? {
    if let j = operand.node { return values[j] }
    return S(program.literals[operand.literal!])
  }
}
