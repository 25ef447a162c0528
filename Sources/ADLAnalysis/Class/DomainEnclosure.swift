import ADLPrograms

/// Proves by enclosures, on parts of a box, that nodes stay inside their domains.
struct DomainEnclosure {
  let program: Program
  let box: Box
  let work: Work

  /// Into how many parts a box is cut at most.
  static let partLimit = 256

  init(_ program: Program, _ box: Box, _ work: Work) {
    self.program = program
    self.box = box
    self.work = work
  }

  /// The nodes of which the proof does not succeed on the whole box.
  func openNodes() -> Set<Int> {
    if allThatCanFail.isEmpty { return [] }
    var open: Set<Int> = []
    var stack = [
      box.sides.map { side in
        Interval(
          side.lower.map { Interval($0).lower } ?? -.infinity,
          side.upper.map { Interval($0).upper } ?? .infinity)
      }
    ]
    var parts = 1
    while let part = stack.popLast() {
      let failing = (try? work.charge()) == nil ? allThatCanFail : undecidedNodes(part)
      if failing.subtracting(open).isEmpty { continue }
      let widest = part.indices.max { part[$0].width < part[$1].width } ?? 0
      let middle = part[widest].midpoint
      guard parts < Self.partLimit, part[widest].lower < middle, middle < part[widest].upper
      else {
        open.formUnion(failing)
        continue
      }
      parts += 1
      for half in [Interval(part[widest].lower, middle), Interval(middle, part[widest].upper)] {
        var child = part
        child[widest] = half
        stack.append(child)
      }
    }
    return open
  }

  private var allThatCanFail: Set<Int> {
    Set((program.p..<program.m).filter(program.canFail))
  }

  private func undecidedNodes(_ part: [Interval]) -> Set<Int> {
    guard let evaluation = try? program.evaluate(at: part, domain: .notANumber) else { return [] }
    return Set(
      (program.p..<program.m).filter { k in
        guard evaluation.values[k] != nil, program.canFail(k),
          case .function(let rule) = program.application(k).primitive.kind
        else { return false }
        return rule.violation(evaluation.operandValues(k)) != nil
          || !evaluation.guards(of: k).allSatisfy { $0.sign.isCertainlyNot(.zero) }
      })
  }
}
