import CKernels

extension Addition {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .add }

  public static func evaluate(_ strip: Strip) {
    adl_v_add(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    adl_v_share_one(strip.count, v, target, base)
  }
}

extension Subtraction {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .subtract }

  public static func evaluate(_ strip: Strip) {
    adl_v_subtract(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    if slot == 0 {
      adl_v_share_one(strip.count, v, target, base)
    } else {
      adl_v_share_minus_one(strip.count, v, target, base)
    }
  }
}

extension Multiplication {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .multiply }

  public static func evaluate(_ strip: Strip) {
    adl_v_multiply(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    adl_v_share(strip.count, v, strip.operands[1 - slot], target, base)
  }
}

extension Division {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .divide }

  public static func evaluate(_ strip: Strip) {
    adl_v_divide(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    let b = strip.operands[1]
    if slot == 0 {
      adl_v_share_reciprocal(strip.count, v, b, target, base)
    } else {
      adl_v_share_quotient(strip.count, v, strip.result, b, target, base)
    }
  }
}

extension Negation {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .negate }

  public static func evaluate(_ strip: Strip) {
    adl_v_negate(strip.count, strip.operands[0], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_share_minus_one(strip.count, v, target, base)
  }
}

extension Copy {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .copy }

  public static func addPlainShares(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_share_one(strip.count, v, target, base)
  }
}
