import ADLAnalysis
import ADLLanguage
import ADLPrograms

extension Session {
  /// Answers `verify f on box`, once for each convention.
  func showVerify(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    guard let region = command.region else { return }
    let sides = try sides(region, of: script, report: report)
    let box = Box(sides.map { Box.Side($0.lower, $0.upper) })
    for convention in try conventions(command, of: script) {
      let instance = try instance(
        command, dimension: sides.count, of: script, under: convention, report: report)
      report(
        VerifyAnswer(
          instance.name, on: sides, instance.program.verify(on: box, under: convention, work),
          instance.anchors))
    }
  }
}
