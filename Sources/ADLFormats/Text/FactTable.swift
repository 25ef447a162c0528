import ADLText

/// Labels with what is to be said of each, in lines of limited width.
public struct FactTable: Sendable {
  /// The maximum number of columns that a line takes where it can be broken.
  public static let width = 100

  private struct Fact: Sendable {
    let label: String
    let value: String
    let remark: String
    let role: StyledText.Role
  }

  /// The widest value beside which remarks are aligned.
  private static let alignedWidth = 36

  private var facts: [Fact] = []

  /// Creates a table without facts.
  public init() {}

  /// Adds a line that says `value` of `label`, with a remark beside it. A line without a label
  /// belongs to the one before. A note that stands there is not said again.
  public mutating func append(
    _ label: String, _ value: String, _ remark: String = "", role: StyledText.Role = .number
  ) {
    let isRepeated =
      role == .note && !label.isEmpty
      && facts.contains { ($0.label, $0.value, $0.remark) == (label, value, remark) }
    if isRepeated { return }
    facts.append(Fact(label: label, value: value, remark: remark, role: role))
  }

  /// Adds a line for each of `values`, the first with the label.
  public mutating func append(_ label: String, lines: [String], role: StyledText.Role = .number) {
    for (i, line) in lines.enumerated() { append(i == 0 ? label : "", line, role: role) }
  }

  /// The table, each line indented by two spaces.
  public var text: StyledText {
    let labelWidth = facts.map(\.label.displayWidth).max() ?? 0
    let indent = String(repeating: " ", count: labelWidth + 4)
    let valueWidth =
      facts.filter { !$0.remark.isEmpty && $0.value.displayWidth <= Self.alignedWidth }
      .map(\.value.displayWidth).max() ?? 0
    var text = StyledText()
    for fact in facts {
      text.append("  ")
      text.append(cell: fact.label, width: labelWidth + 2, .left, .dimmed)
      let lines = Self.broken(fact.value, width: Self.width - indent.count)
      for (i, line) in lines.enumerated() {
        if i > 0 { text.append("\n" + indent) }
        text.append(line, fact.role)
      }
      if !fact.remark.isEmpty {
        let used = lines.last?.displayWidth ?? 0
        let space = max(valueWidth - used, 0) + 2
        if indent.count + used + space + fact.remark.displayWidth <= Self.width {
          text.append(String(repeating: " ", count: space))
          text.append(fact.remark, .dimmed)
        } else {
          for line in Self.broken(fact.remark, width: Self.width - indent.count) {
            text.append("\n" + indent)
            text.append(line, .dimmed)
          }
        }
      }
      text.append("\n")
    }
    return text
  }

  /// Returns `text` in lines of at most `width` columns, broken at spaces.
  private static func broken(_ text: String, width: Int) -> [String] {
    guard text.displayWidth > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      if !line.isEmpty, line.displayWidth + 1 + word.displayWidth > width {
        lines.append(line)
        line = String(word)
      } else {
        line += line.isEmpty ? String(word) : " " + word
      }
    }
    return lines + [line]
  }
}
