import ADLAnalysis
import ADLPrograms

extension Schema {
  /// A number: its double, and what is known besides: that it is `exact`, or the bounds of an
  /// enclosure, and the polynomial whose root it is.
  package struct Number: Encodable, Sendable {
    let double: Double
    var exact: String?
    var lower: Double?
    var upper: Double?
    var polynomial: String?

    /// The number as answers write it, where doubles do not express its size.
    var decimal: String?

    /// A number of which only the double is known.
    package init(_ double: Double) { self.double = double }

    package init(_ rational: Rational) {
      double = rational.double
      exact = rational.description
    }

    package init(_ number: KnownNumber) {
      switch number {
      case .enclosed(let interval) where !interval.isBounded: double = .nan
      default: double = number.double
      }
      switch number {
      case .rational(let value): exact = value.description
      case .algebraic(let interval), .enclosed(let interval):
        (lower, upper) = (interval.lower, interval.upper)
      case .scaled(let value):
        (lower, upper) = (value.interval.lower, value.interval.upper)
        decimal = NumberText.decimal(value)
      case .infinite, .undefined: exact = NumberText.text(number)
      case .approximate: break
      }
    }

    package init(_ location: Kink.Location) {
      double = location.double
      switch location {
      case .point(let number):
        if let rational = number.rational {
          exact = rational.description
        } else {
          polynomial = NumberText.text(number.polynomial)
          (lower, upper) = (number.enclosure.lower, number.enclosure.upper)
        }
      case .enclosure(let low, let high):
        (lower, upper) = (Interval(low).lower, Interval(high).upper)
      }
    }
  }

  /// Numbers side by side: a point, a gradient, a Jacobian or a matrix row by row. `exact` and the
  /// bounds have an entry for each, which is `null` where it says nothing.
  package struct Vector: Encodable, Sendable {
    let double: [Double?]
    var exact: [String?]?
    var lower: [Double?]?
    var upper: [Double?]?
    var decimal: [String?]?

    /// The length of a row, of what is a matrix by itself.
    var columns: Int?

    /// Numbers of which only the doubles are known, or not even these.
    package init(_ doubles: some Sequence<Double?>) { double = Array(doubles) }

    package init(_ rationals: [Rational]) {
      double = rationals.map(\.double)
      exact = rationals.map(\.description)
    }

    /// A matrix, row by row.
    package init(_ numbers: [KnownNumber], columns: Int) {
      self.init(numbers)
      self.columns = columns
    }

    package init(_ numbers: [KnownNumber]) {
      let entries = numbers.map { Number($0) }
      double = entries.map(\.double)
      exact = entries.map(\.exact)
      guard entries.contains(where: { $0.lower != nil }) else { return }
      lower = entries.map(\.lower)
      upper = entries.map(\.upper)
      if entries.contains(where: { $0.decimal != nil }) { decimal = entries.map(\.decimal) }
    }
  }

  /// A number, or several: a vector or a matrix.
  package enum Value: Encodable, Sendable {
    case number(Number)
    case vector(Vector)

    package init(_ numbers: [KnownNumber]) {
      self = numbers.count == 1 ? .number(Number(numbers[0])) : .vector(Vector(numbers))
    }

    /// The value with the given sizes: none of a number, one of a vector, two of a matrix.
    package init(sizes: [Int], _ entries: [Double]) {
      if sizes.isEmpty {
        self = .number(Number(entries[0]))
      } else {
        var vector = Vector(entries)
        if sizes.count == 2 { vector.columns = sizes[1] }
        self = .vector(vector)
      }
    }

    package func encode(to encoder: any Encoder) throws {
      switch self {
      case .number(let number): try number.encode(to: encoder)
      case .vector(let vector): try vector.encode(to: encoder)
      }
    }
  }

  /// An interval; an end that is not finite does not belong to it.
  package struct Extent: Encodable, Sendable {
    let lower: Number
    let upper: Number
    let containsLower: Bool
    let containsUpper: Bool

    /// The interval between two rational ends; `nil` is infinite.
    package init(
      _ lower: Rational?, _ upper: Rational?, containsLower: Bool = true, containsUpper: Bool = true
    ) {
      self.lower = lower.map { Number($0) } ?? Number(.infinite(.negative))
      self.upper = upper.map { Number($0) } ?? Number(.infinite(.positive))
      self.containsLower = containsLower && lower != nil
      self.containsUpper = containsUpper && upper != nil
    }
  }

  /// A number of things: itself where a double holds it, and else the nearest double.
  package static func count(_ count: Rational) -> Double { count.double }
}
