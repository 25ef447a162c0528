/// Several points in words, as in "0, 1/2, 1 and 5 more".
struct PointList {
  /// How many points are shown, and how many characters they may take.
  private static let shown = 4
  private static let width = 18

  private var points: [String] = []

  mutating func insert(_ point: String) {
    if points.last != point { points.append(point) }
  }

  var text: String {
    let all = points.joined(separator: ", ")
    if points.count <= Self.shown + 1, all.count <= Self.width { return all }
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
