import CKernels

/// The elementary functions that the engine computes row by row. A number alone goes through the
/// same routine, so both have the same bits; each is accurate to 1 unit in the last place, `tanh`
/// to 2.
extension Double {
  public static func exp(_ x: Double) -> Double { adl_exp(x) }
  public static func expMinusOne(_ x: Double) -> Double { adl_expm1(x) }
  public static func log(_ x: Double) -> Double { adl_log(x) }
  public static func log(onePlus x: Double) -> Double { adl_log1p(x) }
  public static func tanh(_ x: Double) -> Double { adl_tanh(x) }
  public static func sin(_ x: Double) -> Double { adl_sin(x) }
  public static func cos(_ x: Double) -> Double { adl_cos(x) }
}
