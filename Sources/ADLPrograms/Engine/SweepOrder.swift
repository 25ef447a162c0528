/// The order in which a plan adds contributions to adjoints, for a reference that is to agree to
/// the bit.
///
/// Loop by loop (as `SweepPhase.sweepOrder` has it), strip by strip, run by run from the last,
/// operand by operand, application by application; where all applications of a strip share the
/// operand, their contributions are summed first, in the order of `laneSum`. In a loop of rows:
/// application by application, operand by operand. Single nodes: from the last to the first,
/// operand by operand.
package struct SweepOrder: SweepOrdering {
  let schedule: Schedule
  let loops: [Loop]
  let order: [LoopID]

  /// The order of the plan of `program` under `convention`.
  ///
  /// - Complexity: O(m + operands).
  package init(_ program: Program, _ convention: Convention) {
    do {
      try self.init(program, convention, Pacer(.never))
    } catch {
      preconditionFailure("nothing interrupts it")
    }
  }

  /// The same, with a pacer that may interrupt.
  init(_ program: Program, _ convention: Convention, _ pacer: Pacer) throws(EvaluationFailure) {
    schedule = try Schedule(program, convention: convention, pacer)
    let compiler = try PlanCompiler(schedule, pacer)
    loops = compiler.loops
    order = SweepPhase.sweepOrder(loops.map(\.phase))
  }

  /// Calls `body` with every statement, in order.
  package func forEachStatement(_ body: (SweepStatement) -> Void) {
    for id in order {
      let loop = loops[id]
      switch loop.body {
      case .nodes(let positions):
        for position in positions.reversed() { body(SweepStatement(nodes: [node(position)])) }
      case .rows(let id):
        for position in schedule.runs[id].results {
          body(SweepStatement(nodes: [node(position)]))
        }
      case .strips(let runs):
        for first in stride(from: 0, to: loop.count, by: loop.strip) {
          let count = min(loop.strip, loop.count - first)
          for id in runs.reversed() {
            let run = schedule.runs[id]
            let start = run.start + first
            let shared = (0..<Int(run.width)).filter {
              schedule.access($0, of: run).isShared
            }
            body(SweepStatement(nodes: (start..<start + count).map(node), shared: Set(shared)))
          }
        }
      }
    }
  }

  private func node(_ position: Position) -> Int {
    Int(schedule.node(at: position))
  }
}
