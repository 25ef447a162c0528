import ADLPrograms
import ADLText

/// `argmax` and `argmin`: positions of entries, which stand alone in an index or as a value.
extension Instantiator {
  /// A position that an index names by the entries of a vector.
  struct Position {
    /// What takes an entry at it.
    let primitive: Primitive

    /// The entries that are compared.
    let compared: [Operand]

    let place: CodeID
  }

  /// The position that the index `id` names, if it is a call of `argmax` or `argmin`.
  func position(_ id: CodeID, _ frame: Activation) throws(LoweringFailure) -> Position? {
    guard case .call(let callee, let arguments) = frame.code[id],
      case .constant(let index) = frame.code[callee],
      case .function(let function) = constant(index, in: frame),
      case .builtin(let builtin) = function.kind, case .position(let primitive) = builtin.kind,
      frame.code[arguments].count == 1, let argument = frame.code[arguments].first
    else { return nil }
    let site = CallSite(frame: frame, id: id, arguments: frame.code[arguments])
    let values = [try evaluate(argument, frame)]
    return Position(
      primitive: primitive, compared: try vector(values, 0, site).all, place: argument)
  }

  /// The position as a number: known where all entries are, otherwise one of a finite set.
  func position(
    _ primitive: Primitive, _ values: [Value], _ builtin: Builtin, _ site: CallSite
  ) throws(LoweringFailure) -> Value {
    let compared = try vector(values, 0, site).all
    if compared.isEmpty {
      throw .diagnostic(.reductionOfNothing(builtin, at: site.span(ofArgument: 0)))
    }
    if let known = known(primitive, compared) { return .integer(known + 1) }
    let positions = (1...compared.count).map { literal($0) }
    return .scalar(builder.apply(primitive, compared + positions, anchor: site.anchor))
  }

  /// Returns the entry of `entries` at the position.
  func entry(
    of entries: [Operand], at position: Position, _ base: CodeID, _ id: CodeID,
    _ frame: Activation
  ) throws(LoweringFailure) -> Operand {
    guard entries.count == position.compared.count, !entries.isEmpty else {
      throw .diagnostic(
        .shapesDiffer(
          .vector(entries.count), .vector(position.compared.count), at: frame.span(id),
          first: frame.span(base), second: frame.span(position.place)))
    }
    if let known = known(position.primitive, position.compared) { return entries[known] }
    return builder.apply(
      position.primitive, position.compared + entries, anchor: frame.anchor(id))
  }

  /// The position, from 0, of the entry that is taken of literals; `nil` where there are others.
  private func known(_ primitive: Primitive, _ compared: [Operand]) -> Int? {
    let numbers = compared.compactMap { builder.literal(of: $0)?.number }
    guard numbers.count == compared.count,
      case let pieces? = primitive.selection?.index(2 * numbers.count, .none).pieces(at: numbers),
      pieces.isDecided
    else { return nil }
    return pieces.piece[0]
  }
}
