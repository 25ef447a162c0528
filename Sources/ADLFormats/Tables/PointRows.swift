/// Points as the rows of a table in text: numbers between commas, semicolons or blanks.
///
/// A first row without a number names the columns: every input once. The inputs are found by name,
/// and other columns are passed over. Without such a row the columns are the inputs in order. Empty
/// lines and lines that begin with `#` are not rows.
public struct PointRows: Sendable {
  /// Why a line is not a point; ranges are of bytes in the line.
  public enum Failure: Error, Hashable, Sendable {
    /// There are not as many fields as columns.
    case fieldCount(found: Int, expected: Int)

    /// A field is not a number.
    case notANumber(Range<Int>)
  }

  /// Why a row of names is not a header.
  public enum HeaderFailure: Error, Hashable, Sendable {
    /// It does not name these inputs.
    case missing([String])

    /// It names this input twice.
    case repeated(String)
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

  /// Reads rows with the columns of `header`, which must name each of `inputs` once.
  public init(header: [String], inputs: [String]) throws(HeaderFailure) {
    var places: [String: Int] = [:]
    let known = Set(inputs)
    for (place, name) in header.enumerated() where known.contains(name) {
      if places.updateValue(place, forKey: name) != nil { throw .repeated(name) }
    }
    let missing = inputs.filter { places[$0] == nil }
    if !missing.isEmpty { throw .missing(missing) }
    columns = inputs.compactMap { places[$0] }
    columnCount = header.count
    isInOrder = columns == Array(0..<columnCount)
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

  /// Returns the places of the fields of a line.
  public static func fieldRanges(of line: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var end = 0
    while let field = nextField(line, from: &end) { ranges.append(field) }
    return ranges
  }

  /// Returns the number that a field of a line is; `nil` if it is none.
  ///
  /// - Requires: the byte after the field can be read, and belongs to no number.
  public static func number(
    _ field: Range<Int>, of line: UnsafeBufferPointer<UInt8>
  ) -> Double? {
    guard let bytes = line.baseAddress, !field.isEmpty else { return nil }
    return NumberScanner.number(bytes, field)
  }

  /// `true` iff the line is a row: neither empty nor a comment.
  public static func isRow(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = line.first(where: { !isBlank($0) }) else { return false }
    return first != UInt8(ascii: "#")
  }

  /// `true` iff some field of the line is not a number.
  public static func isHeader(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    numbers(of: line).contains { !$0.isNumber }
  }

  /// Returns the first field that is not a number, in a line that has numbers too.
  public static func slip(in line: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    let fields = numbers(of: line)
    guard fields.contains(where: \.isNumber) else { return nil }
    return fields.first { !$0.isNumber }?.range
  }

  /// The fields of a line, and which of them are numbers.
  private static func numbers(
    of line: UnsafeBufferPointer<UInt8>
  ) -> [(range: Range<Int>, isNumber: Bool)] {
    guard let bytes = line.baseAddress else { return [] }
    var fields: [(range: Range<Int>, isNumber: Bool)] = []
    var end = 0
    while let field = nextField(line, from: &end) {
      fields.append((field, !field.isEmpty && NumberScanner.number(bytes, field) != nil))
    }
    return fields
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
