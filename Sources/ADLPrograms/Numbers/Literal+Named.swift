extension Literal {
  /// The number π, as 4 arctan 1.
  public static let pi = named(.pi, Literal(4) * .atan(Literal(1)))

  /// The number e, as exp 1.
  public static let e = named(2.718_281_828_459_045, .exp(Literal(1)))

  /// 2/√π, the derivative of the error function at 0.
  public static let twoOverRootPi = named(1.128_379_167_095_512_6, Literal(2) / .sqrt(pi))

  /// The number with the formula of `number`, to which `double` is nearest.
  private static func named(_ double: Double, _ number: Literal) -> Literal {
    Literal(double: double, number: number.number, formula: number.formula)
  }
}
