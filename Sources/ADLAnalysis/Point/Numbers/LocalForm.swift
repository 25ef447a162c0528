import ADLPrograms

/// A number with its derivatives in finitely many variables, and whether it is affine in them.
///
/// Over the operands of one node as variables, the guards of a selection become such forms.
struct LocalForm: LiftedNumber, Equatable {
  let value: Tiered

  /// The derivatives that are not zero, by variable.
  let slopes: [Int: Tiered]

  /// `true` iff the number is known to be affine in the variables.
  let isAffine: Bool

  init(_ value: Tiered, slopes: [Int: Tiered] = [:], isAffine: Bool = true) {
    self.value = value
    self.slopes = slopes.filter { !$0.value.isZero }
    self.isAffine = isAffine
  }

  /// Creates the variable numbered `variable`, at `value`.
  init(variable: Int, at value: Tiered) {
    self.init(value, slopes: [variable: Tiered(1)])
  }

  init(_ literal: Literal) { self.init(Tiered(literal)) }
  init(_ value: Int) { self.init(Tiered(value)) }

  /// `true` iff the number does not vary.
  var isConstant: Bool { isAffine && slopes.isEmpty }

  /// The sign near the point: undecided where the value is 0 and the number varies.
  var sign: KnownSign {
    value.sign.isCertainly(.zero) && !isConstant ? .notKnown : value.sign
  }

  var isZero: Bool { isConstant && value.isZero }
  var double: Double { value.double }
  static var notANumber: LocalForm { LocalForm(.notANumber) }
  static var anyNumber: LocalForm { LocalForm(.anyNumber, isAffine: false) }

  private func scaled(_ factor: Tiered) -> [Int: Tiered] { slopes.mapValues { factor * $0 } }

  private static func sum(_ x: [Int: Tiered], _ y: [Int: Tiered]) -> [Int: Tiered] {
    x.merging(y) { $0 + $1 }
  }

  private static func chain(_ x: LocalForm, _ rule: (Dual<Tiered>) -> Dual<Tiered>) -> LocalForm {
    if x.isConstant { return LocalForm(rule(Dual(constant: x.value)).value) }
    let image = rule(Dual(x.value, derivative: Tiered(1)))
    return LocalForm(image.value, slopes: x.scaled(image.derivative), isAffine: false)
  }

  static func lift(_ operation: UnaryOperation, _ x: LocalForm) -> LocalForm {
    if operation == .negation {
      return LocalForm(-x.value, slopes: x.slopes.mapValues { -$0 }, isAffine: x.isAffine)
    }
    return chain(x) { operation($0) }
  }

  static func lift(_ operation: BinaryOperation, _ x: LocalForm, _ y: LocalForm) -> LocalForm {
    switch operation {
    case .addition:
      return LocalForm(
        x.value + y.value, slopes: sum(x.slopes, y.slopes), isAffine: x.isAffine && y.isAffine)
    case .subtraction:
      return x + -y
    case .multiplication:
      return LocalForm(
        x.value * y.value, slopes: sum(x.scaled(y.value), y.scaled(x.value)),
        isAffine: (x.isConstant && y.isAffine) || (y.isConstant && x.isAffine))
    case .division where y.isConstant:
      return x * LocalForm(Tiered(1) / y.value)
    case .division, .power:
      if y.isConstant { return chain(x) { operation($0, Dual(constant: y.value)) } }
      if x.isConstant { return chain(y) { operation(Dual(constant: x.value), $0) } }
      let inX = operation(Dual(x.value, derivative: Tiered(1)), Dual(constant: y.value))
      let inY = operation(Dual(constant: x.value), Dual(y.value, derivative: Tiered(1)))
      return LocalForm(
        inX.value, slopes: sum(x.scaled(inX.derivative), y.scaled(inY.derivative)),
        isAffine: false)
    }
  }

  static func lift(power n: Int, _ x: LocalForm) -> LocalForm {
    n == 1 ? x : chain(x) { Dual.power($0, n) }
  }
}
