import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Refuses to speak of a theorem of programs whose derivatives follow from their pieces, where
  /// the author of one states a derivative (semantics, section 4).
  func refuseStatedDerivatives(
    of instance: Instance, _ theorem: String, at span: SourceSpan
  ) throws(SessionFailure) {
    try refuseStatedDerivatives(
      instance.program, instance.anchors, of: instance.name, theorem, at: span)
  }

  /// Refuses the same for a program with the places of its nodes.
  func refuseStatedDerivatives(
    _ program: Program, _ anchors: AnchorMap, of name: String, _ theorem: String,
    at span: SourceSpan
  ) throws(SessionFailure) {
    guard let node = program.statedNodes.first else { return }
    let application = program.application(node)
    throw SessionFailure(
      .statedDerivative(
        application.name, at: anchors.span(of: application.anchor), in: name, theorem, span))
  }
}

extension Diagnostic {
  fileprivate static func statedDerivative(
    _ name: String, at place: SourceSpan?, in function: String, _ theorem: String,
    _ span: SourceSpan
  ) -> Diagnostic {
    let place = place.map { " at \($0)" } ?? ""
    return .error(
      "\(theorem) not hold for programs that state a derivative, as `\(name)`\(place) does",
      at: span,
      hint: "`check` says where it is not the derivative; `classify`, `field` and `diff` judge it")
  }
}
