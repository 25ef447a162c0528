import ADLPrograms

extension Evaluation {
  /// Returns the guards of node `k` at its operands' values: what its index, or the test of its
  /// domain, compares with 0.
  func guards(of k: Int) -> [S] {
    let application = program.application(k)
    let x = operandValues(k)
    switch application.primitive.kind {
    case .selection(let rule):
      return rule.index(x.count, application.parameter).trace(at: x).questions.map(\.difference)
    case .function(let rule): return rule.domainGuards(x)
    }
  }

  /// The guards of node `k` that its index asks for, in the order of `guards(of:)`; `nil` for a
  /// node without an index.
  func askedGuards(of k: Int) -> [SelectionIndex.Guard]? {
    program.application(k).index?.trace(at: operandValues(k)).questions.map(\.guarded)
  }

  /// The guard of node `k` that stood at `position` where `asked` were asked for.
  func askedGuard(_ asked: SelectionIndex.Guard?, _ position: Int, of k: Int) -> S? {
    let application = program.application(k)
    if let asked { return application.index?.difference(asked, at: operandValues(k)) }
    let guards = guards(of: k)
    return guards.indices.contains(position) ? guards[position] : nil
  }

  /// The needed nodes that are not known to have a value, or to have a derivative or none.
  var openDomains: [Int] {
    (program.p..<program.m).filter { k in
      values[k] != nil && program.canFail(k)
        && !guards(of: k).allSatisfy(\.sign.isKnown)
    }
  }
}
