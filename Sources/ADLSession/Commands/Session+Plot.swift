import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms

extension Session {
  /// Answers `plot f, g, … on [a, b]`, or on a rectangle: in the terminal, or in a file.
  ///
  /// In panels, a function stands in one with the derivatives that follow it.
  func showPlot(
    _ request: RegionRequest, inPanels isPanelled: Bool, in context: Context
  ) throws(SessionFailure) {
    let conventions = try conventions(request.conventions, in: context)
    var sides = try sides(request.region, of: request.functions[0], in: context)
    if sides == [.line] {
      sides = [try pictured(request.functions, under: conventions, in: context)]
    }
    let span = context.file.span(request.region?.range ?? request.word.range)
    guard sides.count <= 2, let side = sides.first else {
      throw SessionFailure(.pictureSides(sides.count, at: span))
    }
    guard sides.allSatisfy(\.isBounded), let lower = side.lower, let upper = side.upper else {
      throw SessionFailure(.boundedInterval(at: span))
    }
    if sides.count == 2 { return try showCellMap(request, on: sides, in: context) }
    guard (upper.double - lower.double).isFinite, lower.double < upper.double else {
      throw SessionFailure(.unpicturableEnds(at: span))
    }
    var graphs: [Figure.Graph] = []
    var panels: [(title: String, axis: String, first: Int)] = []
    for function in request.functions {
      let isDerivative = context.tree.span(function).text.hasSuffix("'")
      var isNew = isPanelled && (panels.isEmpty || !isDerivative)
      for convention in conventions {
        let instance = try instance(
          function, dimension: 1, under: convention, in: context)
        let name =
          conventions.count == 1 ? instance.name : "\(instance.name) (\(convention.name))"
        let work = work
        // Half of what is left is for the points between.
        let list = work.spending(atMost: work.remaining / 2) {
          instance.program.kinks(from: lower, to: upper, under: convention, work)
        }
        let plotter = Plotter(
          instance.program, list, from: lower.double, to: upper.double, work)
        if isNew || panels.isEmpty {
          panels.append((instance.name, instance.inputs[0], graphs.count))
          isNew = false
        }
        for output in 0..<instance.program.q {
          graphs.append(
            plotter.graph(
              output, name: instance.program.q == 1 ? name : "\(name)[\(output + 1)]"))
        }
      }
    }
    let ends = panels.dropFirst().map(\.first) + [graphs.count]
    let figures = zip(panels, ends).map { panel, end in
      FigurePanels.Panel(
        figure: Figure(
          Array(graphs[panel.first..<end]), from: lower.double, to: upper.double),
        title: panel.title, axis: panel.axis)
    }
    guard let file = request.file else {
      for panel in figures { context.report(PlotAnswer(panel.figure, width: columns)) }
      return
    }
    try deliver(
      isPanelled ? FigurePanels(figures).svg : figures[0].figure.svg, to: file, in: context)
  }
}

extension Session {
  /// How many kinks a picture without ends of its own shows at most: those nearest to 0.
  private static let picturedKinks = 9

  /// Returns an interval around the kinks of the functions, for a picture of all numbers.
  private func pictured(
    _ functions: [ExpressionID], under conventions: [Convention], in context: Context
  ) throws(SessionFailure) -> Box.Side {
    var places: [Double] = []
    for function in functions {
      let program = try instance(
        function, dimension: 1, under: conventions[0], in: context
      ).program
      let work = work
      let list = work.spending(atMost: work.remaining / 4) {
        program.kinks(from: nil, to: nil, under: conventions[0], work)
      }
      places += list.kinks.map(\.location.double)
    }
    places.sort { $0.magnitude < $1.magnitude }
    // Beyond these a picture shows nothing near 0.
    let shown = places.filter { $0.magnitude <= 0x1p40 }.prefix(Self.picturedKinks)
    guard let low = shown.min(), let high = shown.max() else {
      return Box.Side(Rational(-5), Rational(5))
    }
    let margin = max((high - low) / 4, 2)
    return Box.Side(
      Rational((low - margin).rounded(.down)), Rational((high + margin).rounded(.up)))
  }
}

/// Samples a program between its kinks.
struct Plotter {
  let program: Program
  let list: KinkList
  let lower: Double
  let upper: Double
  let work: Work

  /// How many points the whole interval has, at least.
  private static let samples = 600

  init(
    _ program: Program, _ list: KinkList, from lower: Double, to upper: Double, _ work: Work
  ) {
    self.work = work
    self.program = program
    self.list = list
    self.lower = lower
    self.upper = upper
  }

  /// Returns the graph of an output: strokes that end at the limits, and values that are off them.
  func graph(_ output: Int, name: String) -> Figure.Graph {
    var graph = Figure.Graph(name: name)
    var start = (x: lower, y: Double?.none)
    for kink in list.kinks {
      let (x, own) = (kink.location.double, kink.outputs[output])
      if x > start.x { graph.strokes.append(stroke(start, (x, own.left?.value.double), output)) }
      start = (x, own.right?.value.double)
      let value = own.value.double
      let limits = [own.left, own.right].compactMap { $0?.value.double }.filter(\.isFinite)
      if own.kind == .jump {
        if value.isFinite { graph.dots.append(.init(x, value)) }
        graph.limits += limits.filter { $0 != value }.map { .init(x, $0) }
      } else if own.kind != .removable, value.isFinite {
        graph.kinks.append(.init(x, value))
      }
    }
    if start.x < upper { graph.strokes.append(stroke(start, (upper, nil), output)) }
    let isDrawn =
      !(graph.kinks + graph.dots).isEmpty
      || graph.strokes.contains { $0.contains(where: \.y.isFinite) }
    if let stop = work.stop {
      graph.name += " (cut short: \(stop.words))"
    } else if !isDrawn {
      graph.name += " (no value here)"
    }
    return graph
  }

  /// Returns points between two ends; at a kink the end is the limit, elsewhere the value.
  private func stroke(
    _ start: (x: Double, y: Double?), _ end: (x: Double, y: Double?), _ output: Int
  )
    -> [Figure.Point]
  {
    let share = (end.x - start.x) / (upper - lower)
    let count = max(Int(Double(Self.samples) * share), 2)
    return (0...count).map { i in
      let step = (end.x - start.x) * Double(i)
      let x =
        start.x
        + (step.isFinite
          ? step / Double(count) : (end.x - start.x) * (Double(i) / Double(count)))
      let limit = i == 0 ? start.y : i == count ? end.y : nil
      return .init(x, limit ?? value(x, output))
    }
  }

  /// The value; not a number once the work has ended.
  private func value(_ x: Double, _ output: Int) -> Double {
    if work.isStopped { return .nan }
    let evaluation = try? program.evaluate(
      at: [x], domain: .notANumber, cancellation: work.cancellation)
    return work.isStopped ? .nan : evaluation?.outputs[output] ?? .nan
  }
}
