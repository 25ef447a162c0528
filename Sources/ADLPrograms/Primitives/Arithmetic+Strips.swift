import CKernels

extension Addition {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .add }

  public static func evaluate(_ strip: Strip) {
    adl_v_add(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, adds: Int32
  ) {
    adl_v_share_one(strip.count, v, target, adds)
  }
}

extension Subtraction {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .subtract }

  public static func evaluate(_ strip: Strip) {
    adl_v_subtract(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, adds: Int32
  ) {
    if slot == 0 {
      adl_v_share_one(strip.count, v, target, adds)
    } else {
      adl_v_share_minus_one(strip.count, v, target, adds)
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
    to target: UnsafeMutablePointer<Double>, adds: Int32
  ) {
    adl_v_share(strip.count, v, strip.operands[1 - slot], target, adds)
  }
}

extension Division {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .divide }

  public static func evaluate(_ strip: Strip) {
    adl_v_divide(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  public static func addPlainShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, adds: Int32
  ) {
    let b = strip.operands[1]
    if slot == 0 {
      adl_v_share_reciprocal(strip.count, v, b, target, adds)
    } else {
      adl_v_share_quotient(strip.count, v, strip.result, b, target, adds)
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
    adds: Int32
  ) {
    adl_v_share_minus_one(strip.count, v, target, adds)
  }
}

extension Copy {
  public static func scalarCode(_ parameter: Parameter) -> ScalarCode { .copy }

  public static func addPlainShares(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    adds: Int32
  ) {
    adl_v_share_one(strip.count, v, target, adds)
  }
}
