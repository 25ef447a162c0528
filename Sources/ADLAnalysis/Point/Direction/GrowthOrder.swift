import ADLPrograms

/// A number a with |g(x + h) - g(x)| ≤ C |h|^a for every small h that stays in the domain, for a
/// node g.
///
/// Where it exceeds 1 for the output, f'(x; d) is 0 along every d that stays in the domain, though
/// some derivative on the way is infinite: `sqrt(x) * y` at 0 has 3/2.
enum GrowthOrder: Comparable {
  case atLeast(Rational)

  /// The node does not move near the point.
  case constant

  static func + (a: Self, b: Self) -> Self {
    guard case .atLeast(let a) = a, case .atLeast(let b) = b else { return .constant }
    return .atLeast(a + b)
  }

  static func * (a: Self, factor: Rational) -> Self {
    guard case .atLeast(let a) = a else { return .constant }
    return .atLeast(a * factor)
  }

  /// Returns a bound for output `i` of the program of `evaluation`; `nil` where none is known.
  static func ofOutput(_ i: Int, _ evaluation: Evaluation<Tiered>) -> GrowthOrder? {
    let program = evaluation.program
    var orders = [GrowthOrder?](repeating: nil, count: program.m)
    for k in 0..<program.p { orders[k] = .atLeast(.one) }
    for k in program.p..<program.m where evaluation.values[k] != nil {
      orders[k] = order(k, evaluation, orders)
    }
    return orders[program.outputs.lowerBound + i]
  }

  private static func order(
    _ k: Int, _ evaluation: Evaluation<Tiered>, _ orders: [GrowthOrder?]
  ) -> GrowthOrder? {
    let application = evaluation.program.application(k)
    let x = evaluation.operandValues(k)
    if application.canJump {
      guard let active = evaluation.active[k], active.isDecided, !active.ties,
        application.runsOnlyChosenOperand
      else { return nil }
      let arm = application.operands[application.operands.endIndex - 2 + active.piece[0]]
      return arm.node.map { orders[$0] } ?? .constant
    }
    var own: [GrowthOrder] = []
    for operand in application.operands {
      guard let order = operand.node.map({ orders[$0] }) ?? GrowthOrder.constant else { return nil }
      own.append(order)
    }
    switch application.primitive {
    case .multiplication, .dot:
      // Of a product u v - u_0 v_0 = (u - u_0) (v - v_0) + u_0 (v - v_0) + v_0 (u - u_0).
      let half = own.count / 2
      return (0..<half).map { i in
        let (u, v) = (own[i], own[half + i])
        let rest = [x[half + i].isSurelyZero ? nil : u, x[i].isSurelyZero ? nil : v]
        return ([u + v] + rest.compactMap(\.self)).min()!
      }.min()
    case .sqrt where x[0].isSurelyZero: return own[0] * Rational(1, 2)
    case .power where x[0].isSurelyZero && own[1] == .constant:
      guard let exponent = x[1].certified.rational, exponent > .zero else { return nil }
      return own[0] * exponent
    case .integerPower where x[0].isSurelyZero && application.parameter.integer > 0:
      return own[0] * Rational(application.parameter.integer)
    default:
      if case .function(let rule) = application.primitive.kind, rule.hasEdge(x), !rule.isLipschitz {
        return nil
      }
      return own.min()
    }
  }
}

extension Tiered {
  fileprivate var isSurelyZero: Bool { certified.sign.isCertainly(.zero) }
}
