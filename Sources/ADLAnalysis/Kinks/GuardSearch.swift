import ADLPrograms

/// What the evaluation of a program on a cell leaves undecided, and what it decides.
struct GuardSearch {
  /// The points at which guards that are rational functions vanish or have poles, in order.
  private(set) var breaks: [AlgebraicNumber] = []

  /// The needed nodes with an undecided guard that is not a rational function.
  private(set) var openNodes: [Int] = []

  /// The piece of every decided selection, by node.
  private(set) var pieces: [Int: Piece] = [:]

  /// The decided selections at which pieces tie on the whole cell.
  private(set) var tiedNodes: Set<Int> = []

  init(_ evaluation: Evaluation<CellFunction>, _ place: CellPlace, _ task: Decomposer.Task) {
    let known = task.pieces
    pieces = known
    let program = evaluation.program
    var guards: Set<RationalFunction> = []
    for k in program.p..<program.m where evaluation.values[k] != nil {
      if let active = evaluation.active[k] {
        if active.isDecided {
          if known[k] == nil { pieces[k] = active.piece }
          if active.ties { tiedNodes.insert(k) }
          continue
        }
        if known[k] != nil { continue }
      } else if task.settled.contains(k) || !program.application(k).primitive.rule.mayFail {
        continue
      }
      var isOpen = false
      for difference in evaluation.guards(of: k) where !difference.sign.isKnown {
        if let rational = difference.rational { guards.insert(rational) } else { isOpen = true }
      }
      if isOpen { openNodes.append(k) }
    }
    for difference in guards { breaks += place.breaks(of: difference) }
    breaks.sort()
    breaks = breaks.enumerated().filter { $0 == 0 || breaks[$0 - 1] != $1 }.map(\.element)
  }
}

extension PrimitiveRule {
  /// `true` iff the value or the derivative may not exist somewhere.
  static var mayFail: Bool {
    !domain.value.isEmpty || !domain.derivative.isEmpty || functionClass != .rational
  }
}

extension Evaluation {
  /// The needed nodes with a value and no finite derivative, in program order.
  var edgeNodes: [Int] {
    (program.p..<program.m).filter { k in
      guard values[k] != nil, case .function(let rule) = program.application(k).primitive.kind,
        rule.mayFail
      else { return false }
      return rule.hasEdge(operandValues(k))
    }
  }
}
