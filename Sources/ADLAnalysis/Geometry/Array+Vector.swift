import ADLPrograms

/// Arrays of numbers as vectors; two that meet have as many entries.
extension Array where Element: RealNumber {
  /// Returns ⟨self, other⟩.
  func dot(_ other: [Element]) -> Element {
    Work.count(Cost.rational * count)
    var total = Element(0)
    for (a, b) in zip(self, other) where !a.isZero && !b.isZero { total = total + a * b }
    return total
  }

  func adding(_ other: [Element]) -> [Element] {
    Work.count(Cost.rational * count)
    return zip(self, other).map { $0 + $1 }
  }

  func subtracting(_ other: [Element]) -> [Element] {
    Work.count(Cost.rational * count)
    return zip(self, other).map { $0 - $1 }
  }

  /// The vector -self.
  var opposite: [Element] { map { -$0 } }

  /// `true` iff every entry is zero.
  var isZeroVector: Bool { allSatisfy(\.isZero) }

  /// Returns Σ weights_i points_i; there is at least one point.
  static func combination(_ weights: [Element], _ points: [[Element]]) -> [Element] {
    Work.count(Cost.rational * points.count * points[0].count)
    var total = [Element](repeating: Element(0), count: points[0].count)
    for (weight, point) in zip(weights, points) where !weight.isZero {
      for i in total.indices where !point[i].isZero { total[i] = total[i] + weight * point[i] }
    }
    return total
  }
}
