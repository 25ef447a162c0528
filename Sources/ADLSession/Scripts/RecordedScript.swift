import ADLText

/// A script with the results of its statements under them, in lines that begin with `#>`.
struct RecordedScript {
  /// Results by the line they follow, from 1; results above every statement follow line 0.
  typealias Results = [Int: [String]]

  /// The beginning of a line that records a result.
  private static let mark = "#>"

  private let lines: [String]

  /// The results that the script records.
  let results: Results

  /// Creates the recorded script that `file` is.
  init(_ file: SourceFile) {
    lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var results: Results = [:]
    var owner = 0
    for (index, line) in lines.enumerated() {
      if let result = Self.result(line) {
        results[owner, default: []].append(result)
      } else {
        owner = index + 1
      }
    }
    self.results = results
  }

  /// Returns the line of the script that `number` counts, from 1.
  func line(_ number: Int) -> String { number > 0 ? lines[number - 1] : "" }

  /// Returns the script with the given results in place of those that it records.
  func text(recording results: Results) -> String {
    var text = results[0, default: []].map(Self.recording)
    for (index, line) in lines.enumerated() where Self.result(line) == nil {
      text.append(line)
      text += results[index + 1, default: []].map(Self.recording)
    }
    return text.joined(separator: "\n")
  }

  /// Returns the result that a line records, if it records one.
  private static func result(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix(mark) else { return nil }
    let result = text.dropFirst(mark.count)
    return String(result.first == " " ? result.dropFirst() : result)
  }

  /// Returns the lines of the script after `first` and through `last`, without recorded results.
  func lines(after first: Int, through last: Int) -> String {
    // What follows the last newline is no line if it is empty.
    let count = lines.last == "" ? lines.count - 1 : lines.count
    return lines[min(first, count)..<min(last, count)]
      .filter { Self.result($0) == nil }.map { $0 + "\n" }.joined()
  }

  /// Returns the line that records `result`.
  static func recording(_ result: String) -> String {
    result.isEmpty ? mark : "\(mark) \(result)"
  }
}
