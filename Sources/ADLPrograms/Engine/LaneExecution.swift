import CKernels

/// The memory in which a block of points runs through a program: a row a node.
final class LaneExecution {
  let plan: LanePlan
  let program: Program
  let literals: [Double]

  /// How many points a block has.
  let length: Int

  private let memory: UnsafeMutablePointer<Double>

  // Where the operands of every instruction are, in the order of the plan's list.
  private let operands: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  private let operations: Frozen<Operation>
  private let instructions: Frozen<LanePlan.Instruction>
  private let steps: Frozen<LanePlan.Step>
  private let canPoison: Bool

  /// Rows are to fit into the second cache, and to be long enough to be worth a dispatch.
  private static let budget = 1 << 15

  init(_ plan: LanePlan, of whole: ExecutionPlan) {
    self.plan = plan
    program = whole.program
    literals = whole.literals
    canPoison = whole.canPoison
    var length = 256
    while length > 16, length * plan.rowCount > Self.budget { length /= 2 }
    self.length = length
    memory = .allocate(capacity: plan.rowCount * length)
    operands = .allocate(capacity: max(plan.operands.count, 1))
    operations = Frozen(plan.operations)
    instructions = Frozen(plan.instructions)
    steps = Frozen(plan.steps)
    for (i, row) in plan.operands.enumerated() { operands[i] = memory + Int(row) * length }
    for (i, literal) in literals.enumerated() { fill(Int32(i), literal) }
    fill(plan.seed, 1)
  }

  deinit {
    memory.deallocate()
    operands.deallocate()
  }

  private func row(_ i: Int32) -> UnsafeMutablePointer<Double> { memory + Int(i) * length }

  private func fill(_ i: Int32, _ value: Double) {
    row(i).update(repeating: value, count: length)
  }

  /// Computes the outputs at `count` points, which lie one after the other; `false` where some node
  /// was met outside its domain that is needed for certain.
  func evaluate(_ points: UnsafePointer<Double>, count: Int) -> Bool {
    let p = program.p
    adl_v_spread(count, p, points, memory + literals.count * length, length)
    var isInside = true
    for i in 0..<instructions.count {
      let instruction = instructions[i]
      let strip = self.strip(instruction, count)
      strip.operation.pointee.rule.evaluate(strip)
      if instruction.isChecked {
        let isHarmless = strip.operation.pointee.isConditional && canPoison
        if strip.operation.pointee.rule.hasViolation(strip, marks: isHarmless), !isHarmless {
          isInside = false
        }
      }
    }
    return isInside
  }

  /// Sweeps backward at the points that were evaluated.
  func sweep(count: Int) {
    for i in 0..<steps.count {
      switch steps[i] {
      case .share(let number, let slot, let adjoint, let target, let base):
        let strip = self.strip(instructions[Int(number)], count)
        strip.operation.pointee.rule.addShares(
          strip, slot: Int(slot), of: row(adjoint), to: row(target),
          Accumulation(onto: base < 0 ? nil : UnsafePointer(row(base))))
      case .sum(let a, let b, let target):
        if a == target {
          adl_v_accumulate(count, row(b), row(target))
        } else {
          adl_v_add(count, row(a), row(b), row(target))
        }
      }
    }
  }

  /// Writes output number `i` at every point, at distance `step`.
  func copyOutput(_ i: Int, count: Int, to target: UnsafeMutablePointer<Double>, step: Int) {
    let source = row(plan.outputs[i])
    for j in 0..<count { target[j * step] = source[j] }
  }

  /// Writes the gradients point by point.
  func copyGradients(count: Int, to target: UnsafeMutablePointer<Double>) {
    let p = program.p
    for j in 0..<p {
      let adjoint = plan.inputAdjoints[j]
      if adjoint < 0 {
        for i in 0..<count { target[i * p + j] = 0 }
      } else {
        adl_v_collect(count, p, row(adjoint), target + j)
      }
    }
  }

  private func strip(_ instruction: LanePlan.Instruction, _ count: Int) -> Strip {
    Strip(
      count: count, operands: UnsafePointer(operands + Int(instruction.operands)),
      result: row(instruction.result),
      operation: UnsafePointer(operations.base + Int(instruction.operation)))
  }
}
