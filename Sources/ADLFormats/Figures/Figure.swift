/// Graphs of functions of one variable on an interval, or lines in a rectangle, to be drawn.
package struct Figure: Sendable {
  /// A point of the plane.
  package struct Point: Hashable, Sendable {
    package let x: Double
    package let y: Double

    /// Creates the point.
    package init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The graph of one output of a function.
  package struct Graph: Sendable {
    package var name: String

    /// The graph over each interval between kinks, from left to right: it breaks where the function
    /// jumps.
    package var strokes: [[Point]]

    /// The kinks of the graph that lie on it.
    package var kinks: [Point]

    /// Values at points where the function jumps, and limits that are not the value.
    package var dots: [Point]
    package var limits: [Point]

    /// Creates a graph.
    package init(
      name: String, strokes: [[Point]] = [], kinks: [Point] = [], dots: [Point] = [],
      limits: [Point] = []
    ) {
      self.name = name
      self.strokes = strokes
      self.kinks = kinks
      self.dots = dots
      self.limits = limits
    }
  }

  package let graphs: [Graph]
  package let lower: Double
  package let upper: Double

  /// The values that are shown.
  let bottom: Double
  let top: Double

  /// A coloured part of the ground: a rectangle, with the number of what it belongs to.
  struct Ground: Sendable {
    let x: ClosedRange<Double>
    let y: ClosedRange<Double>
    let number: Int
  }

  /// What lies under the graphs.
  let grounds: [Ground]

  /// A name in the picture.
  struct Label: Sendable {
    let point: Point
    let text: String
  }

  let labels: [Label]

  /// A line of the legend that explains the ground with its number.
  package struct Explanation: Sendable {
    let ground: Int
    package let text: String

    /// Creates the line.
    package init(ground: Int, text: String) {
      self.ground = ground
      self.text = text
    }
  }

  /// What stands below the picture.
  let explanations: [Explanation]

  /// Creates a figure that shows the rectangle between the given values.
  init(
    _ graphs: [Graph], from lower: Double, to upper: Double, bottom: Double, top: Double,
    grounds: [Ground], labels: [Label], explanations: [Explanation]
  ) {
    self.graphs = graphs
    self.lower = lower
    self.upper = upper
    self.bottom = bottom
    self.top = top
    self.grounds = grounds
    self.labels = labels
    self.explanations = explanations
  }

  /// Creates the figure of `graphs` on [lower, upper]: all of their values are shown, but for those
  /// that poles throw far out.
  package init(_ graphs: [Graph], from lower: Double, to upper: Double) {
    self.graphs = graphs
    self.lower = lower
    self.upper = upper
    let marks = graphs.flatMap { $0.dots + $0.limits }.map(\.y).filter(\.isFinite)
    let values = (graphs.flatMap { $0.strokes.joined() }.map(\.y).filter(\.isFinite)).sorted()
    var (low, high) = (values.first ?? 0, values.last ?? 0)
    if values.count > 50 {
      let (a, b) = (values[values.count / 25], values[values.count - 1 - values.count / 25])
      let spread = max(b - a, 1e-300)
      low = max(low, a - 4 * spread)
      high = min(high, b + 4 * spread)
      // A function that is constant nearly everywhere has no spread to go by.
      if a == b { (low, high) = (values[0], values[values.count - 1]) }
    }
    low = min(low, marks.min() ?? low)
    high = max(high, marks.max() ?? high)
    // Differences of the largest doubles are infinite.
    let limit = 4e307
    (low, high) = (max(low, -limit), min(high, limit))
    let margin = high > low ? (high - low) * 0.06 : max(abs(low) * 0.5, 1)
    bottom = low - margin
    top = high + margin
    (grounds, labels, explanations) = ([], [], [])
  }

  /// Returns numbers of the form k, 2k or 5k times a power of 10 between `low` and `high`, about
  /// `count` of them.
  static func ticks(from low: Double, to high: Double, count: Int) -> [Double] {
    let width = (high - low) / Double(max(count, 1))
    guard width > 0, width.isFinite else { return [] }
    var unit = 1.0
    while unit > width { unit /= 10 }
    while unit * 10 <= width { unit *= 10 }
    let step = [1, 2, 5, 10].map { $0 * unit }.first { $0 >= width } ?? unit
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard last >= first, last - first < 100 else { return [] }
    return stride(from: first, through: last, by: 1).map { index in
      // Steps below 1 are quotients of whole numbers, and print as such.
      step < 1 ? index / (1 / step).rounded() : index * step
    }
  }
}
