/// The value itself, through which no derivative passes: a constant to differentiation.
enum StopGradient: UnaryFunction {
  static let name = "stop_gradient"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let statesDerivative = true
  static let manual = Manual(
    .call(name, .number("t")), "t, as if it were a constant: no derivative passes.",
    example: "(t -> t * stop_gradient(t))'(3)", result: "3")

  static func value<S: RealNumber>(_ x: S) -> S { x }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .zero }
}
