/// "A node of a program under construction" as a number system: a rule that runs over it *writes*
/// its formula into the program. That is how the derivative program A(P) is made.
///
/// Operations on literals fold. A literal 0 or 1 that a formula multiplies or adds is left out:
/// nothing that a user wrote is simplified by that, only what differentiation introduces.
package struct NodeNumber: LiftedNumber, @unchecked Sendable {
  // Unchecked: a builder is used by one task at a time, for as long as one derivative is written.
  package enum Storage {
    case literal(Literal)
    case operand(Operand, ProgramBuilder)
  }

  package let storage: Storage

  package init(_ literal: Literal) { storage = .literal(literal) }
  package init(_ value: Int) { storage = .literal(Literal(value)) }

  /// Creates the number that `operand` of `builder` stands for.
  package init(_ operand: Operand, in builder: ProgramBuilder) {
    storage = builder.literal(of: operand).map { .literal($0) } ?? .operand(operand, builder)
  }

  /// The operand that this number is, in `builder`.
  package func operand(in builder: ProgramBuilder) -> Operand {
    switch storage {
    case .literal(let literal): builder.literal(literal)
    case .operand(let operand, _): operand
    }
  }

  /// The literal, if it is one.
  package var literal: Literal? { if case .literal(let literal) = storage { literal } else { nil } }

  /// The sign of a literal; nodes have no known one until they are evaluated.
  package var sign: KnownSign { literal.map { $0.double.sign } ?? .notKnown }
  package var isZero: Bool { sign.isCertainly(.zero) }
  package var double: Double { literal?.double ?? .nan }
  package static var outlivesWork: Bool { true }
  package static var notANumber: NodeNumber { NodeNumber(Literal(.nan)) }

  package static func order(_ x: Self, _ y: Self) -> KnownSign {
    guard let a = x.literal, let b = y.literal else { return .notKnown }
    return Double.order(a.double, b.double)
  }

  package static func choose(
    whereZero x: Self, _ zero: @autoclosure () -> Self, otherwise other: @autoclosure () -> Self
  ) -> Self {
    if case .known(let sign) = x.sign { return sign == .zero ? zero() : other() }
    return apply(
      .branch, [x, NodeNumber(0), zero(), other()], .condition(.comparison(0, .equal)))
  }

  /// Returns `number` where `count`, which is 0 or at least 1, is not 0, and 0 elsewhere.
  static func choose(where count: Self, _ number: Self) -> Self {
    if let literal = count.literal { return literal.double > 0 ? number : Self(0) }
    let half = Self(Literal(0.5))
    return apply(.branch, [count, half, number, Self(0)], .condition(.comparison(0, .greater)))
  }

  private func `is`(_ value: Double) -> Bool { literal?.double == value }

  private static func apply(_ primitive: Primitive, _ x: [Self], _ parameter: Parameter = .none)
    -> Self
  {
    for number in x {
      if case .operand(_, let builder) = number.storage {
        let operands = x.map { $0.operand(in: builder) }
        return Self(
          builder.apply(primitive, operands, parameter: parameter, anchor: builder.anchor),
          in: builder)
      }
    }
    let folder = ProgramBuilder(inputs: 0)
    folder.isDeriving = true
    let folded = folder.apply(
      primitive, x.map { $0.operand(in: folder) }, parameter: parameter, anchor: .none)
    return Self(folder.literal(of: folded) ?? Literal(.nan))
  }

  package static prefix func - (x: Self) -> Self { apply(.negation, [x]) }

  package static func + (x: Self, y: Self) -> Self {
    if x.is(0) { return y }
    if y.is(0) { return x }
    return apply(.addition, [x, y])
  }

  package static func - (x: Self, y: Self) -> Self {
    if y.is(0) { return x }
    if x.is(0) { return -y }
    return apply(.subtraction, [x, y])
  }

  package static func * (x: Self, y: Self) -> Self {
    if x.is(1) { return y }
    if y.is(1) { return x }
    return apply(.multiplication, [x, y])
  }

  package static func / (x: Self, y: Self) -> Self {
    if y.is(1) { return x }
    return apply(.division, [x, y])
  }

  package static func power(_ x: Self, _ n: Int) -> Self {
    switch n {
    case 0: NodeNumber(1)
    case 1: x
    default: apply(n < 0 ? .reciprocalPower : .integerPower, [x], .integer(n))
    }
  }

  package static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    apply(operation.primitive, [x])
  }

  package static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    operation == .power ? apply(.power, [x, y]) : operation(x, y)
  }

  package static func lift(power n: Int, _ x: Self) -> Self { power(x, n) }
}
