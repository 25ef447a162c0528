/// Several points in words, as in "0, 1/2, 1 and 5 more".
struct PointList {
  /// How many points are shown, and how many characters they may take.
  private static let shown = 4
  private static let width = 18

  /// The longest point that stands for several.
  private static let longest = 30

  private var points: [String] = []

  mutating func insert(_ point: String) {
    if points.last != point { points.append(point) }
  }

  var text: String {
    let all = points.joined(separator: ", ")
    if points.count <= Self.shown + 1, all.count <= Self.width { return all }
    if let first = points.first, first.count > Self.longest, points.count > 1 {
      return "\(points.count) points"
    }
    var text = points.first ?? ""
    var count = 1
    for point in points.dropFirst().prefix(Self.shown - 1) {
      guard text.count + point.count + 2 <= Self.width else { break }
      text += ", " + point
      count += 1
    }
    return count < points.count ? text + " and \(points.count - count) more" : text
  }
}
