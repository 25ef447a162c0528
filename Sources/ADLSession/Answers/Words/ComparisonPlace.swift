import ADLAnalysis
import ADLFormats
import ADLPrograms

/// Where programs are compared.
enum ComparisonPlace: Hashable {
  case point([Rational])
  case box([Box.Side])

  /// The place as the language says it.
  var text: String {
    switch self {
    case .point(let point):
      let texts = point.map { NumberText.text($0) }
      return "at " + (texts.count == 1 ? texts[0] : "(" + texts.joined(separator: ", ") + ")")
    case .box(let sides): return "on \(sides.text)"
    }
  }

  /// The place with a long point cut short.
  var shortText: String {
    guard case .point(let point) = self, text.count > 60 else { return text }
    return "at " + NumberText.point(point.map { .rational($0) })
  }

  /// The sides of the box; none for a point.
  var sides: [Box.Side] {
    if case .box(let sides) = self { sides } else { [] }
  }
}
