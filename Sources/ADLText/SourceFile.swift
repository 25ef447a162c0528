/// A named text of bytes, with an index of its lines.
///
/// Copies share one immutable storage, and two files are equal iff they share it.
public struct SourceFile: Sendable {
  private let storage: Storage

  /// The number of the first line: 1, unless this is an excerpt of a file that is not kept.
  private let firstLine: Int

  /// Creates a file of the given bytes, which should be UTF-8; those of an excerpt have line
  /// numbers from `firstLine` on.
  ///
  /// - Complexity: O(`bytes.count`).
  public init(name: String, bytes: [UInt8], firstLine: Int = 1) {
    storage = Storage(name: name, bytes: bytes)
    self.firstLine = firstLine
  }

  /// Creates a file with the given text.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The name that messages show.
  public var name: String { storage.name }

  /// The contents.
  public var bytes: [UInt8] { storage.bytes }

  /// The number of lines, at least one.
  public var lineCount: Int { storage.lineStarts.count }

  /// The contents as text, with U+FFFD where the bytes are not UTF-8.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Returns the text of `range`, with U+FFFD where the bytes are not UTF-8.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// Returns the number of the line that contains the byte at `offset`.
  ///
  /// The position after the last byte belongs to the last line.
  /// - Complexity: O(log `lineCount`).
  public func lineNumber(at offset: Int) -> Int {
    var low = 0
    var high = lineCount
    while high - low > 1 {
      let middle = (low + high) / 2
      if storage.lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + firstLine
  }

  /// Returns the bytes of line `number` without its line end, and without the mark of UTF-8 that
  /// some editors put before a text.
  public func line(_ number: Int) -> Range<Int> {
    let index = number - firstLine
    let start = start(of: number)
    var end = index + 1 < lineCount ? storage.lineStarts[index + 1] - 1 : bytes.count
    if end > start && bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// Where line `number` begins: behind the mark of UTF-8, where the file has one.
  private func start(of number: Int) -> Int {
    number == 1 && firstLine == 1 ? storage.markLength : storage.lineStarts[number - firstLine]
  }

  /// Returns the numbers of the lines that have more than `limit` bytes.
  ///
  /// - Complexity: O(`lineCount`).
  public func lines(longerThan limit: Int) -> [Int] {
    (firstLine..<firstLine + lineCount).filter { line($0).count > limit }
  }

  /// Returns the line and column of the byte at `offset`.
  ///
  /// - Complexity: O(length of the line up to `offset`).
  public func position(at offset: Int) -> SourcePosition {
    let number = lineNumber(at: offset)
    let start = start(of: number)
    let prefix = start..<max(offset, start)
    let isASCII = bytes[prefix].allSatisfy { $0 < 0x80 }
    return SourcePosition(
      line: number, column: 1 + (isASCII ? prefix.count : text(in: prefix).count))
  }

  /// Returns the span of `range` in this file.
  public func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(file: self, range: range)
  }
}

extension SourceFile: Hashable {
  public static func == (a: Self, b: Self) -> Bool { a.storage === b.storage }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(storage)) }
}

extension SourceFile {
  /// What the copies of a file share.
  private final class Storage: Sendable {
    let name: String
    let bytes: [UInt8]
    let lineStarts: [Int]

    /// The length of the mark of UTF-8 before the text.
    let markLength: Int

    init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
      markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var starts = [0]
      bytes.withUnsafeBufferPointer { buffer in
        for i in buffer.indices where buffer[i] == UInt8(ascii: "\n") { starts.append(i + 1) }
      }
      lineStarts = starts
    }
  }
}
