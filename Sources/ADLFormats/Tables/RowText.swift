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

  /// `true` iff rows have limiting gradients behind the derivatives.
  public let hasLimits: Bool

  /// Writes rows of `q` values, each with `p` derivatives, or with none for `p == 0`.
  public init(_ form: Form, values q: Int, derivatives p: Int, limits: Bool = false) {
    self.form = form
    valueCount = q
    derivativeCount = p
    hasLimits = limits
  }

  /// Returns the line that names the columns of comma-separated rows.
  public func header(inputs: [String]) -> String {
    let values = valueCount == 1 ? ["value"] : (1...valueCount).map { "value[\($0)]" }
    let ratios = valueCount == 1 ? ["d"] : (1...valueCount).map { "d[\($0)]" }
    let derivatives =
      derivativeCount == 0 ? [] : ratios.flatMap { d in inputs.map { "\(d)/\($0)" } }
    let limits = hasLimits ? derivatives.map { "true \($0)" } + ["differentiable"] : []
    return (values + derivatives + limits).map { $0.contains(",") ? "\"\($0)\"" : $0 }
      .joined(separator: ",") + "\n"
  }

  /// A limiting gradient of each value, all behind one another, and whether they are derivatives;
  /// `nil` where that is not known.
  public struct Limits: Sendable {
    let entries: [Double]?
    let areDerivatives: Bool?

    /// Creates what is known at a point.
    public init(_ entries: [Double]?, areDerivatives: Bool?) {
      self.entries = entries
      self.areDerivatives = areDerivatives
    }
  }

  /// Appends a row: the values, and the derivatives of each in turn.
  public func append(
    values: UnsafeBufferPointer<Double>, derivatives: UnsafeBufferPointer<Double>,
    limits: Limits? = nil, to bytes: inout [UInt8]
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
      if let limits { appendColumns(limits, to: &bytes) }
    case .json:
      bytes += Self.start.utf8
      append(list: values, isSingle: valueCount == 1, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
      if derivativeCount > 0 {
        bytes += ",\"backward\":{\"double\":".utf8
        append(list: derivatives, isSingle: false, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
      }
      if let limits { append(limits, to: &bytes) }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Appends the columns of limiting gradients, nan where there is none that is known, and whether
  /// they are derivatives: 1, 0 or nan.
  private func appendColumns(_ limits: Limits, to bytes: inout [UInt8]) {
    let none = [Double](repeating: .nan, count: valueCount * derivativeCount)
    let columns = (limits.entries ?? none) + [limits.areDerivatives.map { $0 ? 1 : 0 } ?? .nan]
    for x in columns {
      bytes.append(UInt8(ascii: ","))
      JSONText.appendText(x, to: &bytes)
    }
  }

  private func append(_ limits: Limits, to bytes: inout [UInt8]) {
    if let entries = limits.entries {
      bytes += ",\"limiting\":{\"double\":".utf8
      entries.withUnsafeBufferPointer { append(list: $0, isSingle: false, to: &bytes) }
      bytes.append(UInt8(ascii: "}"))
    }
    bytes += ",\"isDerivative\":\(limits.areDerivatives.map { "\($0)" } ?? "null")".utf8
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
