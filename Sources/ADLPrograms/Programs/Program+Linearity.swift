extension Program {
  /// `true` iff every output is seen to be linear in the input at position `input`: a sum of products
  /// of it with what does not depend on it, whatever the pieces.
  public func isSeenLinear(in input: Int) -> Bool {
    var dependences = (0..<p).map { $0 == input ? Linearity.linear : .free }
    for k in p..<m {
      let application = application(k)
      let own = application.operands.map { operand -> Linearity in
        operand.node.map { dependences[$0] }
          ?? (literals[operand.literal!].double == 0 ? .zero : .free)
      }
      dependences.append(Linearity(of: application.primitive, own))
    }
    return outputs.allSatisfy { dependences[$0] == .linear || dependences[$0] == .zero }
  }
}

/// How a node depends on one input.
private enum Linearity {
  /// It is 0.
  case zero

  /// It does not depend on it.
  case free

  case linear

  /// It does in another way, or in one that is not seen.
  case other

  init(of primitive: Primitive, _ own: [Linearity]) {
    func sum(_ terms: some Sequence<Linearity>) -> Linearity {
      let terms = Array(terms)
      if terms.allSatisfy({ $0 == .zero }) { return .zero }
      if terms.allSatisfy({ $0 == .zero || $0 == .linear }) { return .linear }
      return terms.allSatisfy { $0 == .zero || $0 == .free } ? .free : .other
    }
    func product(_ a: Linearity, _ b: Linearity) -> Linearity {
      if a == .zero || b == .zero { return .zero }
      if a == .free { return b }
      return b == .free ? a : .other
    }
    switch primitive {
    case .negation, .copy, .stopGradient: self = own[0]
    case .constant: self = own[1]
    case .rule: self = own[own.count - 1]
    case .addition, .subtraction, .sum, .mean: self = sum(own)
    case .multiplication: self = product(own[0], own[1])
    case .division: self = own[1] == .free ? own[0] : .other
    case .dot:
      let half = own.count / 2
      self = sum(zip(own[..<half], own[half...]).map(product))
    case .branch:
      let compared = own.dropLast(2)
      self = compared.allSatisfy { $0 == .free || $0 == .zero } ? sum(own.suffix(2)) : .other
    default: self = own.allSatisfy { $0 == .free || $0 == .zero } ? .free : .other
    }
  }
}
