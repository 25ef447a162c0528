/// The logarithm to a whole base.
protocol LogarithmToBase: UnaryFunction {
  static var base: Int { get }
}

extension LogarithmToBase {
  static var domain: Domain { Domain(value: [.above(0)]) }
  static var functionClass: FunctionClass { .logExp }

  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / (x * S.log(S(base))))
  }
}

/// The logarithm to the base 2.
enum BinaryLogarithm: LogarithmToBase {
  static let name = "log2"
  static let base = 2
  static let manual = Manual(
    .call("log2", .number("t")), "The logarithm to the base 2.", example: "log2(8)", result: "3")

  static func value<S: RealNumber>(_ x: S) -> S { S.log2(x) }
}

/// The logarithm to the base 10.
enum DecimalLogarithm: LogarithmToBase {
  static let name = "log10"
  static let base = 10
  static let manual = Manual(
    .call("log10", .number("t")), "The logarithm to the base 10.", example: "log10(1000)",
    result: "3")

  static func value<S: RealNumber>(_ x: S) -> S { S.log10(x) }
}
