import ADLAnalysis
import ADLFormats
import ADLPrograms

/// A side of a box, as answers write it.
extension Box.Side {
  /// The whole line.
  static let line = Box.Side(nil, nil)

  /// The interval [-1, 1].
  static let unit = Box.Side(Rational(-1), .one)

  /// The interval as the language writes it.
  var text: String {
    let low = lower.map { NumberText.text($0) } ?? "-inf"
    let high = upper.map { NumberText.text($0) } ?? "inf"
    return (containsLower ? "[" : "(") + low + ", " + high + (containsUpper ? "]" : ")")
  }

  /// `true` iff both ends are finite.
  var isBounded: Bool { lower != nil && upper != nil }

  /// The side in JSON.
  var shape: Schema.Extent {
    Schema.Extent(lower, upper, containsLower: containsLower, containsUpper: containsUpper)
  }

  /// `true` iff `number` is an end that does not belong to the interval.
  func excludes(_ number: Rational?) -> Bool {
    guard let number else { return false }
    return !containsLower && number == lower || !containsUpper && number == upper
  }
}

extension [Box.Side] {
  /// The box as the language writes it: the side alone, a power, or a product.
  var text: String {
    guard count > 1, let first else { return self.first?.text ?? "" }
    if allSatisfy({ $0 == first }) { return "\(first.text)^\(count)" }
    return map(\.text).joined(separator: " x ")
  }
}
