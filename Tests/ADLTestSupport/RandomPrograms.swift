import ADLPrograms

/// Programs drawn at random, with many ties at small integer points.
public enum RandomPrograms {
  /// Returns a program of `size` applications or so.
  ///
  /// - Parameter smoothExtras: whether `exp`, `tanh`, quotients and the like occur; without them
  ///   every value at an integer point is a rational that doubles hold exactly for small programs.
  public static func program(
    _ seed: Int, inputs p: Int = 3, outputs q: Int = 1, size: Int = 12, smoothExtras: Bool = false
  ) -> Program {
    var random = SplitMix64(seed: UInt64(truncatingIfNeeded: seed))
    let builder = ProgramBuilder(inputs: p)
    var pool = (0..<p).map { builder.input($0) }
    func operand() -> Operand {
      if Int.random(in: 0..<5, using: &random) == 0 {
        return builder.literal(Literal(Int.random(in: -2...2, using: &random)))
      }
      return pool[Int.random(in: 0..<pool.count, using: &random)]
    }
    func node() -> Operand { pool[Int.random(in: 0..<pool.count, using: &random)] }
    func named(_ name: String) -> Primitive { Primitive(named: name)! }
    for _ in 0..<size {
      let next: Operand
      switch Int.random(in: 0..<(smoothExtras ? 18 : 14), using: &random) {
      case 0: next = builder.apply(.addition, [operand(), node()], anchor: .none)
      case 1: next = builder.apply(.subtraction, [operand(), node()], anchor: .none)
      case 2:
        let factor = builder.literal(Literal(Int.random(in: -2...2, using: &random)))
        next = builder.apply(.multiplication, [factor, node()], anchor: .none)
      case 3: next = builder.apply(named("relu"), [node()], anchor: .none)
      case 4: next = builder.apply(named("abs"), [node()], anchor: .none)
      case 5: next = builder.apply(.maximum, [operand(), node()], anchor: .none)
      case 6: next = builder.apply(.minimum, [node(), operand()], anchor: .none)
      case 7: next = builder.apply(.maximumOfMany, [node(), node(), operand()], anchor: .none)
      case 8:
        next = builder.apply(
          .sortedEntry, [node(), node(), node()],
          parameter: .integer(Int.random(in: 1...3, using: &random)), anchor: .none)
      case 9: next = builder.apply(named("norm1"), [node(), node()], anchor: .none)
      case 10:
        let bound = builder.literal(Literal(1))
        let lower = builder.literal(Literal(-1))
        next = builder.apply(named("clip"), [node(), lower, bound], anchor: .none)
      case 11:
        let relation = Condition.Relation.allCases.randomElement(using: &random)!
        next = builder.apply(
          .branch, [node(), operand(), operand(), node()],
          parameter: .condition(.comparison(0, relation)), anchor: .none)
      case 12:
        next = builder.apply(
          named("leaky_relu"), [node(), builder.literal(Literal(0.25))], anchor: .none)
      case 13: next = builder.apply(.median, [node(), node(), operand(), node()], anchor: .none)
      case 14: next = builder.apply(named("tanh"), [node()], anchor: .none)
      case 15: next = builder.apply(.multiplication, [node(), node()], anchor: .none)
      case 16: next = builder.apply(named("elu"), [node(), node()], anchor: .none)
      default: next = builder.apply(named("sigmoid"), [node()], anchor: .none)
      }
      pool.append(next)
    }
    let outputs = Array(pool.suffix(q))
    return try! builder.seal(outputs: outputs)
  }

  /// Returns a point of small integers, at which random programs tie often.
  public static func tiedPoint(_ seed: Int, _ p: Int) -> [Double] {
    var random = SplitMix64(seed: UInt64(truncatingIfNeeded: seed &+ 7_919))
    return (0..<p).map { _ in Double(Int.random(in: -1...1, using: &random)) }
  }
}
