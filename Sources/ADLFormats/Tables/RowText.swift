/// Rows of results as bytes: comma-separated, or one JSON object per line.
public struct RowText: Sendable {
  /// How a row is written.
  public enum Form: Sendable {
    case commaSeparated
    case json
  }

  /// How the rows are written.
  public let form: Form

  /// How the JSON of a row begins.
  private static let start =
    "{\"schema\":\"\(Schema.name)\",\"kind\":\"row\",\"value\":{\"double\":"

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
        JSONText.appendText(x, to: &bytes)
      }
      for x in derivatives {
        bytes.append(UInt8(ascii: ","))
        JSONText.appendText(x, to: &bytes)
      }
    case .json:
      bytes += Self.start.utf8
      append(list: values, isSingle: valueCount == 1, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
      if derivativeCount > 0 {
        bytes += ",\"backward\":{\"double\":".utf8
        append(list: derivatives, isSingle: false, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
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
      JSONText.append(x, to: &bytes)
    }
    if !isSingle { bytes.append(UInt8(ascii: "]")) }
  }
}
