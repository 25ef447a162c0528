/// The interpreter of single nodes.
extension Execution {
  func evaluateScalars(_ body: Range<Int32>) throws(EvaluationFailure) {
    let x = values
    var isOutside = false
    for i in Int(body.lowerBound)..<Int(body.upperBound) {
      let instruction = plan.scalars[i]
      let k = Int(instruction.result)
      let a = Int(instruction.a)
      let b = Int(instruction.b)
      switch instruction.code {
      case .add: x[k] = x[a] + x[b]
      case .subtract: x[k] = x[a] - x[b]
      case .multiply: x[k] = x[a] * x[b]
      case .divide:
        if x[b] == 0 { isOutside = true }
        x[k] = x[a] / x[b]
      case .negate: x[k] = -x[a]
      case .copy: x[k] = x[a]
      case .square: x[k] = x[a] * x[a]
      case .relu: x[k] = Relu.value(at: x[a])
      case .absolute: x[k] = x[a].magnitude
      case .maximum:
        let chosen = x[b] > x[a] ? x[b] : x[a]
        x[k] = x[b] == x[b] ? chosen : x[b]
      case .minimum:
        let chosen = x[b] < x[a] ? x[b] : x[a]
        x[k] = x[b] == x[b] ? chosen : x[b]
      case .call:
        let strip = self.strip(instruction)
        strip.operation.pointee.rule.evaluate(strip)
        if instruction.isChecked { check(strip) }
      }
      if i & 0xFFFF == 0xFFFF { try pause(after: 1 << 16) }
    }
    if isOutside { isSuspect = true }
  }

  func sweepScalars(_ body: Range<Int32>) throws(EvaluationFailure) {
    let x = values
    let v = adjoints
    for i in stride(from: Int(body.upperBound) - 1, through: Int(body.lowerBound), by: -1) {
      let instruction = plan.scalars[i]
      if i & 0xFFFF == 0xFFFF { try pause(after: 1 << 16) }
      if isStrong {
        sweepCall(instruction)
        continue
      }
      let k = Int(instruction.result)
      let a = Int(instruction.a)
      let b = Int(instruction.b)
      switch instruction.code {
      case .add:
        v[a] += v[k]
        v[b] += v[k]
      case .subtract:
        v[a] += v[k]
        v[b] -= v[k]
      case .multiply:
        v[a] += v[k] * x[b]
        v[b] += v[k] * x[a]
      case .divide:
        v[a] += v[k] * (1 / x[b])
        v[b] += v[k] * -(x[k] / x[b])
      case .negate: v[a] -= v[k]
      case .copy: v[a] += v[k]
      case .square: v[a] += v[k] * (2 * x[a])
      case .relu: v[a] += x[a] > 0 ? v[k] : x[a] <= 0 ? 0 : .nan
      case .absolute: v[a] += x[a] > 0 ? v[k] : x[a] < 0 ? -v[k] : x[a] == 0 ? 0 : .nan
      case .maximum:
        if x[a] >= x[b] { v[a] += v[k] } else { v[b] += x[b] > x[a] ? v[k] : .nan }
      case .minimum:
        if x[a] <= x[b] { v[a] += v[k] } else { v[b] += x[b] < x[a] ? v[k] : .nan }
      case .call: sweepCall(instruction)
      }
    }
  }

  /// One application as a strip.
  private func strip(_ instruction: ScalarInstruction) -> Strip {
    let operation = plan.operations.base + Int(instruction.operation)
    for i in 0..<operation.pointee.operandCount {
      arguments[i] = values + address(instruction, i)
    }
    return Strip(
      count: 1, operands: UnsafePointer(arguments), result: values + Int(instruction.result),
      operation: UnsafePointer(operation))
  }

  /// The address of the operand `i`.
  private func address(_ instruction: ScalarInstruction, _ i: Int) -> Int {
    switch instruction.code {
    case .call: Int(plan.operands[Int(instruction.a) + i])
    default: Int(i == 0 ? instruction.a : instruction.b)
    }
  }

  private func sweepCall(_ instruction: ScalarInstruction) {
    let strip = self.strip(instruction)
    let v = adjoints + Int(instruction.result)
    for i in 0..<strip.operation.pointee.operandCount where strip.operation.pointee.slot(i).passes {
      strip.operation.pointee.rule.addShares(
        strip, slot: i, of: v, to: adjoints + address(instruction, i),
        isStrong ? .strongAdd : .add)
    }
  }
}
