import ADLText

extension Checker {
  /// Returns the code of a call. Where the function is known, so is the number of its arguments.
  mutating func call(
    _ callee: ExpressionID, _ arguments: ListID<ExpressionID>, _ id: ExpressionID
  ) -> CodeID {
    if case .column(let base, let name) = tree[callee], !isTable(base) {
      report(
        .methodCall(
          tree[name], of: tree.text(base), hasArguments: arguments.count > 0,
          at: tree.span(callee)))
      return frame.constant(.integer(0), from: id)
    }
    let before = diagnostics.count
    argumentOfCall = tree[arguments].first.map { (callee, $0) }
    let function = value(callee)
    argumentOfCall = nil
    // What stands in for a callee with an error says nothing of it.
    let known = diagnostics.count == before ? constant(function) : nil
    var codes: [CodeID] = []
    let builtin: Builtin? =
      if case .function(.builtin(let builtin))? = known { builtin } else { nil }
    if let builtin, case .position = builtin.kind, positionPlace != id {
      report(.strayPosition(builtin, at: tree.span(id)))
    }
    for (i, argument) in tree[arguments].enumerated() {
      switch builtin?.signature.kind(ofArgument: i) {
      case .condition:
        codes.append(condition(argument))
        continue
      case .range:
        codes.append(range(argument, of: builtin!))
        continue
      default: break
      }
      if case .comprehension(let list) = tree[argument] {
        if case .function(.builtin(let builtin))? = known, builtin.takesComprehension {
        } else if known != nil {
          report(.strayComprehension(at: tree.span(argument)))
        }
        codes.append(comprehension(list, argument))
      } else {
        codes.append(value(argument))
      }
    }
    switch known {
    case .function(let reference)?:
      checkCount(of: arguments.count, for: reference, at: tree.span(id))
    case .some:
      report(.callOfValue(tree.text(callee), at: tree.span(callee)))
    case nil: break
    }
    return insert(.call(function, frame.code.insert(codes)), id)
  }

  /// Returns the code of an argument that must be a range.
  private mutating func range(_ id: ExpressionID, of builtin: Builtin) -> CodeID {
    if case .range = tree[id] { return index(id) }
    report(.rangeArgumentExpected(builtin, tree.text(id), at: tree.span(id)))
    return insert(.constant(0), id)
  }

  /// Returns the constant that `code` is, if it is one that is known already.
  func constant(_ code: CodeID) -> ConstantValue? {
    switch frame.code[code] {
    case .constant(let index):
      return frame.constants.indices.contains(Int(index)) ? frame.constants[Int(index)] : nil
    case .derivative(let base, let order):
      guard case .function(let reference)? = constant(base) else { return nil }
      return .function(.derivative(reference, order: Int(order)))
    default: return nil
    }
  }

  private mutating func checkCount(
    of count: Int, for function: FunctionReference, at span: SourceSpan
  ) {
    if case .defined(let definition, _) = function.underived {
      if definition.parameters.count != count {
        report(
          .argumentCount(
            definition.name ?? "the function", expected: definition.parameters.count, found: count,
            at: span, defined: definition.span))
      }
    } else if case .builtin(let builtin) = function.underived, !builtin.arity.contains(count) {
      report(.argumentCount(of: builtin, found: count, at: span))
    }
  }
}

extension FunctionReference {
  /// The function under all derivatives.
  var underived: FunctionReference {
    if case .derivative(let base, _) = self { base.underived } else { self }
  }
}
