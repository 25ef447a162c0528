import ADLFormats
import ADLText

/// How the results of a script compare with those it records.
public struct ScriptTestAnswer: AnswerContent {
  /// A statement whose results are others than recorded.
  public struct Difference: Hashable, Sendable {
    /// The line that the results follow, from 1.
    public let line: Int

    /// The statement.
    public let source: String

    /// The lines that the script records for it.
    public let recorded: [String]

    /// The lines that it answers now.
    public let now: [String]
  }

  /// The path of the script.
  public let file: String

  /// The number of statements with results.
  public let answerCount: Int

  /// Where answers differ from what is recorded, in the order of the script.
  public let differences: [Difference]

  /// `true` iff the script now records what was different.
  public private(set) var isUpdated = false

  public let kind = "test"

  init(file: String, answerCount: Int, differences: [Difference]) {
    self.file = file
    self.answerCount = answerCount
    self.differences = differences
  }

  /// The same answer for a script that has been brought up to date.
  var updated: ScriptTestAnswer {
    var answer = self
    answer.isUpdated = true
    return answer
  }

  public var outcome: Outcome { differences.isEmpty || isUpdated ? .success : .negative }

  public var findings: [Finding] {
    if isUpdated { return [] }
    return differences.map { difference in
      let lines = difference.recorded.map { "- \($0)" } + difference.now.map { "+ \($0)" }
      let message = (["another result: \(difference.source)"] + lines).joined(separator: "\n")
      return Finding(.test, .error, message, line: max(difference.line, 1))
    }
  }

  public var text: StyledText {
    var text = StyledText()
    for difference in differences where !isUpdated {
      text.append("\(file):\(difference.line): ", .emphasis)
      text.append("\(difference.source)\n")
      for line in difference.recorded { text.append("- \(line)\n", .error) }
      for line in difference.now { text.append("+ \(line)\n", .hint) }
    }
    text.append("\(file): ", .emphasis)
    text.append("\(summary)\n", outcome == .success ? .plain : .error)
    return text
  }

  private var summary: String {
    let answers = answerCount == 1 ? "1 result" : "\(answerCount) results"
    let changes = differences.count == 1 ? "1 difference" : "\(differences.count) differences"
    if differences.isEmpty { return "\(answers), all as recorded" }
    return isUpdated ? "\(answers), \(changes) recorded" : "\(answers), \(changes)"
  }

  struct Payload: Encodable {
    /// A statement whose results are others than recorded.
    struct Difference: Encodable {
      let line: Int
      let source: String
      let recorded: [String]
      let now: [String]
    }

    let results: Int
    let differences: [Difference]
    let updated: Bool
  }

  public var payload: any Encodable {
    Payload(
      results: answerCount,
      differences: differences.map {
        Payload.Difference(
          line: $0.line, source: $0.source, recorded: $0.recorded, now: $0.now)
      }, updated: isUpdated)
  }
}
