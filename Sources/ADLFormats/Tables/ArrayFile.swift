/// An array of numbers as a `.npy` file of NumPy has it: a header that describes it, then the
/// entries one behind the other.
///
/// The format is NumPy's, versions 1.0, 2.0 and 3.0; entries are floating-point numbers of 4 or 8
/// bytes in either order of bytes, and stand row by row or column by column.
public struct ArrayFile: Sendable {
  /// Why a file is no such array.
  public enum Failure: Error, Hashable, Sendable {
    /// It does not begin as such files do.
    case notAnArray

    /// It has a version that is not known.
    case unknownVersion(Int, Int)

    /// What should describe the array does not.
    case damagedHeader

    /// The entries are of this type, in NumPy's words.
    case otherType(String)

    /// There are not as many bytes of entries as the shape needs.
    case length(found: Int, expected: Int)

    /// There are more entries than an array may have.
    case tooManyEntries(limit: Int)
  }

  /// The most entries of an array.
  public static let entryLimit = 100_000_000

  /// The lengths of the axes.
  public let shape: [Int]

  /// The entries, row by row.
  public let entries: [Double]

  /// Reads the array in `bytes`.
  public init(_ bytes: [UInt8]) throws(Failure) {
    guard bytes.count >= 10, bytes.starts(with: [0x93] + Array("NUMPY".utf8)) else {
      throw .notAnArray
    }
    let (major, minor) = (Int(bytes[6]), Int(bytes[7]))
    guard (1...3).contains(major), minor == 0 else { throw .unknownVersion(major, minor) }
    // The length of the header has two bytes in version 1, and four since.
    let start = major == 1 ? 10 : 12
    guard bytes.count >= start else { throw .damagedHeader }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else { throw .damagedHeader }
    let header = try ArrayFileHeader(bytes[start..<start + length])
    shape = header.shape
    var count = 1
    for axis in shape {
      let (product, isTooMuch) = count.multipliedReportingOverflow(by: axis)
      if isTooMuch { throw .tooManyEntries(limit: Self.entryLimit) }
      count = product
    }
    guard count <= Self.entryLimit else { throw .tooManyEntries(limit: Self.entryLimit) }
    let contents = bytes[(start + length)...]
    guard contents.count == count * header.entrySize else {
      throw .length(found: contents.count, expected: count * header.entrySize)
    }
    let stored = Self.numbers(contents, header)
    entries = header.isByColumns ? Self.byRows(stored, shape) : stored
  }

  private static func numbers(_ bytes: ArraySlice<UInt8>, _ header: ArrayFileHeader) -> [Double] {
    let size = header.entrySize
    return stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { place in
      let own = bytes[place..<place + size]
      func pattern(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
      }
      let bits = header.isBigEndian ? pattern(own) : pattern(own.reversed())
      return size == 8
        ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    }
  }

  /// Returns the entries row by row, of an array in which the first index runs fastest.
  private static func byRows(_ stored: [Double], _ shape: [Int]) -> [Double] {
    var strides: [Int] = []
    var step = 1
    for axis in shape {
      strides.append(step)
      step *= axis
    }
    var index = [Int](repeating: 0, count: shape.count)
    var place = 0
    return stored.indices.map { _ in
      let entry = stored[place]
      for axis in shape.indices.reversed() {
        index[axis] += 1
        place += strides[axis]
        if index[axis] < shape[axis] { break }
        place -= index[axis] * strides[axis]
        index[axis] = 0
      }
      return entry
    }
  }
}

/// What the header of a `.npy` file says: a dictionary as Python writes it.
private struct ArrayFileHeader {
  private(set) var shape: [Int] = []
  private(set) var entrySize = 8
  private(set) var isBigEndian = false
  private(set) var isByColumns = false

  init(_ bytes: ArraySlice<UInt8>) throws(ArrayFile.Failure) {
    // A comma ends each entry or stands between two; what is in brackets belongs together.
    let text = String(decoding: bytes, as: UTF8.self)
    var values: [String: String] = [:]
    for key in ["descr", "fortran_order", "shape"] {
      guard let value = Self.value(of: key, in: text) else { throw .damagedHeader }
      values[key] = value
    }
    switch values["descr"] {
    case "'<f8'"?: break
    case "'<f4'"?: entrySize = 4
    case "'>f8'"?: isBigEndian = true
    case "'>f4'"?: (entrySize, isBigEndian) = (4, true)
    case let other: throw .otherType(other?.filter { $0 != "'" } ?? "")
    }
    switch values["fortran_order"] {
    case "True"?: isByColumns = true
    case "False"?: break
    default: throw .damagedHeader
    }
    let axes = (values["shape"] ?? "").dropFirst().dropLast().split(separator: ",")
    for axis in axes {
      let digits = axis.filter { $0 != " " }
      if digits.isEmpty { continue }
      guard let length = Int(digits), length >= 0 else { throw .damagedHeader }
      shape.append(length)
    }
  }

  /// Returns what stands behind a key: a word in quotes, True, False, or what is in brackets.
  private static func value(of key: String, in text: String) -> String? {
    var rest = text[...]
    while let quote = rest.firstIndex(where: { $0 == "'" || $0 == "\"" }) {
      let tail = rest[rest.index(after: quote)...]
      guard tail.hasPrefix(key), tail.dropFirst(key.count).first == rest[quote] else {
        rest = tail
        continue
      }
      let behind = tail.dropFirst(key.count + 1).drop { $0 == " " }
      guard behind.first == ":" else { return nil }
      let value = behind.dropFirst().drop { $0 == " " }
      let ends: [Character: Character] = ["(": ")", "[": "]", "'": "'", "\"": "\""]
      guard let first = value.first, let end = ends[first] else {
        return String(value.prefix { $0 != "," && $0 != "}" && $0 != " " })
      }
      guard let close = value.dropFirst().firstIndex(of: end) else { return nil }
      return String(value[...close])
    }
    return nil
  }
}
