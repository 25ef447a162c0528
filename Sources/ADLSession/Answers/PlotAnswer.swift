import ADLFormats
import ADLPrograms
import ADLText

/// The graphs of functions.
struct PlotAnswer: AnswerContent {
  let figure: Figure

  /// The columns that it may take.
  let width: Int

  init(_ figure: Figure, width: Int) {
    self.figure = figure
    self.width = width
  }

  let kind = "plot"
  var text: StyledText { figure.terminalText(width: width) }

  struct Payload: Encodable {
    /// The graph of one output, as points [x, y] of the plane.
    struct Graph: Encodable {
      let name: String
      let strokes: [[[Double?]]]
      let kinks: [[Double?]]
      let dots: [[Double?]]
      let limits: [[Double?]]
    }

    let region: [Schema.Extent]
    let graphs: [Graph]
  }

  var payload: any Encodable {
    func points(_ points: [Figure.Point]) -> [[Double?]] { points.map { [$0.x, $0.y] } }
    return Payload(
      region: [Schema.Extent(Rational(figure.lower), Rational(figure.upper))],
      graphs: figure.graphs.map { graph in
        Payload.Graph(
          name: graph.name, strokes: graph.strokes.map(points), kinks: points(graph.kinks),
          dots: points(graph.dots), limits: points(graph.limits))
      })
  }
}
