import CKernels

extension Exponential: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .exp }

  static func evaluate(_ strip: Strip) {
    adl_v_exp(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_contribute(strip.count, v, strip.result, target, base)
  }
}

extension Logarithm: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .log }

  static func evaluate(_ strip: Strip) {
    adl_v_log(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_contribute_reciprocal(strip.count, v, strip.operands[0], target, base)
  }
}

extension ExponentialMinusOne: UnaryEngineRule {
  static func evaluate(_ strip: Strip) {
    adl_v_expm1(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    strip.addContributions(of: v, to: target, base, adl_v_exp)
  }
}

extension LogarithmOnePlus: UnaryEngineRule {
  static func evaluate(_ strip: Strip) {
    adl_v_log1p(strip.count, strip.operands[0], strip.result)
  }
}

extension Sigmoid: UnaryEngineRule {
  static func evaluate(_ strip: Strip) {
    adl_v_sigmoid(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_contribute_sigmoid(strip.count, v, strip.operands[0], target, base)
  }
}

extension Softplus: UnaryEngineRule {
  static func evaluate(_ strip: Strip) {
    adl_v_softplus(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    strip.addContributions(of: v, to: target, base, adl_v_sigmoid)
  }
}

extension Strip {
  /// Computes v d where d is a function of the one operand.
  func addContributions(
    of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    _ base: UnsafePointer<Double>?,
    _ derivative: (Int, UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { d in
      derivative(count, operands[0], d.baseAddress!)
      adl_v_contribute(count, v, d.baseAddress!, target, base)
    }
  }
}
