/// Where a derivative reaches a node, in a program under construction: that is, where it is there
/// at all and is not only a 0 that stands for nothing.
enum Reach {
  case always
  case never

  /// Where the number, which is never negative, is positive.
  case `where`(NodeNumber)

  var isAlways: Bool { if case .always = self { true } else { false } }

  /// 1 or more where the node is reached, else 0.
  var number: NodeNumber {
    switch self {
    case .always: NodeNumber(1)
    case .never: NodeNumber(0)
    case .where(let number): number
    }
  }

  func or(_ other: Reach) -> Reach {
    switch (self, other) {
    case (.always, _), (_, .always): .always
    case (.never, let reach), (let reach, .never): reach
    case (.where(let a), .where(let b)): .where(a + b)
    }
  }

  func and(_ other: Reach) -> Reach {
    switch (self, other) {
    case (.never, _), (_, .never): .never
    case (.always, let reach), (let reach, .always): reach
    case (.where(let a), .where(let b)): .where(a * b)
    }
  }

  /// Returns `contribution` where the node is reached, and 0 elsewhere.
  ///
  /// The number is compared with 1/2, which it never is, so that no tie comes of the comparison.
  func gate(_ contribution: NodeNumber) -> NodeNumber {
    switch self {
    case .always: contribution
    case .never: NodeNumber(0)
    case .where(let number): NodeNumber.choose(where: number, contribution)
    }
  }
}

extension Program {
  /// The nodes below which there is a node that may stand on a domain edge, that one included.
  var nodesAboveEdges: [Bool] {
    var found = [Bool](repeating: false, count: m)
    for k in p..<m {
      let application = application(k)
      found[k] =
        application.mayHaveEdge
        || application.operands.contains { $0.node.map { found[$0] } ?? false }
    }
    return found
  }

  /// The nodes above which there is a node that may stand on a domain edge.
  var nodesBelowEdges: [Bool] {
    var found = [Bool](repeating: false, count: m)
    for k in stride(from: m - 1, through: p, by: -1) {
      let application = application(k)
      guard found[k] || application.mayHaveEdge else { continue }
      for operand in application.operands {
        if let j = operand.node { found[j] = true }
      }
    }
    return found
  }
}

extension Application {
  /// `true` iff an entry of d may be infinite or undefined where the value is a number.
  var mayHaveEdge: Bool {
    if case .selection(let definition) = parameter {
      return definition.pieces.contains { piece in
        (piece.p..<piece.m).contains { piece.application($0).mayHaveEdge }
      }
    }
    let rule = primitive.rule
    return rule.mayHaveEdge || isDerived && !rule.domain.value.isEmpty
  }
}
