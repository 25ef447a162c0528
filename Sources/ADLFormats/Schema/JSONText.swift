import ADLText

/// Values as JSON text.
///
/// Numbers are doubles in the shortest form that reads back; those that JSON lacks are the strings
/// "nan", "inf" and "-inf". Members stand in the order in which they are encoded.
package enum JSONText {
  /// Returns `value` as JSON on one line.
  package static func line(_ value: some Encodable) -> String {
    let sink = JSONSink()
    // No `encode` of this package throws.
    try? sink.write(value)
    return String(decoding: sink.bytes, as: UTF8.self)
  }

  /// Appends a number.
  static func append(_ number: Double, to bytes: inout [UInt8]) {
    guard number.isFinite else {
      bytes += number.isNaN ? "\"nan\"".utf8 : number < 0 ? "\"-inf\"".utf8 : "\"inf\"".utf8
      return
    }
    appendText(number, to: &bytes)
  }

  /// Appends a number as Swift writes it, without a fraction that is 0, and without a sign of 0.
  static func appendText(_ number: Double, to bytes: inout [UInt8]) {
    var text = (number + 0).description
    text.withUTF8 { utf8 in
      let isWhole =
        utf8.count > 2 && utf8[utf8.count - 1] == UInt8(ascii: "0")
        && utf8[utf8.count - 2] == UInt8(ascii: ".")
      bytes.append(contentsOf: utf8.prefix(utf8.count - (isWhole ? 2 : 0)))
    }
  }

  /// Appends a string. Controls are escapes, also those that JSON lets stand, such as `\u009b`: a
  /// terminal obeys them as well as the others.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    let isPlain = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      bytes += text.utf8
    } else {
      for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\t": bytes += "\\t".utf8
    case "\r": bytes += "\\r".utf8
    case _ where scalar.isControl:
      for unit in UTF16.encode(scalar)! {
        let digits = String(unit, radix: 16)
        bytes += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      }
    default: bytes += UTF8.encode(scalar)!
    }
  }
}

/// The text so far. Arrays of numbers, of which answers have millions, are written without a
/// container.
private final class JSONSink {
  var bytes: [UInt8] = []

  func write<Value: Encodable>(_ value: Value) throws {
    if Value.self == Double.self {
      JSONText.append(value as! Double, to: &bytes)
    } else if Value.self == String.self {
      JSONText.append(value as! String, to: &bytes)
    } else if Value.self == Int.self {
      bytes += String(value as! Int).utf8
    } else if Value.self == Bool.self {
      bytes += (value as! Bool ? "true" : "false").utf8
    } else if Value.self == [Double?].self {
      write(list: value as! [Double?]) { JSONText.append($0, to: &bytes) }
    } else if Value.self == [String?].self {
      write(list: value as! [String?]) { JSONText.append($0, to: &bytes) }
    } else {
      let encoder = JSONEncoding(self)
      try value.encode(to: encoder)
      encoder.close()
    }
  }

  private func write<Element>(list: [Element?], _ append: (Element) -> Void) {
    bytes.append(UInt8(ascii: "["))
    for (i, element) in list.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      if let element { append(element) } else { writeNull() }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  func writeNull() { bytes += "null".utf8 }
}

/// One value being written. Whatever containers are asked for are the same object or list.
private final class JSONEncoding: Encoder {
  let sink: JSONSink
  var count = 0
  private var end: Unicode.Scalar?

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ sink: JSONSink) { self.sink = sink }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    open("{", "}")
    return KeyedEncodingContainer(JSONMembers<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    open("[", "]")
    return JSONElements(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingle(encoder: self) }

  private func open(_ start: Unicode.Scalar, _ end: Unicode.Scalar) {
    guard self.end == nil else { return }
    sink.bytes.append(UInt8(ascii: start))
    self.end = end
  }

  /// Writes what stands before the next member or element.
  func separate() {
    if count > 0 { sink.bytes.append(UInt8(ascii: ",")) }
    count += 1
  }

  func close() {
    if let end { sink.bytes.append(UInt8(ascii: end)) }
  }
}

/// The members of an object.
private struct JSONMembers<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: JSONEncoding
  var codingPath: [any CodingKey] { [] }

  private func begin(_ key: Key) {
    encoder.separate()
    JSONText.append(key.stringValue, to: &encoder.sink.bytes)
    encoder.sink.bytes.append(UInt8(ascii: ":"))
  }

  func encodeNil(forKey key: Key) {
    begin(key)
    encoder.sink.writeNull()
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    begin(key)
    try encoder.sink.write(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { preconditionFailure(noNesting) }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    preconditionFailure(noNesting)
  }

  func superEncoder() -> any Encoder { preconditionFailure(noNesting) }
  func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure(noNesting) }
}

/// The elements of a list.
private struct JSONElements: UnkeyedEncodingContainer {
  let encoder: JSONEncoding
  var codingPath: [any CodingKey] { [] }
  var count: Int { encoder.count }

  func encodeNil() {
    encoder.separate()
    encoder.sink.writeNull()
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    encoder.separate()
    try encoder.sink.write(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> { preconditionFailure(noNesting) }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { preconditionFailure(noNesting) }
  func superEncoder() -> any Encoder { preconditionFailure(noNesting) }
}

/// A value that is another value.
private struct JSONSingle: SingleValueEncodingContainer {
  let encoder: JSONEncoding
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { encoder.sink.writeNull() }
  func encode<Value: Encodable>(_ value: Value) throws { try encoder.sink.write(value) }
}

/// Values of the schema consist of values, and write no containers inside their own.
private let noNesting = "nested containers are not written"
