import CKernels

extension Addition: BinaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .add }

  static func evaluate(_ strip: Strip) {
    adl_v_add(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    adl_v_contribute_one(strip.count, v, target, base)
  }
}

extension Subtraction: BinaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .subtract }

  static func evaluate(_ strip: Strip) {
    adl_v_subtract(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    if slot == 0 {
      adl_v_contribute_one(strip.count, v, target, base)
    } else {
      adl_v_contribute_minus_one(strip.count, v, target, base)
    }
  }
}

extension Multiplication: BinaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .multiply }

  static func evaluate(_ strip: Strip) {
    adl_v_multiply(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    adl_v_contribute(strip.count, v, strip.operands[1 - slot], target, base)
  }
}

extension Division: BinaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .divide }

  static func evaluate(_ strip: Strip) {
    adl_v_divide(strip.count, strip.operands[0], strip.operands[1], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    let b = strip.operands[1]
    if slot == 0 {
      adl_v_contribute_reciprocal(strip.count, v, b, target, base)
    } else {
      adl_v_contribute_quotient(strip.count, v, strip.result, b, target, base)
    }
  }
}

extension Negation: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .negate }

  static func evaluate(_ strip: Strip) {
    adl_v_negate(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_contribute_minus_one(strip.count, v, target, base)
  }
}

extension Copy: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .copy }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_contribute_one(strip.count, v, target, base)
  }
}

extension Constant: BinaryEngineRule {}

extension StopGradient: UnaryEngineRule {}
