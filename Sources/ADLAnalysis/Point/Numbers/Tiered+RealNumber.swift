import ADLPrograms

extension Tiered: RealNumber {
  init(_ literal: Literal) {
    self.init(literal.number, double: literal.double, tolerance: 0)
  }

  init(_ value: Int) {
    self.init(Certified(value), double: Double(value), tolerance: 0)
  }

  var sign: Sign? {
    guard certified.isDefined else { return nil }
    if tolerance > 0, double.magnitude <= tolerance { return .zero }
    return certified.sign ?? double.sign
  }

  var isZero: Bool { certified.isZero }

  static var notANumber: Tiered { Tiered(.undefined, double: .nan, tolerance: 0) }

  private static func apply(
    _ x: Tiered, _ certified: (Certified) -> Certified, _ double: (Double) -> Double
  ) -> Tiered {
    Tiered(certified(x.certified), double: double(x.double), tolerance: x.tolerance)
  }

  private static func combine(
    _ x: Tiered, _ y: Tiered, _ certified: (Certified, Certified) -> Certified,
    _ double: (Double, Double) -> Double
  ) -> Tiered {
    Tiered(
      certified(x.certified, y.certified), double: double(x.double, y.double),
      tolerance: max(x.tolerance, y.tolerance))
  }

  static prefix func - (x: Tiered) -> Tiered { apply(x, { -$0 }, { -$0 }) }
  static func + (x: Tiered, y: Tiered) -> Tiered { combine(x, y, +, +) }
  static func - (x: Tiered, y: Tiered) -> Tiered { combine(x, y, -, -) }
  static func * (x: Tiered, y: Tiered) -> Tiered { combine(x, y, *, *) }
  static func / (x: Tiered, y: Tiered) -> Tiered { combine(x, y, /, /) }

  static func power(_ x: Tiered, _ n: Int) -> Tiered {
    apply(x, { Certified.power($0, n) }, { Double.power($0, n) })
  }

  static func power(_ x: Tiered, _ y: Tiered) -> Tiered {
    combine(x, y, Certified.power, Double.power)
  }

  static func exp(_ x: Tiered) -> Tiered { apply(x, Certified.exp, Double.exp) }
  static func log(_ x: Tiered) -> Tiered { apply(x, { Certified.log($0) }, { Double.log($0) }) }
  static func sqrt(_ x: Tiered) -> Tiered { apply(x, Certified.sqrt, Double.sqrt) }
  static func sin(_ x: Tiered) -> Tiered { apply(x, Certified.sin, Double.sin) }
  static func cos(_ x: Tiered) -> Tiered { apply(x, Certified.cos, Double.cos) }
  static func tan(_ x: Tiered) -> Tiered { apply(x, Certified.tan, Double.tan) }
  static func asin(_ x: Tiered) -> Tiered { apply(x, Certified.asin, Double.asin) }
  static func acos(_ x: Tiered) -> Tiered { apply(x, Certified.acos, Double.acos) }
  static func atan(_ x: Tiered) -> Tiered { apply(x, Certified.atan, Double.atan) }
  static func sinh(_ x: Tiered) -> Tiered { apply(x, Certified.sinh, Double.sinh) }
  static func cosh(_ x: Tiered) -> Tiered { apply(x, Certified.cosh, Double.cosh) }
  static func tanh(_ x: Tiered) -> Tiered { apply(x, Certified.tanh, Double.tanh) }

  static func log(onePlus x: Tiered) -> Tiered {
    apply(x, Certified.log(onePlus:), Double.log(onePlus:))
  }

  static func expMinusOne(_ x: Tiered) -> Tiered {
    apply(x, Certified.expMinusOne, Double.expMinusOne)
  }

  static func erf(_ x: Tiered) -> Tiered { apply(x, Certified.erf, Double.erf) }
}
