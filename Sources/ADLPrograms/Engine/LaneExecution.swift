import CKernels

/// The memory in which a block of points runs through a program: a row per node.
final class LaneExecution {
  let plan: LanePlan

  /// How many points a block has.
  let length: Int

  private let block: AlignedDoubles
  private let memory: UnsafeMutablePointer<Double>

  // Where the operands of every instruction are, in the order of the plan's list.
  private let operands: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  // Where the adjoints of the inputs are; zeros where nothing reaches an input.
  private let adjoints: UnsafeMutablePointer<UnsafePointer<Double>?>
  private let zeros: UnsafeMutablePointer<Double>
  private let operations: Frozen<Operation>
  private let instructions: Frozen<LanePlan.Instruction>
  private let steps: Frozen<LanePlan.Step>
  private let canMarkUndefined: Bool

  /// Rows are to fit into the second cache, and to be long enough to be worth a dispatch.
  static let budget = 1 << 15

  init(_ plan: LanePlan, of whole: ExecutionPlan) {
    self.plan = plan
    canMarkUndefined = whole.canMarkUndefined
    length = Self.length(ofRows: Int(plan.rowCount))
    block = AlignedDoubles(count: Int(plan.rowCount) * length)
    memory = block.base
    operands = .allocate(capacity: max(plan.operands.count, 1))
    adjoints = .allocate(capacity: max(plan.inputAdjoints.count, 1))
    operations = Frozen(plan.operations)
    instructions = Frozen(plan.instructions)
    steps = Frozen(plan.steps)
    zeros = .allocate(capacity: length)
    zeros.initialize(repeating: 0, count: length)
    for (i, row) in plan.operands.enumerated() { operands[i] = memory + row.offset * length }
    for (i, row) in plan.inputAdjoints.enumerated() {
      adjoints[i] = UnsafePointer(row.isNone ? zeros : memory + row.offset * length)
    }
    for constant in plan.constants {
      row(constant.row).update(repeating: constant.value, count: length)
    }
  }

  /// The number of points in a block of so many rows.
  static func length(ofRows count: Int) -> Int {
    var length = 256
    while length > 16, length * count > budget { length /= 2 }
    return length
  }

  deinit {
    block.deallocate()
    operands.deallocate()
    adjoints.deallocate()
    zeros.deallocate()
  }

  private func row(_ i: LaneRow) -> UnsafeMutablePointer<Double> { memory + i.offset * length }

  /// Computes the outputs at `count` points, which lie one after the other; `false` where some node
  /// was met outside its domain that is needed for certain.
  func evaluate(_ points: UnsafePointer<Double>, count: Int) -> Bool {
    adl_v_spread(count, Int(plan.inputCount), points, row(plan.firstInput), length)
    return evaluate(count: count)
  }

  /// Where input number `i` of all points is to be put before they are evaluated, which may
  /// overwrite it.
  func input(_ i: Int) -> UnsafeMutablePointer<Double> { row(plan.firstInput) + i * length }

  /// The same at `count` points that were put there.
  func evaluate(count: Int) -> Bool {
    var isInside = true
    for i in 0..<instructions.count {
      let instruction = instructions[i]
      let strip = self.strip(instruction, count)
      strip.operation.pointee.engine.evaluate(strip)
      if instruction.isChecked {
        let isHarmless = strip.operation.pointee.isConditional && canMarkUndefined
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
      case .contribution(let number, let slot, let adjoint, let target, let base):
        let strip = self.strip(instructions[number], count)
        strip.operation.pointee.engine.addContributions(
          strip, slot: slot.offset, of: row(adjoint), to: row(target),
          Accumulation(onto: base.isNone ? nil : UnsafePointer(row(base))))
      case .scale(let factor, let adjoint, let target, let base):
        let base = base.isNone ? nil : UnsafePointer(row(base))
        if factor == -1 {
          adl_v_contribute_minus_one(count, row(adjoint), row(target), base)
        } else {
          adl_v_contribute_constant(count, row(adjoint), factor, row(target), base)
        }
      case .sum(let a, let b, let target):
        if a == target {
          adl_v_accumulate(count, row(b), row(target))
        } else {
          adl_v_add(count, row(a), row(b), row(target))
        }
      }
    }
  }

  /// `true` iff every output other than number `i` is a number at every point that was evaluated: a
  /// point fails where any is not, as it does alone. To be called before a sweep.
  func areOthersOrdered(than i: Int, count: Int) -> Bool {
    plan.outputs.indices.allSatisfy {
      $0 == i || adl_v_is_ordered(count, row(plan.outputs[$0])) != 0
    }
  }

  /// Writes output number `i` at every point that was evaluated, at distance `step`; `false` where
  /// some is not a number. To be called before a sweep.
  func copyOutput(_ i: Int, count: Int, to target: UnsafeMutablePointer<Double>, step: Int) -> Bool
  {
    let source = row(plan.outputs[i])
    if step == 1 {
      target.update(from: source, count: count)
    } else {
      for j in 0..<count { target[j * step] = source[j] }
    }
    return adl_v_is_ordered(count, source) != 0
  }

  /// Writes the gradients point by point; `false` where some entry is not finite.
  func copyGradients(count: Int, to target: UnsafeMutablePointer<Double>) -> Bool {
    let p = Int(plan.inputCount)
    for i in 0..<p where adl_v_is_finite(count, adjoints[i]!) == 0 { return false }
    adl_v_collect(count, p, UnsafePointer(adjoints), target)
    return true
  }

  /// Where output number `i` of all points is, before a sweep; `nil` where some is not a number.
  func output(_ i: Int, count: Int) -> UnsafePointer<Double>? {
    let source = row(plan.outputs[i])
    return adl_v_is_ordered(count, source) != 0 ? UnsafePointer(source) : nil
  }

  /// Where entry number `i` of all gradients is, after a sweep.
  func gradient(_ i: Int) -> UnsafePointer<Double> { adjoints[i]! }

  /// `true` iff every entry of the gradients at `count` points is finite.
  func hasFiniteGradients(count: Int) -> Bool {
    (0..<Int(plan.inputCount)).allSatisfy { adl_v_is_finite(count, adjoints[$0]!) != 0 }
  }

  private func strip(_ instruction: LanePlan.Instruction, _ count: Int) -> Strip {
    Strip(
      count: count, operands: UnsafePointer(operands + Int(instruction.operands)),
      result: row(instruction.result),
      operation: operations.pointer(to: instruction.operation))
  }
}
