import ADLPrograms

/// A number with its derivatives in finitely many variables, and whether it is affine in them.
///
/// Over the operands of one node as variables, the guards of a selection become such forms.
struct LocalForm: Sendable {
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

  /// The variable numbered `variable`, at `value`.
  init(variable: Int, at value: Tiered) {
    self.init(value, slopes: [variable: Tiered(1)])
  }

  /// `true` iff the number does not vary.
  var isConstant: Bool { isAffine && slopes.isEmpty }

  private func scaled(_ factor: Tiered) -> [Int: Tiered] { slopes.mapValues { factor * $0 } }

  private static func sum(_ x: [Int: Tiered], _ y: [Int: Tiered]) -> [Int: Tiered] {
    x.merging(y) { $0 + $1 }
  }

  private static func chain(_ x: LocalForm, _ rule: (Dual<Tiered>) -> Dual<Tiered>) -> LocalForm {
    if x.isConstant { return LocalForm(rule(Dual(constant: x.value)).value) }
    let image = rule(Dual(x.value, derivative: Tiered(1)))
    return LocalForm(image.value, slopes: x.scaled(image.derivative), isAffine: false)
  }

  private static func chain(
    _ x: LocalForm, _ y: LocalForm, _ rule: (Dual<Tiered>, Dual<Tiered>) -> Dual<Tiered>
  ) -> LocalForm {
    if y.isConstant { return chain(x) { rule($0, Dual(constant: y.value)) } }
    if x.isConstant { return chain(y) { rule(Dual(constant: x.value), $0) } }
    let inX = rule(Dual(x.value, derivative: Tiered(1)), Dual(constant: y.value))
    let inY = rule(Dual(constant: x.value), Dual(y.value, derivative: Tiered(1)))
    return LocalForm(
      inX.value, slopes: sum(x.scaled(inX.derivative), y.scaled(inY.derivative)), isAffine: false)
  }
}

extension LocalForm: RealNumber {
  init(_ literal: Literal) { self.init(Tiered(literal)) }
  init(_ value: Int) { self.init(Tiered(value)) }

  /// The sign near the point: undecided where the value is 0 and the number varies.
  var sign: Sign? {
    let sign = value.sign
    return sign == .zero && !isConstant ? nil : sign
  }

  var isZero: Bool { isConstant && value.isZero }
  var double: Double { value.double }
  static var notANumber: LocalForm { LocalForm(.notANumber) }

  static prefix func - (x: LocalForm) -> LocalForm {
    LocalForm(-x.value, slopes: x.slopes.mapValues { -$0 }, isAffine: x.isAffine)
  }

  static func + (x: LocalForm, y: LocalForm) -> LocalForm {
    LocalForm(
      x.value + y.value, slopes: sum(x.slopes, y.slopes), isAffine: x.isAffine && y.isAffine)
  }

  static func - (x: LocalForm, y: LocalForm) -> LocalForm { x + -y }

  static func * (x: LocalForm, y: LocalForm) -> LocalForm {
    LocalForm(
      x.value * y.value, slopes: sum(x.scaled(y.value), y.scaled(x.value)),
      isAffine: (x.isConstant && y.isAffine) || (y.isConstant && x.isAffine))
  }

  static func / (x: LocalForm, y: LocalForm) -> LocalForm {
    y.isConstant ? x * LocalForm(Tiered(1) / y.value) : chain(x, y) { $0 / $1 }
  }

  static func power(_ x: LocalForm, _ n: Int) -> LocalForm {
    n == 1 ? x : chain(x) { Dual.power($0, n) }
  }

  static func power(_ x: LocalForm, _ y: LocalForm) -> LocalForm {
    chain(x, y) { Dual.power($0, $1) }
  }

  static func exp(_ x: LocalForm) -> LocalForm { chain(x) { Dual.exp($0) } }
  static func log(_ x: LocalForm) -> LocalForm { chain(x) { Dual.log($0) } }
  static func sqrt(_ x: LocalForm) -> LocalForm { chain(x) { Dual.sqrt($0) } }
  static func sin(_ x: LocalForm) -> LocalForm { chain(x) { Dual.sin($0) } }
  static func cos(_ x: LocalForm) -> LocalForm { chain(x) { Dual.cos($0) } }
  static func tan(_ x: LocalForm) -> LocalForm { chain(x) { Dual.tan($0) } }
  static func asin(_ x: LocalForm) -> LocalForm { chain(x) { Dual.asin($0) } }
  static func acos(_ x: LocalForm) -> LocalForm { chain(x) { Dual.acos($0) } }
  static func atan(_ x: LocalForm) -> LocalForm { chain(x) { Dual.atan($0) } }
  static func sinh(_ x: LocalForm) -> LocalForm { chain(x) { Dual.sinh($0) } }
  static func cosh(_ x: LocalForm) -> LocalForm { chain(x) { Dual.cosh($0) } }
  static func tanh(_ x: LocalForm) -> LocalForm { chain(x) { Dual.tanh($0) } }
  static func log(onePlus x: LocalForm) -> LocalForm { chain(x) { Dual.log(onePlus: $0) } }
  static func expMinusOne(_ x: LocalForm) -> LocalForm { chain(x) { Dual.expMinusOne($0) } }
  static func erf(_ x: LocalForm) -> LocalForm { chain(x) { Dual.erf($0) } }
}
