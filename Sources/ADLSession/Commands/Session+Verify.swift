import ADLAnalysis
import ADLLanguage
import ADLPrograms

extension Session {
  /// Answers `verify f on box`, once for each convention.
  func showVerify(_ request: RegionRequest, in context: Context) throws(SessionFailure) {
    let sides = try sides(request.region, in: context)
    let box = Box(sides.map { Box.Side($0.lower, $0.upper) })
    for convention in try conventions(request.conventions, in: context) {
      let instance = try instance(
        request.functions[0], dimension: sides.count, under: convention, in: context)
      context.report(
        VerifyAnswer(
          instance.name, on: sides, instance.program.verify(on: box, under: convention, work),
          instance.anchors))
    }
  }
}
