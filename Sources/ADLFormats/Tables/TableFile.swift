/// Columns of numbers as a file has them: rows of fields between commas, semicolons or blanks.
///
/// A first row without a number names the columns. A column whose first entry is no number holds
/// text; in others an entry that is none is a failure. Empty lines and lines that begin with `#` are
/// no rows.
public struct TableFile: Sendable {
  /// Why a file is not a table; ranges are of bytes in the file.
  public enum Failure: Error, Hashable, Sendable {
    /// There is no row of entries.
    case noRows

    /// There are not as many fields as in the first row.
    case fieldCount(found: Int, expected: Int, Range<Int>)

    /// A field is no number.
    case notANumber(Range<Int>)

    /// The header has this name twice.
    case repeated(String, Range<Int>)

    /// There are more entries than a table may have.
    case tooManyEntries(limit: Int, Range<Int>)
  }

  /// A column: its numbers, or the place of an entry that is none.
  public enum Column: Sendable {
    case numbers([Double])
    case text(Range<Int>)
  }

  /// The most entries of a table.
  public static let entryLimit = 2_000_000

  /// The names of the columns; `nil` where the file has none.
  public private(set) var names: [String]?

  /// The columns, in order.
  public private(set) var columns: [Column] = []

  /// The number of rows.
  public private(set) var rowCount = 0

  /// Reads the table in `bytes`.
  public init(_ bytes: [UInt8]) throws(Failure) {
    // The byte after the last line can be read.
    let text = bytes + [UInt8(ascii: "\n")]
    var failure: Failure?
    text.withUnsafeBufferPointer { buffer in
      var start = 0
      while start < buffer.count, failure == nil {
        let end = buffer[start...].firstIndex(of: UInt8(ascii: "\n")) ?? buffer.count
        let line = UnsafeBufferPointer(rebasing: buffer[start..<end])
        if PointRows.isRow(line) {
          do throws(Failure) { try read(line, at: start) } catch { failure = error }
        }
        start = end + 1
      }
    }
    if let failure { throw failure }
    if rowCount == 0 { throw .noRows }
  }

  private mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, at start: Int
  ) throws(Failure) {
    let fields = PointRows.fieldRanges(of: line)
    let numbers = fields.map { PointRows.number($0, of: line) }
    func place(_ range: Range<Int>) -> Range<Int> {
      start + range.lowerBound..<start + range.upperBound
    }
    let whole = place(0..<line.count)
    if names == nil, columns.isEmpty {
      if numbers.allSatisfy({ $0 == nil }) {
        let words = PointRows.fields(of: line)
        for (i, word) in words.enumerated() where words[..<i].contains(word) {
          throw .repeated(word, place(fields[i]))
        }
        names = words
        return
      }
    }
    let count = names?.count ?? (columns.isEmpty ? fields.count : columns.count)
    guard fields.count == count else {
      throw .fieldCount(found: fields.count, expected: count, whole)
    }
    if (rowCount + 1) * count > Self.entryLimit {
      throw .tooManyEntries(limit: Self.entryLimit, whole)
    }
    if columns.isEmpty {
      columns = zip(fields, numbers).map { field, number in
        number.map { .numbers([$0]) } ?? .text(place(field))
      }
    } else {
      for i in 0..<count {
        guard case .numbers(var own) = columns[i] else { continue }
        guard let number = numbers[i] else { throw .notANumber(place(fields[i])) }
        columns[i] = .text(0..<0)
        own.append(number)
        columns[i] = .numbers(own)
      }
    }
    rowCount += 1
  }
}
