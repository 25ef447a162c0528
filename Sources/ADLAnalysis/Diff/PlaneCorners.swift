import ADLPrograms

/// Where several planes meet in a box: a point for every pair, and every triple, that has one inside.
struct PlaneCorners {
  /// Each plane as the coefficients of the inputs and a constant.
  let planes: [[Rational]]
  let box: Box

  /// How many planes are taken, and how many of them meet at a time.
  private static let planeLimit = 8
  private static let largest = 3

  /// The points, each once.
  var points: [[Rational]] {
    var points: [[Rational]] = []
    let count = min(planes.count, Self.planeLimit)
    var pending: [[Int]] = (0..<count).map { [$0] }
    while !pending.isEmpty {
      let chosen = pending.removeFirst()
      if chosen.count > 1, let point = point(on: chosen.map { planes[$0] }), !points.contains(point)
      {
        points.append(point)
      }
      if chosen.count < min(Self.largest, box.sides.count) {
        pending += (chosen[chosen.count - 1] + 1..<count).map { chosen + [$0] }
      }
    }
    return points
  }

  /// Returns the point on all of the planes that is nearest to the middle of the box; `nil` where they
  /// do not meet, or where it lies outside.
  private func point(on planes: [[Rational]]) -> [Rational]? {
    let middle = box.sides.map { side -> Rational in
      switch (side.lower, side.upper) {
      case (let lower?, let upper?): (lower + upper) * Rational(1, 2)
      case (let lower?, nil): lower + .one
      case (nil, let upper?): upper - .one
      case (nil, nil): .zero
      }
    }
    // Orthogonal normals, each with what the point misses on its plane.
    var normals: [(normal: [Rational], square: Rational)] = []
    var point = middle
    for plane in planes {
      let own = Array(plane.dropLast())
      var normal = own
      for other in normals {
        let share = own.dot(other.normal) / other.square
        normal = zip(normal, other.normal).map { $0 - share * $1 }
      }
      let missing = own.dot(point) + plane[plane.count - 1]
      let square = normal.dot(normal)
      if square == .zero {
        if missing != .zero { return nil }
        continue
      }
      // A step along it leaves the planes before.
      point = zip(point, normal).map { $0 - missing / square * $1 }
      normals.append((normal, square))
    }
    let isInside = zip(point, box.sides).allSatisfy { x, side in
      (side.lower.map { $0 <= x } ?? true) && (side.upper.map { x <= $0 } ?? true)
    }
    return isInside && normals.count > 1 ? point : nil
  }
}
