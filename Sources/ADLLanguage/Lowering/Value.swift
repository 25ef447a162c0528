import ADLPrograms

/// What an instruction comes to while a program is written.
enum Value {
  /// A whole number that is known: it may index, bound a loop and count; as an operand it is a
  /// literal.
  case integer(Int)

  /// A whole number that is known for every repetition of the block that is written.
  case index(IndexColumn)

  /// A real number: a node, or a literal.
  case scalar(Operand)

  case vector(VectorValue)
  case matrix(MatrixValue)
  case function(FunctionValue)

  /// `true` iff it is a vector, a matrix or a function.
  var isCompound: Bool {
    switch self {
    case .integer, .index, .scalar: false
    case .vector, .matrix, .function: true
    }
  }
}
