import ADLAnalysis
import ADLLanguage
import ADLPrograms

extension Session {
  /// Answers `check f`, on a box or everywhere; a point fixes the sizes.
  func showCheck(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    for convention in try conventions(command, of: script) {
      let instance: Instance
      var sides: [Side] = []
      if let region = command.region {
        sides = try self.sides(region, of: script, report: report)
      }
      if command.point == nil, !sides.isEmpty {
        instance = try self.instance(
          command, dimension: sides.count, of: script, under: convention, report: report)
      } else {
        instance = try self.instance(command, of: script, under: convention, report: report)
      }
      let p = instance.program.p
      if sides.isEmpty { sides = [Side](repeating: .line, count: p) }
      guard sides.count == p else {
        throw SessionFailure(
          .boxSides(
            sides.count, expected: p,
            at: script.file.span(command.region?.range ?? command.wordRange)))
      }
      let box = Box(sides.map(\.boxSide))
      report(
        CheckAnswer(
          instance.name, on: sides, instance.program.checkClass(on: box, work), instance.anchors))
    }
  }
}
