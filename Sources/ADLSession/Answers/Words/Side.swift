import ADLAnalysis
import ADLFormats
import ADLPrograms

/// One side of a box: an interval with rational or infinite ends.
public struct Side: Hashable, Sendable {
  /// The ends; `nil` is infinite.
  public let lower: Rational?

  /// The upper end; `nil` where it is infinite.
  public let upper: Rational?

  /// `true` iff the end belongs to the interval.
  public let containsLower: Bool

  /// `true` iff the upper end belongs to the side.
  public let containsUpper: Bool

  /// The whole line.
  static let line = Side(lower: nil, upper: nil, containsLower: true, containsUpper: true)

  /// The interval [-1, 1].
  static let unit = Side(
    lower: Rational(-1), upper: .one, containsLower: true, containsUpper: true)

  /// The interval as the language writes it.
  public var text: String {
    let low = lower.map { NumberText.text($0) } ?? "-inf"
    let high = upper.map { NumberText.text($0) } ?? "inf"
    return (containsLower ? "[" : "(") + low + ", " + high + (containsUpper ? "]" : ")")
  }

  /// `true` iff both ends are finite.
  public var isBounded: Bool { lower != nil && upper != nil }

  /// The side of a box that analyses look at.
  var boxSide: Box.Side {
    Box.Side(lower, upper, containsLower: containsLower, containsUpper: containsUpper)
  }

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

extension [Side] {
  /// The box as the language writes it: the side alone, a power, or a product.
  var text: String {
    guard count > 1, let first else { return self.first?.text ?? "" }
    if allSatisfy({ $0 == first }) { return "\(first.text)^\(count)" }
    return map(\.text).joined(separator: " x ")
  }
}
