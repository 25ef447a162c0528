import ADLText

/// A script with the results of its statements under them, in lines that begin with `#>`.
struct RecordedScript {
  /// Results by the line they follow, from 1; results above every statement follow line 0.
  typealias Results = [Int: [String]]

  /// The beginning of a line that records a result.
  private static let mark = "#>"

  private let file: SourceFile

  /// The results that the script records.
  let results: Results

  /// Creates the recorded script that `file` is.
  init(_ file: SourceFile) {
    self.file = file
    var results: Results = [:]
    var owner = 0
    for number in 1...file.lineCount {
      if let result = Self.result(file.text(in: file.line(number))) {
        results[owner, default: []].append(result)
      } else {
        owner = number
      }
    }
    self.results = results
  }

  /// Returns the line of the script that `number` counts, from 1, without its line end.
  func line(_ number: Int) -> String { number > 0 ? file.text(in: file.line(number)) : "" }

  /// Returns the bytes of the script with the given results in place of those that it records. All
  /// else stays as it is; a new line ends as the one above it does.
  func bytes(recording results: Results) -> [UInt8] {
    // The last of all lines has no end, unless it is the last of the file and ends as that does.
    var bytes = Array(file.bytes[..<file.line(1).lowerBound])
    var pending: ArraySlice<UInt8> = []
    func append(_ line: some Sequence<UInt8>, _ end: ArraySlice<UInt8>) {
      bytes += pending
      bytes += line
      pending = end
    }
    func record(after number: Int) {
      let lineEnd = endOfNewLine(after: number)
      for result in results[number, default: []] { append(Self.recording(result).utf8, lineEnd) }
    }
    record(after: 0)
    for number in 1...file.lineCount where Self.result(line(number)) == nil {
      let end = end(ofLine: number)
      append(
        file.bytes[file.line(number)], number < file.lineCount ? end : endOfNewLine(after: number))
      if number == file.lineCount, results[number] == nil { return bytes + end }
      record(after: number)
    }
    return bytes
  }

  /// `true` iff every line keeps its number when `results` are recorded, and with it every place
  /// that they name.
  func keepsLines(recording results: Results) -> Bool {
    self.results.mapValues(\.count) == results.mapValues(\.count)
  }

  /// How a line ends that is put behind the line `number`: as that does, or the one above it.
  private func endOfNewLine(after number: Int) -> ArraySlice<UInt8> {
    let numbers = number > 0 ? [number, number - 1] : [1]
    let ends = numbers.lazy.filter { $0 > 0 }.map { self.end(ofLine: $0) }
    return ends.first { $0.last == UInt8(ascii: "\n") } ?? Array("\n".utf8)[...]
  }

  /// The bytes between a line and the next.
  private func end(ofLine number: Int) -> ArraySlice<UInt8> {
    let next =
      number < file.lineCount ? file.line(number + 1).lowerBound : file.bytes.count
    return file.bytes[file.line(number).upperBound..<next]
  }

  /// Returns the result that a line records, if it records one.
  private static func result(_ line: String) -> String? {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix(mark) else { return nil }
    let result = text.dropFirst(mark.count)
    return String(result.first == " " ? result.dropFirst() : result)
  }

  /// Returns the lines of the script after `first` and through `last`, without recorded results.
  /// Blanks that a terminal would obey are spaces, as an escape in their place is no blank.
  func lines(after first: Int, through last: Int) -> String {
    // What follows the last newline is not a line if it is empty.
    let count = line(file.lineCount).isEmpty ? file.lineCount - 1 : file.lineCount
    guard first < min(last, count) else { return "" }
    return (first + 1...min(last, count)).map(line)
      .filter { Self.result($0) == nil }.map { line in
        var text = String.UnicodeScalarView()
        for scalar in line.unicodeScalars {
          text.append(["\r", "\u{B}", "\u{C}"].contains(scalar) ? " " : scalar)
        }
        return String(text) + "\n"
      }.joined()
  }

  /// Returns the line that records `result`.
  static func recording(_ result: String) -> String {
    result.isEmpty ? mark : "\(mark) \(result)"
  }
}
