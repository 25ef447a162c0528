import CKernels

/// A formula as steps on rows: what the engine runs for a primitive of a few operands whose rule it
/// has no loop of its own for.
///
/// The steps are those that the rule takes over doubles, in their order, so the bits are the same.
struct StripFormula: Sendable {
  /// A step; the operands are registers: the inputs first, then the results of earlier steps.
  enum Step: Hashable, Sendable {
    case literal(UInt64)
    case unary(UnaryOperation, Int)
    case binary(BinaryOperation, Int, Int)

    /// `less` where left < right, `equal` where they are equal, `greater` where left > right, and
    /// not-a-number where they cannot be ordered.
    case choose(left: Int, right: Int, less: Int, equal: Int, greater: Int)

    fileprivate var operands: [Int] {
      switch self {
      case .literal: []
      case .unary(_, let x): [x]
      case .binary(_, let x, let y): [x, y]
      case .choose(let left, let right, let a, let b, let c): [left, right, a, b, c]
      }
    }

    fileprivate func mapOperands(_ body: (Int) -> Int) -> Step {
      switch self {
      case .literal: self
      case .unary(let operation, let x): .unary(operation, body(x))
      case .binary(let operation, let x, let y): .binary(operation, body(x), body(y))
      case .choose(let left, let right, let a, let b, let c):
        .choose(
          left: body(left), right: body(right), less: body(a), equal: body(b), greater: body(c))
      }
    }
  }

  private let inputCount: Int
  private let steps: [Step]
  private let result: Int

  /// The most steps that are worth their rows.
  private static let stepLimit = 200

  /// The number of doubles that the rows are to fit in, and the longest row.
  private static let budget = 4096
  private static let maximumLength = 256

  /// Creates the formula with the value of register `result`, leaving out the steps that it does
  /// not need; `nil` where those are too many.
  init?(inputCount: Int, _ steps: [Step], result: Int) {
    var isNeeded = [Bool](repeating: false, count: inputCount + steps.count)
    isNeeded[result] = true
    for (i, step) in steps.enumerated().reversed() where isNeeded[inputCount + i] {
      for operand in step.operands { isNeeded[operand] = true }
    }
    var place = Array(0..<inputCount)
    var kept: [Step] = []
    for (i, step) in steps.enumerated() {
      place.append(inputCount + kept.count)
      if isNeeded[inputCount + i] { kept.append(step.mapOperands { place[$0] }) }
    }
    guard kept.count <= Self.stepLimit else { return nil }
    self.inputCount = inputCount
    self.steps = kept
    self.result = place[result]
  }

  /// Computes the formula for `count` applications.
  ///
  /// - Parameters:
  ///   - inputs: a row per input, the value of the application last where the formula takes it.
  ///   - target: where the results are put; it overlaps no row.
  func evaluate(
    _ count: Int, _ inputs: (Int) -> UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>
  ) {
    let rowCount = max(steps.count, 1)
    let length = min(count, Self.maximumLength, max(8, Self.budget / rowCount))
    withUnsafeTemporaryAllocation(of: Double.self, capacity: rowCount * length) { rows in
      withUnsafeTemporaryAllocation(
        of: UnsafePointer<Double>.self, capacity: inputCount + rowCount
      ) { registers in
        for i in 0..<inputCount { registers[i] = inputs(i) }
        for i in 0..<rowCount {
          registers[inputCount + i] = UnsafePointer(rows.baseAddress! + i * length)
        }
        for i in 0..<steps.count {
          if case .literal(let bits) = steps[i] {
            adl_v_fill(length, Double(bitPattern: bits), rows.baseAddress! + i * length)
          }
        }
        var first = 0
        while first < count {
          let part = min(length, count - first)
          for i in 0..<steps.count {
            Self.run(steps[i], part, registers.baseAddress!, rows.baseAddress! + i * length)
          }
          (target + first).update(from: registers[result], count: part)
          for i in 0..<inputCount { registers[i] += part }
          first += part
        }
      }
    }
  }

  private static func run(
    _ step: Step, _ count: Int, _ registers: UnsafePointer<UnsafePointer<Double>>,
    _ y: UnsafeMutablePointer<Double>
  ) {
    switch step {
    case .literal: break
    case .unary(let operation, let x): operation.run(count, registers[x], y)
    case .binary(let operation, let a, let b):
      operation.run(count, registers[a], registers[b], y)
    case .choose(let left, let right, let less, let equal, let greater):
      adl_v_choose(
        count, registers[left], registers[right], registers[less], registers[equal],
        registers[greater], y)
    }
  }
}

extension UnaryOperation {
  /// Applies the operation to a row.
  fileprivate func run(
    _ count: Int, _ x: UnsafePointer<Double>, _ y: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .negation: adl_v_negate(count, x, y)
    case .exp: adl_v_exp(count, x, y)
    case .log: adl_v_log(count, x, y)
    case .sqrt: adl_v_sqrt(count, x, y)
    case .sin: adl_v_sin(count, x, y)
    case .cos: adl_v_cos(count, x, y)
    case .tanh: adl_v_tanh(count, x, y)
    case .logOnePlus: adl_v_log1p(count, x, y)
    case .expMinusOne: adl_v_expm1(count, x, y)
    case .tan, .asin, .acos, .atan, .sinh, .cosh, .erf:
      for i in 0..<count { y[i] = self(x[i]) }
    }
  }
}

extension BinaryOperation {
  /// Applies the operation to two rows.
  fileprivate func run(
    _ count: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    _ y: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .addition: adl_v_add(count, a, b, y)
    case .subtraction: adl_v_subtract(count, a, b, y)
    case .multiplication: adl_v_multiply(count, a, b, y)
    case .division: adl_v_divide(count, a, b, y)
    case .power: for i in 0..<count { y[i] = Double.power(a[i], b[i]) }
    }
  }
}
