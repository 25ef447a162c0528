import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `plot f on box` with two sides: the cells, in the terminal or in a file.
  func showCellMap(
    _ command: Command, on sides: [Side], of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    guard let region = command.region, let x = sides[0].range, let y = sides[1].range else {
      return
    }
    if command.file != nil, let other = command.functions.dropFirst().first {
      throw SessionFailure(.oneMap(command.functions.count, at: script.tree.span(other)))
    }
    guard (x.upperBound - x.lowerBound).isFinite, (y.upperBound - y.lowerBound).isFinite,
      x.lowerBound < x.upperBound, y.lowerBound < y.upperBound
    else { throw SessionFailure(.unpicturableEnds(at: script.file.span(region.range))) }
    let conventions = try conventions(command, of: script)
    for index in command.functions.indices {
      var drawn: [Program] = []
      for convention in conventions {
        let instance = try instance(
          command, functionAt: index, dimension: 2, of: script, under: convention, report: report)
        // The cells do not depend on the convention; the program of a derivative may.
        if drawn.contains(instance.program) { continue }
        drawn.append(instance.program)
        let isFile = command.file != nil
        let map = instance.program.cellMap(
          x: x, y: y, columns: isFile ? 128 : max(min(columns, AnswerWords.width) - 10, 8),
          rows: isFile ? 128 : 24, work)
        let answer = CellMapAnswer(
          instance, map, on: sides, under: convention, width: min(columns, AnswerWords.width))
        guard let file = command.file else {
          report(answer)
          continue
        }
        try write(answer.figure.svg, to: file, of: script)
        report(FileAnswer(file: file.path))
      }
    }
  }
}

extension Side {
  /// The interval in doubles; `nil` where an end is infinite.
  fileprivate var range: ClosedRange<Double>? {
    guard let low = lower?.double, let high = upper?.double, low <= high else { return nil }
    return low...high
  }
}
