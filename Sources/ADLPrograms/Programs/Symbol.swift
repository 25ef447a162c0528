/// A number of a program that is being written: an input, a literal, or what primitives make of
/// such.
///
/// Operators and the functions below append nodes, in the order in which Swift runs them.
public struct Symbol: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  private enum Storage {
    case operand(ProgramBuilder, Operand)
    case literal(Literal)
  }

  private let storage: Storage

  init(_ builder: ProgramBuilder, _ operand: Operand) { storage = .operand(builder, operand) }

  /// Creates the number `value`.
  public init(integerLiteral value: Int) { storage = .literal(Literal(value)) }

  /// Creates the decimal that `value` is written as.
  public init(floatLiteral value: Double) {
    storage = .literal(Literal(double: value, exact: Rational(decimal: "\(value)")))
  }

  /// Creates the number `value`.
  public init(_ value: Rational) { storage = .literal(Literal(double: value.double, exact: value)) }

  fileprivate func operand(in builder: ProgramBuilder) -> Operand {
    switch storage {
    case .operand(_, let operand): operand
    case .literal(let literal): builder.literal(literal)
    }
  }

  /// Returns `primitive` applied to `symbols`.
  ///
  /// - Requires: one of them is made of an input.
  public static func apply(
    _ primitive: Primitive, _ symbols: [Symbol], _ parameter: Parameter = .none
  ) -> Symbol {
    let builders = symbols.compactMap { symbol in
      if case .operand(let builder, _) = symbol.storage { builder } else { nil }
    }
    guard let builder = builders.first else {
      preconditionFailure("a symbol is made of at least one input")
    }
    return Symbol(
      builder,
      builder.apply(primitive, symbols.map { $0.operand(in: builder) }, parameter: parameter))
  }

  public static func + (a: Symbol, b: Symbol) -> Symbol { apply(.addition, [a, b]) }
  public static func - (a: Symbol, b: Symbol) -> Symbol { apply(.subtraction, [a, b]) }
  public static func * (a: Symbol, b: Symbol) -> Symbol { apply(.multiplication, [a, b]) }
  public static func / (a: Symbol, b: Symbol) -> Symbol { apply(.division, [a, b]) }
  public static prefix func - (a: Symbol) -> Symbol { apply(.negation, [a]) }

  /// Returns the integer power: a product of n factors, or the reciprocal of one.
  public func power(_ n: Int) -> Symbol {
    Symbol.apply(n < 0 ? .reciprocalPower : .integerPower, [self], .integer(n))
  }
}

/// Returns the larger of 0 and `t`.
public func relu(_ t: Symbol) -> Symbol { .apply(.relu, [t]) }

/// Returns the absolute value of `t`.
public func abs(_ t: Symbol) -> Symbol { .apply(.abs, [t]) }

/// Returns the larger of two.
public func max(_ a: Symbol, _ b: Symbol) -> Symbol { .apply(.maximum, [a, b]) }

/// Returns the smaller of two.
public func min(_ a: Symbol, _ b: Symbol) -> Symbol { .apply(.minimum, [a, b]) }

/// Returns e to the power `t`.
public func exp(_ t: Symbol) -> Symbol { .apply(.exp, [t]) }

/// Returns the natural logarithm of `t`, which is positive.
public func log(_ t: Symbol) -> Symbol { .apply(.log, [t]) }

/// Returns the square root of `t`, which is not negative.
public func sqrt(_ t: Symbol) -> Symbol { .apply(.sqrt, [t]) }

/// Returns the sine of `t`, in radians.
public func sin(_ t: Symbol) -> Symbol { .apply(.sin, [t]) }

/// Returns the cosine of `t`, in radians.
public func cos(_ t: Symbol) -> Symbol { .apply(.cos, [t]) }

/// Returns the hyperbolic tangent of `t`.
public func tanh(_ t: Symbol) -> Symbol { .apply(.tanh, [t]) }

extension Program {
  /// Creates the program of the numbers that `body` makes of `p` inputs.
  ///
  /// - Throws: what a primitive or a limit is against, such as a wrong number of operands.
  public init(inputs p: Int, _ body: ([Symbol]) -> [Symbol]) throws(BuildFailure) {
    let builder = ProgramBuilder(inputs: p)
    let outputs = body((0..<p).map { Symbol(builder, builder.input($0)) })
    self = try builder.seal(outputs: outputs.map { $0.operand(in: builder) })
  }
}
