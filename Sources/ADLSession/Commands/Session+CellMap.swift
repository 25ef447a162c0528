import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `plot f on box` with two sides: the cells, in the terminal or in a file.
  func showCellMap(
    _ request: RegionRequest, on sides: [Box.Side], in context: Context
  ) throws(SessionFailure) {
    if request.file != nil, let other = request.functions.dropFirst().first {
      throw SessionFailure(.oneMap(request.functions.count, at: context.tree.span(other)))
    }
    guard let x = sides[0].range, let y = sides[1].range,
      (x.upperBound - x.lowerBound).isFinite, (y.upperBound - y.lowerBound).isFinite,
      x.lowerBound < x.upperBound, y.lowerBound < y.upperBound
    else {
      let range = request.region?.range ?? request.word.range
      throw SessionFailure(.unpicturableEnds(at: context.file.span(range)))
    }
    let conventions = try conventions(request.conventions, in: context)
    for function in request.functions {
      var drawn: [Program] = []
      for convention in conventions {
        let instance = try instance(
          function, dimension: 2, under: convention, in: context)
        // The cells do not depend on the convention; the program of a derivative may.
        if drawn.contains(instance.program) { continue }
        drawn.append(instance.program)
        let isFile = request.file != nil
        let map = instance.program.cellMap(
          x: x, y: y, columns: isFile ? 128 : max(min(columns, AnswerWords.width) - 10, 8),
          rows: isFile ? 128 : 24, work)
        let answer = CellMapAnswer(
          instance, map, on: sides, under: convention, width: min(columns, AnswerWords.width))
        guard let file = request.file else {
          context.report(answer)
          continue
        }
        try deliver(answer.figure.svg, to: file, in: context)
      }
    }
  }
}

extension Box.Side {
  /// The interval in doubles; `nil` where an end is infinite.
  fileprivate var range: ClosedRange<Double>? {
    guard let low = lower?.double, let high = upper?.double, low <= high else { return nil }
    return low...high
  }
}
