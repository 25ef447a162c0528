/// Points as the rows of a table in text: numbers between commas, semicolons or blanks.
///
/// A first row that is no row of numbers names the columns. Where it names every input, the inputs
/// are found by name and other columns are passed over; otherwise the columns are the inputs in
/// order. Empty lines and lines that begin with `#` are no rows.
public struct PointRows: Sendable {
  /// Why a line is no point; ranges are of bytes in the line.
  public enum Failure: Error, Hashable, Sendable {
    /// There are not as many fields as columns.
    case fieldCount(found: Int, expected: Int)

    /// A field is no number.
    case notANumber(Range<Int>)
  }

  /// The number of fields of a row.
  public let columnCount: Int

  /// For each input, the column that has it.
  private let columns: [Int]

  /// `true` iff the columns are the inputs in order.
  private let isInOrder: Bool

  /// Reads rows of `count` numbers.
  public init(columnCount count: Int) {
    columnCount = count
    columns = Array(0..<count)
    isInOrder = true
  }

  /// Reads rows with the columns of `header`, which should name all of `inputs`; `nil` if it does not
  /// and has not as many columns either.
  public init?(header: [String], inputs: [String]) {
    let places = Dictionary(zip(header, header.indices)) { first, _ in first }
    let columns = inputs.compactMap { places[$0] }
    if columns.count == inputs.count {
      self.columns = columns
      isInOrder = columns == Array(0..<header.count)
    } else if header.count == inputs.count {
      self.columns = Array(header.indices)
      isInOrder = true
    } else {
      return nil
    }
    columnCount = header.count
  }

  /// The number of inputs.
  public var inputCount: Int { columns.count }

  /// Appends the numbers of a line to `points`, in the order of the inputs.
  ///
  /// - Requires: the byte after the line can be read, and belongs to no number.
  public func read(
    _ line: UnsafeBufferPointer<UInt8>, into points: inout [Double]
  ) throws(Failure) {
    guard let bytes = line.baseAddress else { throw .fieldCount(found: 0, expected: columnCount) }
    let first = points.count
    var found = 0
    var end = 0
    while let field = Self.nextField(line, from: &end) {
      if found < columnCount {
        guard !field.isEmpty, let x = NumberScanner.number(bytes, field) else {
          // A column that has no input may hold anything.
          guard isInOrder || columns.contains(found) else {
            points.append(0)
            found += 1
            continue
          }
          points.removeSubrange(first...)
          throw .notANumber(field)
        }
        points.append(x)
      }
      found += 1
    }
    guard found == columnCount else {
      points.removeSubrange(first...)
      throw .fieldCount(found: found, expected: columnCount)
    }
    if isInOrder { return }
    let row = Array(points[first...])
    points.removeSubrange(first...)
    for column in columns { points.append(row[column]) }
  }

  /// Returns the fields of a line as text, without quotation marks.
  public static func fields(of line: UnsafeBufferPointer<UInt8>) -> [String] {
    var fields: [String] = []
    var end = 0
    while let field = nextField(line, from: &end) {
      let text = String(decoding: line[field], as: UTF8.self)
      let isQuoted = text.count > 1 && text.hasPrefix("\"") && text.hasSuffix("\"")
      fields.append(isQuoted ? String(text.dropFirst().dropLast()) : text)
    }
    return fields
  }

  /// `true` iff the line is a row: neither empty nor a comment.
  public static func isRow(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = line.first(where: { !isBlank($0) }) else { return false }
    return first != UInt8(ascii: "#")
  }

  /// `true` iff some field of the line is no number.
  public static func isHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let bytes = line.baseAddress else { return false }
    var end = 0
    while let field = nextField(line, from: &end) {
      if field.isEmpty || NumberScanner.number(bytes, field) == nil { return true }
    }
    return false
  }

  // MARK: - Fields

  @inline(__always)
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  @inline(__always)
  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }

  /// Returns the next field, without blanks around it, and moves `end` behind what ends it; `nil`
  /// after the last.
  private static func nextField(
    _ line: UnsafeBufferPointer<UInt8>, from end: inout Int
  ) -> Range<Int>? {
    var i = end
    if i > line.count { return nil }
    while i < line.count, isBlank(line[i]) { i += 1 }
    // Behind the last separator there is a field, behind the last blank there is none.
    if i == line.count, end == 0 || !isSeparator(line[end - 1]) { return nil }
    let first = i
    if i < line.count, line[i] == UInt8(ascii: "\"") {
      i += 1
      while i < line.count, line[i] != UInt8(ascii: "\"") { i += 1 }
      i = min(i + 1, line.count)
    }
    while i < line.count, !isBlank(line[i]), !isSeparator(line[i]) { i += 1 }
    let field = first..<i
    while i < line.count, isBlank(line[i]) { i += 1 }
    if i < line.count, isSeparator(line[i]) {
      end = i + 1
    } else {
      end = i == line.count ? line.count + 1 : i
    }
    return field
  }
}
