import ADLFormats
import ADLText

/// The graphs of functions.
public struct PlotAnswer: AnswerContent {
  public let figure: Figure

  /// The columns that it may take.
  public let width: Int

  init(_ figure: Figure, width: Int) {
    self.figure = figure
    self.width = width
  }

  public let kind = "plot"
  public var text: StyledText { figure.terminalText(width: width) }

  public var json: [String: JSONValue] {
    func points(_ points: [Figure.Point]) -> JSONValue {
      .array(points.map { .numbers([$0.x, $0.y]) })
    }
    return [
      "on": .numbers([figure.lower, figure.upper]),
      "graphs": .array(
        figure.graphs.map { graph in
          [
            "function": .string(graph.name), "strokes": .array(graph.strokes.map(points)),
            "kinks": points(graph.kinks), "dots": points(graph.dots),
            "limits": points(graph.limits),
          ]
        }),
    ]
  }
}
