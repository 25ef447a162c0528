import ADLAnalysis
import ADLLanguage
import ADLPrograms

extension Session {
  /// Answers `verify f …`, once for each convention.
  func showVerify(_ request: VerificationRequest, in context: Context) throws(SessionFailure) {
    let region: Region?
    switch request.place {
    case .box(let box): region = box
    case .segment(let start, let end):
      return try showSegment(request, from: start, to: end, in: context)
    case .curve(let curve, let interval):
      return try showCurve(request, along: curve, on: interval, in: context)
    }
    let sides = try sides(region, of: request.function, in: context)
    let box = Box(sides.map { Box.Side($0.lower, $0.upper) })
    for convention in try conventions(request.conventions, in: context) {
      let instance = try instance(
        request.function, dimension: sides.count, under: convention, in: context)
      try refuseStatedDerivatives(
        of: instance, "Propositions 2 and 3 do", at: context.tree.span(request.function))
      context.report(
        VerifyAnswer(
          instance.name, on: sides, instance.program.verify(on: box, under: convention, work),
          instance.anchors))
    }
  }
}
