extension Literal {
  /// The number π, as 4 arctan 1.
  public static let pi = named(.pi, Certified(4) * .atan(Certified(1)))

  /// The number e, as exp 1.
  public static let e = named(2.718_281_828_459_045, .exp(Certified(1)))

  /// 2/√π, the derivative of the error function at 0.
  public static let twoOverRootPi = named(
    1.128_379_167_095_512_6, Certified(2) / .sqrt(pi.number))

  /// The number `number`, to which `double` is nearest.
  private static func named(_ double: Double, _ number: Certified) -> Literal {
    Literal(double: double, number: number)
  }
}
