import ADLText

extension Figure {
  private static let width = 640.0
  private static let height = 400.0
  private static let inset = (left: 56.0, right: 16.0, top: 16.0, bottom: 32.0)

  /// Colours that most eyes can tell apart.
  private static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000",
  ]

  /// The figure as a picture in SVG: jumps as breaks, values at them as dots, kinks as small rings.
  package var svg: String {
    let lineCount = explanations.isEmpty ? 0 : explanations.count + 1
    let height = NumberText.text(Self.height + Self.lineHeight * Double(lineCount))
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 \(height)\" width=\"640\" "
        + "height=\"\(height)\" font-family=\"sans-serif\" font-size=\"12\">",
      "<title>\(Self.escaped(graphs.map(\.name).joined(separator: ", ")))</title>",
      "<rect width=\"640\" height=\"\(height)\" fill=\"white\"/>",
    ]
    lines += content
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The size of a picture without explanations.
  static let size = (width: width, height: height)

  /// What stands on the page. Of several graphs each is drawn thinner than those below it, so that
  /// all are seen where they coincide.
  var content: [String] {
    var lines = grounds.map(svg) + axes
    for (number, graph) in graphs.enumerated() {
      lines += svg(
        graph, color: Self.colors[number % Self.colors.count],
        width: grounds.isEmpty ? 2 * min(graphs.count - number, 4) : 2)
    }
    // Values cover the limits of other graphs.
    for (number, graph) in graphs.enumerated() {
      let color = Self.colors[number % Self.colors.count]
      lines += graph.dots.map { circle($0, radius: 4, fill: color, stroke: color) }
    }
    return lines + (explanations.isEmpty ? legend : labels.map(svg) + explanationLines)
  }

  /// Pale colours for the parts of the ground, in turn.
  private static let grounds = [
    "#dbe9f6", "#fde6d2", "#d9f0e3", "#f4e0ee", "#fbf2cc", "#e4e4f4", "#e8e8e8", "#d6f1f5",
  ]

  private func svg(_ ground: Ground) -> String {
    let (left, right) = (horizontal(ground.x.lowerBound), horizontal(ground.x.upperBound))
    let (head, foot) = (vertical(ground.y.upperBound), vertical(ground.y.lowerBound))
    return "<rect x=\"\(Self.text(left))\" y=\"\(Self.text(head))\" "
      + "width=\"\(Self.text(right - left + 0.3))\" height=\"\(Self.text(foot - head + 0.3))\" "
      + "fill=\"\(Self.grounds[ground.number % Self.grounds.count])\"/>"
  }

  /// A name in the middle of its place.
  private func svg(_ label: Label) -> String {
    "<text x=\"\(Self.text(horizontal(label.point.x)))\" "
      + "y=\"\(Self.text(vertical(label.point.y)))\" text-anchor=\"middle\" "
      + "dominant-baseline=\"central\" font-weight=\"bold\">\(Self.escaped(label.text))</text>"
  }

  private static let lineHeight = 18.0

  /// What the grounds are, below the picture, under the name of the graph.
  private var explanationLines: [String] {
    let title = graphs.map(\.name).joined(separator: ", ")
    let head = Self.height + 12
    return [
      "<text x=\"\(Self.text(Self.inset.left))\" y=\"\(Self.text(head))\">"
        + "\(Self.escaped(title))</text>"
    ]
      + explanations.enumerated().flatMap { number, explanation in
        let y = head + Self.lineHeight * Double(number + 1)
        let color = Self.grounds[explanation.ground % Self.grounds.count]
        return [
          "<rect x=\"\(Self.text(Self.inset.left))\" y=\"\(Self.text(y - 10))\" width=\"14\" "
            + "height=\"12\" fill=\"\(color)\" stroke=\"#999999\"/>",
          "<text x=\"\(Self.text(Self.inset.left + 22))\" y=\"\(Self.text(y))\">"
            + "\(Self.escaped(explanation.text))</text>",
        ]
      }
  }

  private var axes: [String] {
    var lines: [String] = []
    let (left, right) = (Self.inset.left, Self.width - Self.inset.right)
    let (head, foot) = (Self.inset.top, Self.height - Self.inset.bottom)
    for x in Self.ticks(from: lower, to: upper, count: 8) {
      let place = Self.text(horizontal(x))
      let color = x == 0 ? "#999999" : "#e5e5e5"
      lines.append(
        "<line x1=\"\(place)\" y1=\"\(head)\" x2=\"\(place)\" y2=\"\(foot)\" stroke=\"\(color)\"/>")
      lines.append(
        "<text x=\"\(place)\" y=\"\(foot + 18)\" text-anchor=\"middle\">\(NumberText.text(x))</text>"
      )
    }
    for y in Self.ticks(from: bottom, to: top, count: 6) {
      let place = Self.text(vertical(y))
      let color = y == 0 ? "#999999" : "#e5e5e5"
      lines.append(
        "<line x1=\"\(left)\" y1=\"\(place)\" x2=\"\(right)\" y2=\"\(place)\" stroke=\"\(color)\"/>"
      )
      lines.append(
        "<text x=\"\(left - 6)\" y=\"\(place)\" text-anchor=\"end\" dominant-baseline=\"middle\">"
          + "\(NumberText.text(y))</text>")
    }
    return lines
  }

  private func svg(_ graph: Graph, color: String, width: Int) -> [String] {
    var lines: [String] = []
    for stroke in graph.strokes {
      var path = ""
      var isDown = false
      for point in stroke {
        guard point.y.isFinite, point.y >= bottom, point.y <= top else {
          isDown = false
          continue
        }
        path +=
          "\(isDown ? "L" : "M")\(Self.text(horizontal(point.x))) "
          + "\(Self.text(vertical(point.y)))"
        isDown = true
      }
      if path.isEmpty { continue }
      lines.append(
        "<path d=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"\(width)\" "
          + "stroke-linejoin=\"round\"/>")
    }
    lines += graph.kinks.map { circle($0, radius: 2.5, fill: "white", stroke: color) }
    lines += graph.limits.map { circle($0, radius: 4, fill: "white", stroke: color) }
    return lines
  }

  private func circle(_ point: Point, radius: Double, fill: String, stroke: String) -> String {
    "<circle cx=\"\(Self.text(horizontal(point.x)))\" cy=\"\(Self.text(vertical(point.y)))\" "
      + "r=\"\(NumberText.text(radius))\" fill=\"\(fill)\" stroke=\"\(stroke)\" "
      + "stroke-width=\"1.5\"/>"
  }

  private var legend: [String] {
    graphs.enumerated().flatMap { number, graph in
      let y = Self.inset.top + 14 + 18 * Double(number)
      let color = Self.colors[number % Self.colors.count]
      return [
        "<line x1=\"68\" y1=\"\(y - 4)\" x2=\"92\" y2=\"\(y - 4)\" stroke=\"\(color)\" "
          + "stroke-width=\"2\"/>",
        "<text x=\"98\" y=\"\(y)\">\(Self.escaped(Self.short(graph.name)))</text>",
      ]
    }
  }

  /// The maximum number of characters that the legend has room for.
  private static let longestName = 80

  private static func short(_ name: String) -> String {
    name.count <= longestName ? name : name.prefix(longestName - 1) + "…"
  }

  private func horizontal(_ x: Double) -> Double {
    let share = (x - lower) / (upper - lower)
    return Self.inset.left + share * (Self.width - Self.inset.left - Self.inset.right)
  }

  private func vertical(_ y: Double) -> Double {
    let share = (top - y) / (top - bottom)
    return Self.inset.top + share * (Self.height - Self.inset.top - Self.inset.bottom)
  }

  private static func text(_ x: Double) -> String { NumberText.text((x * 100).rounded() / 100) }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.escapingControls {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
    return result
  }
}
