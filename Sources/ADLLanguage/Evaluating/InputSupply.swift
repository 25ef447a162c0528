import ADLPrograms

/// Hands out the inputs of a program in the order in which `CallSignature` reads the numbers.
struct InputSupply {
  private let instantiator: Instantiator
  private var next = 0

  /// Supplies values of `instantiator`, whose inputs they are.
  init(_ instantiator: Instantiator) { self.instantiator = instantiator }

  /// Returns the value that stands for an argument.
  mutating func argument(_ value: Value, isInput: Bool) -> Value {
    switch value {
    case .integer: return isInput ? .scalar(operand()) : value
    case .index, .scalar: return .scalar(operand())
    case .vector(let vector):
      return .vector(VectorValue((0..<vector.count).map { _ in operand() }, instantiator.meter))
    case .matrix(let matrix):
      return .matrix(
        MatrixValue(
          matrix.entries.map { _ in operand() }, rows: matrix.rows, columns: matrix.columns,
          instantiator.meter))
    case .function(let function): return .function(self.function(function))
    }
  }

  /// Returns the function that stands for one that keeps numbers.
  mutating func function(_ function: FunctionValue) -> FunctionValue {
    switch function.kind {
    case .builtin: return function
    case .derivative(let base, let order):
      return FunctionValue(.derivative(self.function(base), order: order))
    case .defined(let definition, let captures):
      var own: [Value] = []
      for capture in captures { own.append(argument(capture, isInput: false)) }
      return FunctionValue(.defined(definition, captures: own))
    }
  }

  private mutating func operand() -> Operand {
    next += 1
    return instantiator.builder.input(next - 1)
  }
}
