import ADLAnalysis
import ADLLanguage
import ADLPrograms

extension Session {
  /// Answers `check f`, on a box or everywhere; a point fixes the sizes.
  func showCheck(_ request: CheckRequest, in context: Context) throws(SessionFailure) {
    for convention in try conventions(request.conventions, in: context) {
      let instance: Instance
      var sides: [Box.Side] = []
      if let region = request.region {
        sides = try self.sides(region, in: context)
      }
      if request.point == nil, !sides.isEmpty {
        instance = try self.instance(
          request.function, dimension: sides.count, under: convention, in: context)
      } else {
        instance = try self.instance(
          request.function, at: request.point, under: convention, in: context)
      }
      let p = instance.program.p
      if sides.isEmpty { sides = [Box.Side](repeating: .line, count: p) }
      guard sides.count == p else {
        throw SessionFailure(
          .boxSides(
            sides.count, expected: p,
            at: context.file.span(request.region?.range ?? request.word.range)))
      }
      let box = Box(sides)
      context.report(
        CheckAnswer(
          instance.name, on: sides, under: convention, instance.program.checkClass(on: box, work),
          instance.anchors))
    }
  }
}
