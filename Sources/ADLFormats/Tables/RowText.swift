/// Rows of results as bytes: comma-separated, or one JSON object a line.
public struct RowText: Sendable {
  /// How a row is written.
  public enum Form: Sendable {
    case commaSeparated
    case json
  }

  public let form: Form

  /// The number of values of a row, and of derivatives of each.
  private let valueCount: Int
  private let derivativeCount: Int

  /// `true` iff rows have derivatives.
  public var hasDerivatives: Bool { derivativeCount > 0 }

  /// Writes rows of `q` values, each with `p` derivatives, or with none for `p == 0`.
  public init(_ form: Form, values q: Int, derivatives p: Int) {
    self.form = form
    valueCount = q
    derivativeCount = p
  }

  /// Returns the line that names the columns of comma-separated rows.
  public func header(inputs: [String]) -> String {
    let values = valueCount == 1 ? ["value"] : (1...valueCount).map { "value[\($0)]" }
    let derivatives =
      derivativeCount == 0
      ? [] : values.flatMap { value in inputs.map { "d \(value)/d \($0)" } }
    return (values + derivatives).map { $0.contains(",") ? "\"\($0)\"" : $0 }
      .joined(separator: ",") + "\n"
  }

  /// Appends a row: the values, and the derivatives of each in turn.
  public func append(
    values: UnsafeBufferPointer<Double>, derivatives: UnsafeBufferPointer<Double>,
    to bytes: inout [UInt8]
  ) {
    switch form {
    case .commaSeparated:
      for (i, x) in values.enumerated() {
        if i > 0 { bytes.append(UInt8(ascii: ",")) }
        append(x, to: &bytes)
      }
      for x in derivatives {
        bytes.append(UInt8(ascii: ","))
        append(x, to: &bytes)
      }
    case .json:
      bytes += (valueCount == 1 ? "{\"value\":" : "{\"values\":").utf8
      append(list: values, isSingle: valueCount == 1, to: &bytes)
      if derivativeCount > 0 {
        bytes += (valueCount == 1 ? ",\"gradient\":" : ",\"jacobian\":[").utf8
        for i in 0..<valueCount {
          if i > 0 { bytes.append(UInt8(ascii: ",")) }
          let row = derivatives[i * derivativeCount..<(i + 1) * derivativeCount]
          append(list: UnsafeBufferPointer(rebasing: row), isSingle: false, to: &bytes)
        }
        if valueCount > 1 { bytes.append(UInt8(ascii: "]")) }
      }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private func append(
    list: UnsafeBufferPointer<Double>, isSingle: Bool, to bytes: inout [UInt8]
  ) {
    if !isSingle { bytes.append(UInt8(ascii: "[")) }
    for (i, x) in list.enumerated() {
      if i > 0 { bytes.append(UInt8(ascii: ",")) }
      // JSON has no word for what is not finite; it is written as everywhere in the answers.
      if x.isFinite {
        append(x, to: &bytes)
      } else {
        bytes += "\"\(NumberText.text(x))\"".utf8
      }
    }
    if !isSingle { bytes.append(UInt8(ascii: "]")) }
  }

  private func append(_ x: Double, to bytes: inout [UInt8]) {
    var text = x.description
    text.withUTF8 { utf8 in
      let isWhole =
        utf8.count > 2 && utf8[utf8.count - 1] == UInt8(ascii: "0")
        && utf8[utf8.count - 2] == UInt8(ascii: ".")
      bytes.append(contentsOf: utf8.prefix(utf8.count - (isWhole ? 2 : 0)))
    }
  }
}
