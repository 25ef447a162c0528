import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `index f` and `index f on box`, once for each convention.
  func showIndex(_ request: CheckRequest, in context: Context) throws(SessionFailure) {
    for convention in try conventions(request.conventions, in: context) {
      let instance: Instance
      let sides: [Box.Side]
      if let region = request.region {
        sides = try self.sides(region, in: context)
        instance = try self.instance(
          request.function, dimension: sides.count, under: convention, in: context)
      } else {
        instance = try self.instance(
          request.function, at: nil, under: convention, in: context)
        sides = [Box.Side](repeating: .line, count: instance.program.p)
      }
      let box = Box(sides.map { Box.Side($0.lower, $0.upper) })
      let sets = instance.program.index(on: box, under: convention, work)
      context.report(IndexSetsAnswer(instance, sets, on: sides, under: convention))
    }
  }

  /// Answers `selection f at x literal`.
  func showEssentialIndices(_ request: PointRequest, in context: Context) throws(SessionFailure) {
    let convention = try conventions(request.conventions, in: context)[0]
    let subject = try subject(request, under: convention, in: context)
    try refuseStatedDerivatives(
      subject.program, subject.anchors, of: subject.name, "Theorem 2 does",
      at: context.tree.span(request.function))
    let work = work
    // What is left of the budget is for the pieces.
    let clarke = work.spending(atMost: work.remaining / 2) { subject.analysis.clarke(work) }
    context.report(
      EssentialAnswer(
        subject, subject.analysis.essentialIndices(under: convention, work),
        hasClarke: clarke.stop == nil && !clarke.hasNoSet))
  }
}
