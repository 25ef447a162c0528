import CKernels

/// A selection of one argument that has a simple formula off its ties; d at the ties is the
/// operation's.
protocol UnarySelectionStrips: EngineRule, ElementarySelection {
  /// Returns the value at `x`; not-a-number for not-a-number.
  static func value(at x: Double) -> Double

  /// Returns d at `x`, where `ties` has d at each of the tie points.
  static func slope(at x: Double, _ ties: UnsafePointer<Double>) -> Partial<Double>

  /// The slopes below and above 0, where they are constant and 0 is the only tie.
  static var slopesBySign: (below: Double, above: Double)? { get }
}

extension UnarySelectionStrips {
  static var slopesBySign: (below: Double, above: Double)? { nil }

  static func evaluate(_ strip: Strip) {
    let x = strip.operands[0]
    let y = strip.result
    for i in 0..<strip.count { y[i] = value(at: x[i]) }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let x = strip.operands[0]
    if let slopes = slopesBySign, !accumulation.isStrong {
      let tie = strip.operation.pointee.ties[0]
      adl_v_contribute_by_sign(
        strip.count, v, x, slopes.below, tie, slopes.above, target, accumulation.base)
      return
    }
    if strip.operation.pointee.localRule == .product {
      return addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
    strip.operation.pointee.ties.withUnsafeBufferPointer { buffer in
      let ties = buffer.baseAddress!
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) {
        slope(at: x[$0], ties)
      }
    }
  }
}

/// Returns the entry `tie` of d at a tie, where a 0 is structural; not-a-number where `isTie` is
/// false, which only not-a-number leaves open.
@inline(__always)
private func entry(_ tie: Double, _ isTie: Bool) -> Partial<Double> {
  isTie ? (tie == 0 ? .zero : .value(tie)) : .value(.nan)
}

extension Relu: UnarySelectionStrips {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .relu }
  static var slopesBySign: (below: Double, above: Double)? { (0, 1) }

  static func evaluate(_ strip: Strip) {
    adl_v_relu(strip.count, strip.operands[0], strip.result)
  }

  @inline(__always)
  static func value(at x: Double) -> Double {
    let y = x > 0 ? x : 0
    return x == x ? y : x
  }

  @inline(__always)
  static func slope(at x: Double, _ ties: UnsafePointer<Double>) -> Partial<Double> {
    x > 0 ? .one : x < 0 ? .zero : entry(ties[0], x == 0)
  }
}

extension AbsoluteValue: UnarySelectionStrips {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .absolute }
  static var slopesBySign: (below: Double, above: Double)? { (-1, 1) }

  static func evaluate(_ strip: Strip) {
    adl_v_abs(strip.count, strip.operands[0], strip.result)
  }

  @inline(__always)
  static func value(at x: Double) -> Double { x.magnitude }

  @inline(__always)
  static func slope(at x: Double, _ ties: UnsafePointer<Double>) -> Partial<Double> {
    x > 0 ? .one : x < 0 ? .minusOne : entry(ties[0], x == 0)
  }
}

extension FixedClip {
  @inline(__always)
  static func value(at x: Double) -> Double {
    let raised = x < Double(lower) ? Double(lower) : x
    return raised > Double(upper) ? Double(upper) : raised
  }

  @inline(__always)
  static func slope(at x: Double, _ ties: UnsafePointer<Double>) -> Partial<Double> {
    if x > Double(lower) && x < Double(upper) { return .one }
    if x < Double(lower) || x > Double(upper) { return .zero }
    return x == Double(lower) ? entry(ties[0], true) : entry(ties[1], x == Double(upper))
  }
}

extension HardTanh: UnarySelectionStrips {}
extension Relu6: UnarySelectionStrips {}

/// A rectifier that is `negative(t, a)` below 0: two operands, d at the tie by the generic rule.
protocol LeakyStrips: EngineRule, ElementarySelection {
  static func negative(_ t: Double, _ a: Double) -> Double

  /// Returns d for `negative`.
  static func slopes(_ t: Double, _ a: Double) -> (Double, Double)
}

extension LeakyStrips {
  static func evaluate(_ strip: Strip) {
    let t = strip.operands[0]
    let a = strip.operands[1]
    for i in 0..<strip.count { strip.result[i] = t[i] > 0 ? t[i] : negative(t[i], a[i]) }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let t = strip.operands[0]
    let a = strip.operands[1]
    for i in 0..<strip.count where !(t[i] > 0 || t[i] < 0) {
      return addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
    ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { i in
      if t[i] > 0 { return slot == 0 ? .one : .zero }
      let d = slopes(t[i], a[i])
      return .value(slot == 0 ? d.0 : d.1)
    }
  }
}

extension LeakyRelu: LeakyStrips {
  @inline(__always)
  static func negative(_ t: Double, _ a: Double) -> Double { a * t }

  @inline(__always)
  static func slopes(_ t: Double, _ a: Double) -> (Double, Double) { (a, t) }
}

extension Elu: LeakyStrips {
  @inline(__always)
  static func negative(_ t: Double, _ a: Double) -> Double { a * Double.expMinusOne(t) }

  @inline(__always)
  static func slopes(_ t: Double, _ a: Double) -> (Double, Double) {
    (a * Double.exp(t), Double.expMinusOne(t))
  }
}
