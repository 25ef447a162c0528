import ADLPrograms
import ADLText

/// `fold` and `scan`: a state, and an index that is known at every step.
extension Instantiator {
  /// - Parameter keepsStates: `true` iff the states after each step are the value.
  func loop(
    _ builtin: Builtin, keepsStates: Bool, _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    let codes = site.arguments
    guard codes.count == 3, case .range(let lower, let upper) = site.frame.code[codes[2]] else {
      throw .diagnostic(.argumentCount(of: builtin, found: codes.count, at: site.span))
    }
    let step = try evaluate(codes[0], site.frame)
    guard case .function(let function) = step else {
      throw .diagnostic(.functionExpected(found: kind(of: step), at: site.span(ofArgument: 0)))
    }
    if case .defined(let definition, _) = function.kind, definition.parameters.count != 2 {
      throw .diagnostic(
        .stepParameters(
          builtin, definition, at: site.span(ofArgument: 0)))
    }
    var state = try evaluate(codes[1], site.frame)
    if shape(state) == nil {
      throw .diagnostic(
        .stateOfNoNumber(builtin, found: kind(of: state), at: site.span(ofArgument: 1)))
    }
    let first = try integer(lower, site.frame, for: "the end of a range")
    let last = try integer(upper, site.frame, for: "the end of a range")
    var states = Rows()
    let place = CallSite(frame: site.frame, id: site.id)
    if first <= last {
      for index in first...last {
        state = try call(function, [state, .integer(index)], place, keepingWhole: 1)
        if shape(state) == nil {
          throw .diagnostic(
            .stateOfNoNumber(builtin, found: kind(of: state), at: site.span(ofArgument: 0)))
        }
        if keepsStates, case .matrix = state {
          throw .diagnostic(
            .matrixState(found: kind(of: state), at: site.span(ofArgument: 0)))
        }
        if keepsStates { try append(state, at: codes[0], to: &states, site.frame) }
        try tick()
      }
    }
    return keepsStates ? value(of: states) : state
  }
}
