/// An operator before its operand.
public enum PrefixOperator: UInt8, Hashable, Sendable, BitwiseCopyable {
  case minus
  case plus
  case not
}

/// An operator between two operands.
public enum InfixOperator: UInt8, Hashable, Sendable, BitwiseCopyable {
  case or
  case and
  case add
  case subtract
  case multiply
  case divide
  case matrixProduct
  case power
}

/// A comparison of two numbers.
public enum ComparisonOperator: UInt8, Hashable, Sendable, BitwiseCopyable {
  case less
  case lessEqual
  case greater
  case greaterEqual
  case equal
  case notEqual
}
