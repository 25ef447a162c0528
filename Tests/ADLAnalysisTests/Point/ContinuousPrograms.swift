import ADLPrograms
import ADLTestSupport

/// Programs of continuous functions drawn at random, with `if`s of every kind that continuity
/// allows, tied at 0.
enum ContinuousPrograms {
  /// Returns a program of `size` steps in `p` inputs, piecewise affine unless `isCurved`.
  static func program(_ seed: Int, inputs p: Int, size: Int, isCurved: Bool = false) -> Program {
    var random = SplitMix64(seed: UInt64(seed) &* 2_654_435_761 &+ 17)
    return Sketch.program(p) { inputs in
      var pool = inputs
      func node() -> Sketch { pool[Int.random(in: 0..<pool.count, using: &random)] }
      func factor() -> Int { [-2, -1, 1, 1, 2][Int.random(in: 0..<5, using: &random)] }
      func relation(_ options: [Condition.Relation]) -> Condition.Relation {
        options[Int.random(in: 0..<options.count, using: &random)]
      }
      let orders: [Condition.Relation] = [.less, .atMost, .greater, .atLeast]
      for _ in 0..<size {
        switch Int.random(in: 0..<(isCurved ? 14 : 12), using: &random) {
        case 0: pool.append(node() + factor() * node())
        case 1: pool.append(node() - node())
        case 2: pool.append(node().relu)
        case 3: pool.append(node().abs)
        case 4: pool.append(node().max(node()))
        case 5: pool.append(node().min(factor() * node()))
        case 6: pool.append(node().call(.median, [node(), node()]))
        case 7:
          // The arms meet where the guard is 0.
          let (a, u) = (node(), node())
          pool.append(
            a.when(relation(orders + [.equal, .unequal]), 0, u, else: u + factor() * a))
        case 8:
          // A jump times what is 0 there.
          let a = node()
          pool.append(
            a.when(relation(orders), 0, a.literal(factor()), else: a.literal(factor())) * a)
        case 9:
          // Two jumps that cancel.
          let (a, rule) = (node(), relation(orders))
          pool.append(
            a.when(rule, 0, a.literal(1), else: a.literal(-2))
              + a.when(rule, 0, factor() * a - 1, else: factor() * a + 2))
        case 10:
          // Two comparisons, and a tie inside an arm.
          let (a, b, u) = (node(), node(), node())
          pool.append(
            Sketch.when(
              [(a, .greater), (b, relation([.greater, .atLeast]))], a.min(b) + u, else: u))
        case 11:
          // A comparison that strictly decides.
          let (a, u) = (node(), node())
          pool.append(Sketch.when([(a, .greater), (a - 50, .atLeast)], u.abs, else: u))
        case 12: pool.append(node() * node())
        default: pool.append(node() + node().power(2))
        }
      }
      return pool[pool.count - 1] + node() - node()
    }
  }
}

extension Sketch {
  /// `if` every pair compares with 0 as it says `then a else b`.
  static func when(
    _ pairs: [(Sketch, Condition.Relation)], _ a: Sketch, else b: Sketch
  ) -> Sketch {
    let zero = pairs[0].0.literal(0)
    let sides = pairs.flatMap { [$0.0, zero] }
    return sides[0].call(
      .branch, Array(sides.dropFirst()) + [a, b],
      .condition(.and(pairs.enumerated().map { .comparison($0, $1.1) })))
  }
}
