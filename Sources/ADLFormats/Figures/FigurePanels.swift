/// Figures side by side, each under its title and with the name of its axis.
package struct FigurePanels: Sendable {
  /// One of the figures.
  package struct Panel: Sendable {
    package let figure: Figure
    let title: String
    let axis: String

    /// Creates the panel.
    package init(figure: Figure, title: String, axis: String) {
      self.figure = figure
      self.title = title
      self.axis = axis
    }
  }

  private let panels: [Panel]

  /// Creates the picture of `panels`, row by row.
  package init(_ panels: [Panel]) { self.panels = panels }

  /// How many stand in a row.
  private static let columns = 3

  /// The room for a title above a figure.
  private static let head = 28.0

  /// The longest title that there is room for.
  private static let longestTitle = 60

  /// The picture in SVG.
  package var svg: String {
    let (width, height) = (Figure.size.width, Figure.size.height + Self.head)
    let columns = min(panels.count, Self.columns)
    let rows = (panels.count + columns - 1) / columns
    let (whole, high) = (
      NumberText.text(width * Double(columns)), NumberText.text(height * Double(rows))
    )
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(whole) \(high)\" "
        + "width=\"\(whole)\" height=\"\(high)\" font-family=\"sans-serif\" font-size=\"14\">",
      "<title>\(Figure.escaped(panels.map(\.title).joined(separator: ", ")))</title>",
      "<rect width=\"\(whole)\" height=\"\(high)\" fill=\"white\"/>",
    ]
    for (number, panel) in panels.enumerated() {
      let x = NumberText.text(width * Double(number % columns))
      let y = NumberText.text(height * Double(number / columns) + Self.head)
      let title =
        panel.title.count <= Self.longestTitle
        ? panel.title : panel.title.prefix(Self.longestTitle - 1) + "…"
      lines.append("<g transform=\"translate(\(x) \(y))\">")
      lines.append(
        "<text x=\"\(NumberText.text(width / 2))\" y=\"-8\" text-anchor=\"middle\" "
          + "font-weight=\"bold\">\(Figure.escaped(title))</text>")
      lines += panel.figure.content
      lines.append(
        "<text x=\"\(NumberText.text(width - 8))\" y=\"\(NumberText.text(Figure.size.height - 2))\" "
          + "text-anchor=\"end\" font-style=\"italic\">\(Figure.escaped(panel.axis))</text>")
      lines.append("</g>")
    }
    lines.append("</svg>")
    return lines.joined(separator: "\n") + "\n"
  }
}
