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

  /// The irrational number of which the place is one, in words: its polynomial and where the root
  /// is.
  public var explanation: String? {
    guard case .point(let number) = self, number.rational == nil else { return nil }
    let polynomial = NumberText.text(number.polynomial)
    let root =
      polynomial.count <= 60 ? polynomial : "a polynomial of degree \(number.polynomial.degree)"
    let enclosure = number.enclosure
    return "\(text) is the root of \(root) in [\(NumberText.text(enclosure.lower)), "
      + "\(NumberText.text(enclosure.upper))]"
  }
}

extension AlgebraicNumber {
  /// The doubles next to the number, which enclose it.
  var enclosure: Interval {
    if let rational { return Interval(rational) }
    return Interval(double.nextDown, double.nextUp)
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
