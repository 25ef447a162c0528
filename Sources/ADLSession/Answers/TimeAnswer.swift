import ADLFormats
import ADLText

/// How long something took.
package struct TimeAnswer: AnswerContent {
  let seconds: Double
  package let kind = "time"

  /// Creates the answer that says `duration`.
  package init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.seconds = Double(seconds) + Double(attoseconds) * 1e-18
  }

  package var text: StyledText { StyledText(words + "\n", .dimmed) }

  struct Payload: Encodable {
    let seconds: Schema.Number
  }

  package var payload: any Encodable { Payload(seconds: Schema.Number(seconds)) }

  /// The time to three digits, in the unit that suits it.
  private var words: String {
    let units: [(scale: Double, name: String)] = [(1, "s"), (1e3, "ms"), (1e6, "µs"), (1e9, "ns")]
    let unit = units.first { seconds * $0.scale >= 1 } ?? units[3]
    let value = seconds * unit.scale
    let step = value >= 100 ? 1.0 : value >= 10 ? 0.1 : 0.01
    let digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
    var text = NumberText.text((value / step).rounded() * step)
    if let point = text.firstIndex(of: ".") {
      text = String(text[...point].dropLast()) + text[point...].prefix(digits + 1)
    }
    return "\(text) \(unit.name)"
  }
}
