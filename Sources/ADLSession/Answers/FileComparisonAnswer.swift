import ADLFormats
import ADLText

/// How the functions of two files compare in all, or those of one under several conventions.
public struct FileComparisonAnswer: AnswerContent {
  /// The files.
  public let names: [String]

  /// The functions that were compared, and those of them that differ in value or derivative.
  public internal(set) var compared: [String] = []
  public internal(set) var differing: [String] = []

  /// The functions that have another shape in the second file.
  public internal(set) var reshaped: [String] = []

  /// The functions whose sizes are open, with the number of inputs that they were compared with.
  public internal(set) var sized: [(name: String, inputs: Int)] = []

  /// The functions that were not compared, with the reason.
  public internal(set) var notCompared: [(name: String, reason: String)] = []

  /// The functions that one file alone has.
  public internal(set) var onlyIn: [[String]]

  init(names: [String]) {
    self.names = names
    onlyIn = names.map { _ in [] }
  }

  public let kind = "files"

  /// Negative iff a function differs or has another shape; trouble where nothing was compared. A
  /// function that one file alone has is no difference of a function.
  public var finding: Outcome {
    if !differing.isEmpty || !reshaped.isEmpty { return .negative }
    return compared.isEmpty ? .trouble : .success
  }

  private var verdict: String {
    let count = ComparisonAnswer.count(compared.count, "function") + " compared"
    if compared.isEmpty { return "nothing was compared" }
    return count + (differing.isEmpty ? ", no difference" : ", \(differing.count) with differences")
  }

  public var text: StyledText {
    var text = StyledText(AnswerWords.list(names), .name)
    text.append(": ")
    text.append(verdict + "\n", .emphasis)
    for name in reshaped { text.append("  \(name): another shape in \(names.last ?? "")\n") }
    for (name, inputs) in sized {
      text.append(
        "  \(name): compared with \(ComparisonAnswer.count(inputs, "input")), as its sizes are open\n"
      )
    }
    for (name, reason) in notCompared { text.append("  \(name): not compared: \(reason)\n") }
    for (file, functions) in zip(names, onlyIn) where !functions.isEmpty {
      text.append("  only in \(file): \(functions.joined(separator: ", "))\n")
    }
    return text.folded(to: AnswerWords.width)
  }

  public var json: [String: JSONValue] {
    [
      "verdict": .string(verdict), "files": .array(names.map(JSONValue.string)),
      "compared": .array(compared.map(JSONValue.string)),
      "differing": .array(differing.map(JSONValue.string)),
      "reshaped": .array(reshaped.map(JSONValue.string)),
      "sized": .array(
        sized.map { ["name": .string($0.name), "inputs": .number(Double($0.inputs))] }),
      "notCompared": .array(
        notCompared.map { ["name": .string($0.name), "reason": .string($0.reason)] }),
      "onlyIn": .array(onlyIn.map { .array($0.map(JSONValue.string)) }),
    ]
  }
}

/// A function of two files compared: in full where there is a difference, in a line elsewhere.
public struct PairAnswer: AnswerContent {
  public let comparison: ComparisonAnswer

  init(_ comparison: ComparisonAnswer) { self.comparison = comparison }

  public var kind: String { comparison.kind }
  public var finding: Outcome { comparison.finding }
  public var json: [String: JSONValue] { comparison.json }

  public var text: StyledText {
    if comparison.hasDifferences { return comparison.text }
    return comparison.heading
  }
}
