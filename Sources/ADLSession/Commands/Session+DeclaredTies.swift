import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// Ties of selections that users declare, as entries of a convention.
extension Session {
  /// Sets what is taken on the tie of `selection` that a call with these arguments names.
  func setTie(
    of selection: CheckedFunction, at arguments: [ExpressionID], _ tie: ExpressionID,
    to value: ExpressionID, in context: Context
  ) throws(SessionFailure) {
    let span = context.tree.span(tie)
    guard let name = selection.name, selection.isSelection else {
      throw SessionFailure(.noTie(at: span))
    }
    let words = arguments.map { context.tree.span($0).text }.joined(separator: ", ")
    let call = "\(name)(\(words))"
    let entries = try self.value(value, in: context).entries.map(\.double)
    guard try tiePoint(arguments, in: context) != nil else {
      guard arguments.count == selection.parameters.count else {
        throw SessionFailure(.noTie(at: span))
      }
      guard entries.count == 1 else {
        throw SessionFailure(.tieValue(at: context.tree.span(value)))
      }
      return set(name, DeclaredTie(call, pieces: nil, .slope(entries[0])))
    }
    var values: [ConstantValue] = []
    for argument in arguments { values.append(try self.value(argument, in: context)) }
    let reference = FunctionReference.defined(selection, captures: [])
    let instance = try lowered { (lowering) throws(LoweringFailure) in
      try lowering.instance(of: reference, at: values, span: span)
    }
    guard let met = instance.tie(of: name) else {
      throw SessionFailure(.notTied(at: span, declared: instance.knownTies(of: name)))
    }
    switch entries.count {
    case 1:
      guard met.pieces.count == 2 else {
        throw SessionFailure(
          .tieWeights(met.pieces.count, at: context.tree.span(value), tie: span))
      }
      guard met.slopes[0] != met.slopes[1] || met.slopes[0] == entries[0] else {
        throw SessionFailure(
          .oneSlope(NumberText.text(met.slopes[0]), at: context.tree.span(value), tie: span))
      }
      // The slope of a function of one number is its derivative.
      let slope = instance.program.p == 1 ? "\(name)'(\(words))" : call
      set(name, DeclaredTie(slope, pieces: met.pieces, .slope(entries[0])))
    case met.pieces.count:
      set(name, DeclaredTie(call, pieces: met.pieces, .weights(entries)))
    default:
      throw SessionFailure(
        .tieWeights(met.pieces.count, at: context.tree.span(value), tie: span))
    }
  }

  private func set(_ name: String, _ tie: DeclaredTie) {
    state.convention = state.convention.overriding(declared: name, with: tie)
  }
}

extension Instance {
  /// The pieces of the selection called `name` that meet at the point of the instance, with their
  /// slopes in the first input; `nil` where none do.
  fileprivate func tie(of name: String) -> (pieces: [Int], slopes: [Double])? {
    tie(of: name, at: point.map(\.number))
  }

  private func tie(
    of name: String, at x: [Certified]
  ) -> (pieces: [Int], slopes: [Double])? {
    guard let evaluation = try? program.evaluate(at: x) else { return nil }
    for k in program.p..<program.m {
      let application = program.application(k)
      guard case .selection(let definition) = application.parameter, definition.name == name,
        let active = evaluation.active[k], active.isDecided, active.ties
      else { continue }
      let own = evaluation.operandValues(k)
      let slopes = active.sites[0].pieces.map { piece in
        application.primitive.selection!.partials(of: [piece], own, application.parameter)[0]
          .number.double
      }
      return (active.sites[0].pieces, slopes)
    }
    return nil
  }

  /// The calls of the selection called `name`, of one number, at whose arguments pieces are known
  /// to meet.
  fileprivate func knownTies(of name: String) -> [String] {
    guard program.p == 1 else { return [] }
    let kinks = program.kinks(from: nil, to: nil).kinks
    let points = kinks.compactMap { kink in
      if case .point(let number) = kink.location { number.rational } else { nil }
    }
    return points.filter { tie(of: name, at: [Certified($0)]) != nil }
      .map { "\(name)(\(NumberText.text($0)))" }
  }
}
