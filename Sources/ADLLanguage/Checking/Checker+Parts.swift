import ADLText

/// The part of a derivative that belongs to one parameter: `f\'[w]`.
extension Checker {
  /// Returns the code of `f\'[w]`, a function of the same arguments as f; `nil` where that is not
  /// what is written.
  mutating func derivativePart(
    _ base: ExpressionID, _ indices: ListID<ExpressionID>, _ id: ExpressionID
  ) -> CodeID? {
    guard case .derivative(let function, let order) = tree[base],
      case .name(let name)? = tree[indices].first.map({ tree[$0] }), tree[indices].count == 1
    else { return nil }
    let before = diagnostics.count
    let code = value(function)
    guard diagnostics.count == before else { return code }
    guard case .function(let reference)? = constant(code) else {
      report(.partOfUnknownFunction(at: tree.span(function)))
      return code
    }
    let place = tree[indices].first.map { tree.span($0) } ?? tree.span(id)
    if order > 1 {
      report(.partOfHigherDerivative(tree.text(function), tree[name], at: tree.span(base)))
      return code
    }
    let parameters: [CheckedParameter]
    let slotCount: Int
    switch reference.underived {
    case .defined(let definition, _):
      (parameters, slotCount) = (definition.parameters, definition.slotCount)
    case .builtin(let builtin):
      parameters = builtin.signature.parameters.enumerated().map { i, parameter in
        CheckedParameter(
          name: parameter.name, span: tree.span(function), slot: Slot(i),
          kind: parameter.kind == .natural ? .natural : .any)
      }
      slotCount = parameters.count
    case .derivative: return code
    }
    guard let position = parameters.firstIndex(where: { $0.name == tree[name] }),
      !parameters[position].isNatural
    else {
      report(
        .noSuchPart(
          tree[name], of: tree.text(function),
          among: parameters.filter { !$0.isNatural }.map(\.name), at: place))
      return code
    }
    frames.append(Frame())
    frame.reserve(slotCount)
    let own = frame.constant(.function(reference), from: function)
    let derivative = insert(.derivative(own, order: order), base)
    let arguments = parameters.map { insert(.local($0.slot), id) }
    let call = insert(.call(derivative, frame.code.insert(arguments)), id)
    let root = insert(.part(call, parameter: Int32(position)), id)
    let inner = frames.removeLast()
    frame.lambdas.append(
      inner.function(
        name: nil, parameters: parameters, references: references, span: tree.span(id), tree: tree,
        body: root))
    return insert(.lambda(Int32(frame.lambdas.count - 1)), id)
  }
}
