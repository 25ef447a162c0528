import CKernels

extension IntegerPower: EngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode {
    parameter.integer == 2 ? .square : .call
  }

  static func evaluate(_ strip: Strip) {
    let x = strip.operands[0]
    let n = strip.operation.pointee.parameter.integer
    switch n {
    case 2: adl_v_square(strip.count, x, strip.result)
    case 3: adl_v_cube(strip.count, x, strip.result)
    case 4: adl_v_fourth(strip.count, x, strip.result)
    default: evaluateGenerically(strip)
    }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    guard strip.operation.pointee.isPlain, !accumulation.isStrong else {
      return addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
    let x = strip.operands[0]
    let n = strip.operation.pointee.parameter.integer
    switch n {
    case 0: adl_v_contribute_constant(strip.count, v, 0, target, accumulation.base)
    case 1: adl_v_contribute_one(strip.count, v, target, accumulation.base)
    case 2: adl_v_contribute_scaled(strip.count, v, 2, x, target, accumulation.base)
    case 3: adl_v_contribute_square(strip.count, v, x, target, accumulation.base)
    case 4: adl_v_contribute_cube(strip.count, v, x, target, accumulation.base)
    default: addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
  }
}

extension Power: BinaryEngineRule {}
