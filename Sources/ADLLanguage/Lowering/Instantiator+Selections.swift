import ADLPrograms
import ADLText

extension Instantiator {
  /// What a declared selection depends on besides its inputs.
  struct SelectionKey: Hashable {
    let function: ObjectIdentifier
    let shapes: [Shape?]
    let naturals: [Int]
  }

  /// Applies a selection that the user declared: one node. A selection of numbers works element by
  /// element on vectors.
  func select(
    _ function: CheckedFunction, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    guard values.count == function.parameters.count else {
      throw .diagnostic(
        .argumentCount(
          function.name ?? "the selection", expected: function.parameters.count,
          found: values.count, at: site.span, defined: function.span))
    }
    if let shape = try mappedShape(function, values, site) {
      let columns = values.map { entries($0) }
      var results: [Operand] = []
      for i in 0..<shape.count {
        let own: [Value] = zip(values, columns).map { value, column in
          value.isCompound ? .scalar(column[i]) : value
        }
        let result = try select(function, own, site)
        if let operand = operand(result) { results.append(operand) }
      }
      return value(results, shape)
    }
    let (key, operands) = key(function, values)
    let shapes = key.shapes
    let definition: SelectionDefinition
    if let known = shared.selections[key] {
      definition = known
    } else {
      definition = try SelectionWriter(function, values, shapes, self, site).definition()
      shared.selections[key] = definition
    }
    return .scalar(
      builder.apply(
        .declaredSelection, operands, parameter: .selection(definition), anchor: site.anchor))
  }

  /// Returns what a declared primitive depends on besides its inputs, and these.
  func key(
    _ function: CheckedFunction, _ values: [Value]
  ) -> (key: SelectionKey, operands: [Operand]) {
    var operands: [Operand] = []
    var naturals: [Int] = []
    var shapes: [Shape?] = []
    for (parameter, value) in zip(function.parameters, values) {
      if parameter.isNatural, case .integer(let integer) = value {
        naturals.append(integer)
        shapes.append(nil)
      } else {
        operands += entries(value)
        shapes.append(shape(value))
      }
    }
    let key = SelectionKey(
      function: ObjectIdentifier(function), shapes: shapes, naturals: naturals)
    return (key, operands)
  }

  /// The shape over which a selection of numbers is mapped; `nil` where it is applied once.
  func mappedShape(
    _ function: CheckedFunction, _ values: [Value], _ site: CallSite
  ) throws(LoweringFailure) -> Shape? {
    var common: (shape: Shape, position: Int)?
    for (i, (parameter, value)) in zip(function.parameters, values).enumerated() {
      guard let shape = shape(value) else {
        throw .diagnostic(
          .numberExpected(found: kind(of: value), at: site.span(ofArgument: i)))
      }
      if shape == .scalar { continue }
      switch parameter.kind {
      case .vector, .matrix: return nil
      case .any, .real, .natural: break
      }
      if let common, common.shape != shape {
        throw .diagnostic(
          .shapesDiffer(
            common.shape, shape, at: site.span, first: site.span(ofArgument: common.position),
            second: site.span(ofArgument: i)))
      }
      common = common ?? (shape, i)
    }
    return common?.shape
  }
}
