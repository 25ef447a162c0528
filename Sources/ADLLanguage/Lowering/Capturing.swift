import ADLPrograms
import OrderedCollections

/// The nodes that a function, or arguments that are not inputs, keep from the program around them.
///
/// In a program of its own they become further inputs.
struct Capturing {
  /// The nodes, each once.
  private(set) var operands: OrderedSet<Operand> = []

  /// `true` iff something is kept that differs from one repetition of a block to the next.
  private(set) var hasColumns = false

  /// `true` iff nothing is kept but literals and functions without such.
  var isConstant: Bool { operands.isEmpty }

  /// Collects what `function` keeps, and the values that are not inputs.
  init(_ function: FunctionValue, _ values: [Value], _ isInput: [Bool]) {
    collect(.function(function))
    for (value, isInput) in zip(values, isInput) where !isInput { collect(value) }
  }

  private mutating func collect(_ value: Value) {
    switch value {
    case .integer: break
    case .index: hasColumns = true
    case .scalar(let operand): insert(operand)
    case .vector(let vector): for operand in vector.all { insert(operand) }
    case .matrix(let matrix): for operand in matrix.entries { insert(operand) }
    case .function(let function):
      switch function.kind {
      case .builtin: break
      case .derivative(let base, _): collect(.function(base))
      case .defined(_, let captures): for capture in captures { collect(capture) }
      }
    }
  }

  private mutating func insert(_ operand: Operand) {
    if operand.isColumn { hasColumns = true }
    if operand.node != nil { operands.append(operand) }
  }

  /// Returns a value of the instantiator `outer` as one of `inner`, in whose program the kept nodes
  /// are the inputs from `firstInput` on.
  func translated(
    _ value: Value, to inner: Instantiator, from outer: Instantiator, firstInput: Int
  ) -> Value {
    func translate(_ operand: Operand) -> Operand {
      if let position = operands.firstIndex(of: operand) {
        return inner.builder.input(firstInput + position)
      }
      return outer.builder.literal(of: operand).map(inner.builder.literal) ?? operand
    }
    switch value {
    case .integer, .index: return value
    case .scalar(let operand): return .scalar(translate(operand))
    case .vector(let vector): return .vector(VectorValue(vector.all.map(translate), inner.meter))
    case .matrix(let matrix):
      return .matrix(
        MatrixValue(
          matrix.entries.map(translate), rows: matrix.rows, columns: matrix.columns,
          inner.meter))
    case .function(let function):
      return .function(translated(function, to: inner, from: outer, firstInput: firstInput))
    }
  }

  /// Returns a function of the instantiator `outer` as one of `inner`.
  func translated(
    _ function: FunctionValue, to inner: Instantiator, from outer: Instantiator, firstInput: Int
  ) -> FunctionValue {
    switch function.kind {
    case .builtin: return function
    case .derivative(let base, let order):
      let own = translated(base, to: inner, from: outer, firstInput: firstInput)
      return FunctionValue(.derivative(own, order: order))
    case .defined(let definition, let captures):
      let own = captures.map { translated($0, to: inner, from: outer, firstInput: firstInput) }
      return FunctionValue(.defined(definition, captures: own))
    }
  }
}
