import ADLPrograms

typealias Node = Symbol

/// A condition of an `if` under test, with the sides of its comparisons in order.
struct Test {
  let sides: [Node]
  let formula: (_ first: Int) -> Condition

  static func compare(_ a: Node, _ relation: Condition.Relation, _ b: Node) -> Test {
    Test(sides: [a, b]) { .comparison($0, relation) }
  }

  static func && (a: Test, b: Test) -> Test {
    Test(sides: a.sides + b.sides) {
      .and([a.formula($0), b.formula($0 + a.sides.count / 2)])
    }
  }

  static func || (a: Test, b: Test) -> Test {
    Test(sides: a.sides + b.sides) {
      .or([a.formula($0), b.formula($0 + a.sides.count / 2)])
    }
  }
}

func < (a: Node, b: Node) -> Test { .compare(a, .less, b) }
func <= (a: Node, b: Node) -> Test { .compare(a, .atMost, b) }
func > (a: Node, b: Node) -> Test { .compare(a, .greater, b) }
func == (a: Node, b: Node) -> Test { .compare(a, .equal, b) }

func clip(_ t: Node, _ a: Node, _ b: Node) -> Node { .apply(.clip, [t, a, b]) }
func softplus(_ t: Node) -> Node { .apply(.softplus, [t]) }
func norm1(_ x: [Node]) -> Node { .apply(.oneNorm, x) }
func norm2(_ x: [Node]) -> Node { .apply(.euclideanNorm, x) }
func median(_ x: [Node]) -> Node { .apply(.median, x) }
func maximum(_ x: [Node]) -> Node { .apply(.maximumOfMany, x) }
func sorted(_ x: [Node], _ rank: Int) -> Node { .apply(.sortedEntry, x, .integer(rank)) }

func when(_ test: Test, then a: Node, else b: Node) -> Node {
  .apply(.branch, test.sides + [a, b], .condition(test.formula(0)))
}

/// Returns the program of one input that `body` writes.
func program(_ body: (Node) -> Node) -> Program {
  program(inputs: 1) { [body($0[0])] }
}

/// Returns the program that `body` writes.
func program(inputs p: Int, _ body: ([Node]) -> [Node]) -> Program {
  try! Program(inputs: p, body)
}

/// The programs that the tests share.
enum Examples {
  static let relu2 = program { t in relu(-t) + t }
  static let relu3 = program { t in (relu(t) + (relu(-t) + t)) / 2 }
  static let zero = program { t in relu(-t) + t - relu(t) }

  /// The tent map, iterated.
  static func tent(_ count: Int) -> Program {
    program { t in
      (0..<count).reduce(t) { x, _ in when(x < 0.5, then: 2 * x, else: 2 - 2 * x) }
    }
  }
}
