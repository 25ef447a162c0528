/// What a primitive makes of its operands, as formulas that a number system may evaluate in its own
/// way.
struct FunctionFormula: NumberFormula {
  let rule: any ElementaryFunction.Type
  let parameter: Parameter

  var isRational: Bool { rule.functionClass == .rational }
  func callAsFunction<S: RealNumber>(_ x: [S]) -> S { rule.value(x, parameter) }
}

/// The value of a selection where the pieces in `active` meet.
struct SelectionFormula: NumberFormula {
  let rule: any ElementarySelection.Type
  let active: ActiveSet
  let parameter: Parameter

  var isRational: Bool { rule.functionClass == .rational }
  func callAsFunction<S: RealNumber>(_ x: [S]) -> S { rule.value(at: active, x, parameter) }
}

/// The value of one piece of a selection.
struct PieceFormula: NumberFormula {
  let rule: any ElementarySelection.Type
  let piece: Piece
  let parameter: Parameter

  var isRational: Bool { rule.functionClass == .rational }
  func callAsFunction<S: RealNumber>(_ x: [S]) -> S { rule.value(of: piece, x, parameter) }
}

extension FloatingFormat {
  /// Returns what `primitive` makes of numbers of the format.
  func value(_ primitive: Primitive, _ x: [Double], _ parameter: Parameter) -> Double {
    func value<S: FloatingNumber>(_ numbers: S.Type) -> Double {
      let x = x.map { S(nearest: $0) }
      switch primitive.kind {
      case .function(let rule):
        return S.value(of: FunctionFormula(rule: rule, parameter: parameter), at: x).double
      case .selection(let rule):
        let active = rule.active(x, parameter)
        if !active.isDecided { return .nan }
        return S.value(
          of: SelectionFormula(rule: rule, active: active, parameter: parameter), at: x
        ).double
      }
    }
    return value(numbers)
  }
}
