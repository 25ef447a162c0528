import ADLPrograms

/// A call whose arguments are known: its key and its numbers, which are the inputs of its program.
///
/// The numbers stand in the order of the arguments; those that a lambda keeps come after them.
struct CallSignature {
  private(set) var key: CallKey

  /// The inputs, in order.
  private(set) var numbers: [Double] = []

  /// How many of the numbers are arguments; a derivative is taken by these.
  let argumentCount: Int

  /// The functions that the key names, which it does not keep alive.
  private(set) var functions: [CheckedFunction] = []

  /// Reads the call of `function`; `nil` if a number in it is not a literal of `instantiator`.
  ///
  /// - Parameter isInput: which of the arguments are numbers, as against whole numbers that are
  ///   known and functions.
  init?(
    _ function: FunctionValue, _ arguments: [Value], _ isInput: [Bool],
    in instantiator: Instantiator
  ) {
    key = CallKey(convention: instantiator.options.convention)
    argumentCount = zip(arguments, isInput).reduce(0) { count, argument in
      count + (argument.1 ? instantiator.shape(argument.0)?.count ?? 0 : 0)
    }
    for (argument, isInput) in zip(arguments, isInput) {
      guard read(argument, isInput: isInput, in: instantiator) else { return nil }
    }
    guard read(function, in: instantiator) else { return nil }
  }

  private mutating func read(_ value: Value, isInput: Bool, in instantiator: Instantiator) -> Bool {
    switch value {
    case .integer(let integer):
      key.parts.append(isInput ? .number : .integer(integer))
      if isInput { numbers.append(Double(integer)) }
      return true
    // What a block is written of is literals and nodes, and no call to give a value.
    case .index: return false
    case .scalar(let operand):
      key.parts.append(.number)
      return read(operand, in: instantiator)
    case .vector(let vector):
      key.parts.append(.vector(vector.count))
      return vector.all.allSatisfy { read($0, in: instantiator) }
    case .matrix(let matrix):
      key.parts.append(.matrix(rows: matrix.rows, columns: matrix.columns))
      return matrix.entries.allSatisfy { read($0, in: instantiator) }
    case .function(let function): return read(function, in: instantiator)
    }
  }

  private mutating func read(_ operand: Operand, in instantiator: Instantiator) -> Bool {
    guard let double = instantiator.builder.double(of: operand) else { return false }
    numbers.append(double)
    return true
  }

  private mutating func read(_ function: FunctionValue, in instantiator: Instantiator) -> Bool {
    switch function.kind {
    case .builtin(let builtin):
      key.parts.append(.builtin(builtin))
      return true
    case .derivative(let base, let order):
      key.parts.append(.derivative(order: order))
      return read(base, in: instantiator)
    case .defined(let definition, let captures):
      key.parts.append(.defined(ObjectIdentifier(definition), captures: captures.count))
      functions.append(definition)
      return captures.allSatisfy { read($0, isInput: false, in: instantiator) }
    }
  }
}
