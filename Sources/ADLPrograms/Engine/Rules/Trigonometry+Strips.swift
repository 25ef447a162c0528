import CKernels

extension Sine: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .sin }

  static func evaluate(_ strip: Strip) {
    adl_v_sin(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    strip.addContributions(of: v, to: target, base, adl_v_cos)
  }
}

extension Cosine: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .cos }

  static func evaluate(_ strip: Strip) {
    adl_v_cos(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    strip.addContributions(of: v, to: target, base) { n, x, d in
      adl_v_sin(n, x, d)
      for i in 0..<n { d[i] = -d[i] }
    }
  }
}

extension HyperbolicTangent: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .tanh }

  static func evaluate(_ strip: Strip) {
    adl_v_tanh(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_contribute_tanh(strip.count, v, strip.result, target, base)
  }
}

extension SquareRoot: UnaryEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .sqrt }

  static func evaluate(_ strip: Strip) {
    adl_v_sqrt(strip.count, strip.operands[0], strip.result)
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    adl_v_contribute_root(strip.count, v, strip.result, target, base)
  }
}

// The loops over these are their derived ones.
extension Tangent: UnaryEngineRule {}
extension ArcSine: UnaryEngineRule {}
extension ArcCosine: UnaryEngineRule {}
extension ArcTangent: UnaryEngineRule {}
extension HyperbolicSine: UnaryEngineRule {}
extension HyperbolicCosine: UnaryEngineRule {}
extension ErrorFunction: UnaryEngineRule {}
