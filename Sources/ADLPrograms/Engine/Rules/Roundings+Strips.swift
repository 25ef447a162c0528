/// A whole number near t is what the processor rounds to.
protocol WholePartStrips: EngineRule, WholePart {
  /// The direction in which the processor rounds.
  static var rounding: FloatingPointRoundingRule { get }
}

extension WholePartStrips {
  static func evaluate(_ strip: Strip) {
    let x = strip.operands[0]
    let rounding = rounding
    // A zero has no sign.
    for i in 0..<strip.count { strip.result[i] = x[i].rounded(rounding) + 0 }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    if strip.operation.pointee.localRule == .product {
      return addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
    let x = strip.operands[0]
    ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { i in
      x[i] == x[i] ? .zero : .value(.nan)
    }
  }
}

extension Floor: WholePartStrips {
  static var rounding: FloatingPointRoundingRule { .down }
}

extension Ceiling: WholePartStrips {
  static var rounding: FloatingPointRoundingRule { .up }
}

extension Nearest: WholePartStrips {
  static var rounding: FloatingPointRoundingRule { .toNearestOrEven }
}

extension RunningMaximum: ExtremumEngineRule {}
extension RunningMinimum: ExtremumEngineRule {}

// The loops over these are their derived ones.
extension BinaryLogarithm: UnaryEngineRule {}
extension DecimalLogarithm: UnaryEngineRule {}
extension NormalDistribution: UnaryEngineRule {}
extension Gelu: UnaryEngineRule {}
extension Silu: UnaryEngineRule {}
extension Mish: UnaryEngineRule {}
extension Hypotenuse: BinaryEngineRule {}
