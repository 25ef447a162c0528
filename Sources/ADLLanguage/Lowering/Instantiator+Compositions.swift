import ADLPrograms
import ADLText

/// Functions that are formulas of other primitives.
extension Instantiator {
  func compose(
    _ composition: Builtin.Composition, _ builtin: Builtin, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    switch composition {
    case .square:
      if case .integer(let integer) = values[0],
        case (let square, false) = integer.multipliedReportingOverflow(by: integer)
      {
        return .integer(square)
      }
      return try elementwise(.integerPower, values, site, parameter: .integer(2))
    case .fraction: return try modulo(values[0], .integer(1), site)
    case .modulo: return try modulo(values[0], values[1], site)
    case .variance:
      let x = try centred(values, builtin, site)
      let squares = x.map {
        builder.apply(.integerPower, [$0], parameter: .integer(2), anchor: site.anchor)
      }
      return .scalar(builder.apply(.mean, squares, anchor: site.anchor))
    case .deviation:
      let x = try centred(values, builtin, site)
      let norm = builder.apply(.euclideanNorm, x, anchor: site.anchor)
      let root = builder.apply(.sqrt, literal(x.count), anchor: site.anchor)
      return .scalar(builder.apply(.division, norm, root, anchor: site.anchor))
    case .softmax:
      return try softmax(values, builtin, site) { x, sum in
        let difference = builder.apply(.subtraction, x, sum, anchor: site.anchor)
        return builder.apply(.exp, difference, anchor: site.anchor)
      }
    case .logSoftmax:
      return try softmax(values, builtin, site) { x, sum in
        builder.apply(.subtraction, x, sum, anchor: site.anchor)
      }
    }
  }

  /// a - b floor(a/b); of known whole numbers a whole number that is known.
  private func modulo(
    _ a: Value, _ b: Value, _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    if case .integer(let a) = a, case .integer(let b) = b, b != 0, b != -1 {
      let rest = a % b
      return .integer(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest)
    }
    if case .integer(1) = b {
      return try elementwise(.subtraction, [a, elementwise(.floor, [a], site)], site)
    }
    let whole = try elementwise(.floor, [elementwise(.division, [a, b], site)], site)
    return try elementwise(
      .subtraction, [a, elementwise(.multiplication, [b, whole], site)], site)
  }

  /// The differences of the arguments' entries from their mean.
  private func centred(
    _ values: [Value], _ builtin: Builtin, _ site: CallSite
  ) throws(LoweringFailure) -> [Operand] {
    let x = try operands(of: values, builtin, site)
    if x.isEmpty {
      throw .diagnostic(.reductionOfNothing(builtin, at: site.span(ofArgument: 0)))
    }
    let mean = builder.apply(.mean, x, anchor: site.anchor)
    return x.map { builder.apply(.subtraction, $0, mean, anchor: site.anchor) }
  }

  /// What `entry` makes of each entry and of the logarithm of the sum of exponentials of its row.
  private func softmax(
    _ values: [Value], _ builtin: Builtin, _ site: CallSite,
    _ entry: (_ x: Operand, _ sum: Operand) -> Operand
  ) throws(LoweringFailure) -> Value {
    let width: Int
    switch values[0] {
    case .vector(let vector): width = vector.count
    case .matrix(let matrix): width = matrix.columns
    default:
      throw .diagnostic(
        .vectorExpected(found: kind(of: values[0]), at: site.span(ofArgument: 0)))
    }
    let x = entries(values[0])
    if x.isEmpty {
      throw .diagnostic(.reductionOfNothing(builtin, at: site.span(ofArgument: 0)))
    }
    var results: [Operand] = []
    for start in stride(from: 0, to: x.count, by: width) {
      let row = Array(x[start..<start + width])
      let sum = builder.apply(.logSumExp, row, anchor: site.anchor)
      results += row.map { entry($0, sum) }
      try tick()
    }
    return value(results, shape(values[0]) ?? .scalar)
  }
}
