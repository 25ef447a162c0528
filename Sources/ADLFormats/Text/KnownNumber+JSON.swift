import ADLAnalysis
import ADLPrograms

extension Kink.Location {
  /// The place as tables show it: exactly where it is rational.
  public var text: String {
    switch self {
    case .point(let number):
      if let rational = number.rational { return NumberText.text(rational) }
      return NumberText.text(number.enclosure)
    case .enclosure(let lower, let upper):
      return NumberText.text(Interval(lower).hull(Interval(upper)))
    }
  }

  /// The irrational number of which the place is one, in words: its polynomial and where the root is.
  public var explanation: String? {
    guard case .point(let number) = self, number.rational == nil else { return nil }
    let polynomial = NumberText.text(number.polynomial)
    let root =
      polynomial.count <= 60 ? polynomial : "a polynomial of degree \(number.polynomial.degree)"
    let enclosure = number.enclosure
    return "\(text) is the root of \(root) in [\(NumberText.text(enclosure.lower)), "
      + "\(NumberText.text(enclosure.upper))]"
  }

  /// The place as a JSON object: `double`, and `exact` or what encloses it.
  public var json: JSONValue {
    var members: [String: JSONValue] = ["double": .number(double)]
    switch self {
    case .point(let number):
      if let rational = number.rational {
        members["exact"] = .string(rational.description)
      } else {
        members["polynomial"] = .string(NumberText.text(number.polynomial))
        members["lower"] = .number(number.enclosure.lower)
        members["upper"] = .number(number.enclosure.upper)
      }
    case .enclosure(let lower, let upper):
      members["lower"] = .number(Interval(lower).lower)
      members["upper"] = .number(Interval(upper).upper)
    }
    return .object(members)
  }
}

extension AlgebraicNumber {
  /// The doubles next to the number, which enclose it.
  fileprivate var enclosure: Interval {
    if let rational { return Interval(rational) }
    return Interval(double.nextDown, double.nextUp)
  }
}

extension KnownNumber {
  /// The number as a JSON object: `double`, and `exact` or what encloses it.
  public var json: JSONValue {
    var members: [String: JSONValue] = ["double": .number(double)]
    switch self {
    case .rational(let value): members["exact"] = .string(value.description)
    case .algebraic(let interval), .enclosed(let interval):
      members["lower"] = .number(interval.lower)
      members["upper"] = .number(interval.upper)
    case .infinite, .undefined: members["exact"] = .string(NumberText.text(self))
    case .approximate: break
    }
    return .object(members)
  }
}

extension Tier {
  /// The word by which answers say how something is known.
  public var word: String {
    switch self {
    case .exact: "exact"
    case .interval: "interval"
    case .double: "double"
    case .tolerance: "tolerance"
    }
  }
}
