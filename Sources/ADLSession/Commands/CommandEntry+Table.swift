extension CommandEntry {
  /// What each command does. The forms, and the order of the manual, are in `CommandForm.table`.
  static let table: [CommandEntry] = [
    CommandEntry("program", example: "program (t -> relu(-t) + t)") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showProgram(command, of: script, report: report)
    },
    CommandEntry("trace", example: "trace (t -> relu(-t) + t) at 0") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showTrace(command, of: script, report: report)
    },
    CommandEntry("forward", example: "forward (t -> relu(-t) + t) at 0") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showDerivative(.forward, command, of: script, report: report)
    },
    CommandEntry("backward", example: "backward abs at 0 under paper, jax") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showDerivative(.backward, command, of: script, report: report)
    },
    CommandEntry("selection", example: "selection ((x, y) -> x * relu(y) + abs(x)) at (1, 2)") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showSelection(command, of: script, report: report)
    },
    CommandEntry("field", example: "field (t -> relu(t) - relu(-t)) at 0") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showField(command, of: script, report: report)
    },
    CommandEntry("clarke", example: "clarke ((x, y) -> max(min(x, -y), y - x)) at (0, 0)") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showClarke(command, of: script, report: report)
    },
    CommandEntry("direction", example: "direction ((x, y) -> abs(x) - y) at (0, 0) along (1, 2)") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showDirection(command, of: script, report: report)
    },
    CommandEntry("classify", example: "classify (t -> t - (relu(-t) + t - relu(t))) at 0") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showClassification(command, of: script, report: report)
    },
    CommandEntry("kinks", example: "kinks (t -> max(t, t^2)) on [-2, 2]") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showKinks(command, of: script, report: report)
    },
    CommandEntry("diff", example: "diff relu, (t -> relu(-t) + t) on [-1, 1]") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showDiff(command, of: script, report: report)
    },
    CommandEntry("check", example: "check (t -> if t > 0 then log(t) else 0) on [-1, 1]") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showCheck(command, of: script, report: report)
    },
    CommandEntry("verify", example: "verify (t -> relu(-t) + t) on [-1, 1]") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showVerify(command, of: script, report: report)
    },
    CommandEntry("plot", example: "plot relu, (t -> relu(-t) + t)' on [-1, 1]") {
      (session, command, script, _, report) throws(SessionFailure) in
      try session.showPlot(command, of: script, report: report)
    },
    CommandEntry("convention", example: "convention") {
      (session, command, script, _, report) throws(SessionFailure) in
      if let answer = try session.changeConvention(command, of: script, report: report) {
        report(answer)
      }
    },
    CommandEntry("help", example: "help relu") {
      (session, command, script, _, report) throws(SessionFailure) in
      report(try session.help(command.words, of: script))
    },
    CommandEntry("names", example: "names") { session, _, _, _, report in
      report(session.names())
    },
    CommandEntry("save", example: "save \"session.adl\"") {
      (session, command, script, _, report) throws(SessionFailure) in
      report(try session.save(command, of: script))
    },
    CommandEntry("time", example: "time sum(i^2 for i in 1..1000)") {
      session, command, script, mode, report in
      session.time(command, of: script, as: mode, report: report)
    },
    CommandEntry("set", example: "set") {
      (session, command, script, _, report) throws(SessionFailure) in
      if let answer = try session.changeSetting(command.words, of: script) { report(answer) }
    },
    CommandEntry("quit", example: "quit") { session, _, _, _, _ in
      session.isFinished = true
    },
  ]
}
