import ADLPrograms
import DequeModule

/// Where several planes meet in a box: points of every pair, and every triple, that meets inside.
struct PlaneCorners {
  /// Each plane as the coefficients of the inputs and a constant.
  let planes: [[Rational]]
  let box: Box

  /// How many planes are taken, and how many of them meet at a time.
  private static let planeLimit = 8
  private static let largest = 3

  /// A point at which planes meet.
  struct Corner {
    let point: [Rational]
    let planes: Int

    /// The dimension of the set in which these planes meet.
    let dimension: Int
  }

  /// The points, each once.
  var corners: [Corner] {
    var points: [Corner] = []
    let count = min(planes.count, Self.planeLimit)
    var pending = Deque((0..<count).map { [$0] })
    while let chosen = pending.popFirst() {
      if chosen.count > 1 {
        // The middle of a box lies on many planes, the other place on few.
        for place in [middle, aside] {
          guard let (point, rank) = point(on: chosen.map { planes[$0] }, near: place),
            !points.contains(where: { $0.point == point })
          else { continue }
          points.append(
            Corner(point: point, planes: chosen.count, dimension: box.sides.count - rank))
        }
      }
      if chosen.count < min(Self.largest, box.sides.count) {
        pending.append(contentsOf: (chosen[chosen.count - 1] + 1..<count).map { chosen + [$0] })
      }
    }
    return points
  }

  private var middle: [Rational] { box.sides.map { Self.point(of: $0, at: Rational(1, 2)) } }

  private var aside: [Rational] {
    box.sides.enumerated().map { Self.point(of: $1, at: Rational($0 + 2, 2 * $0 + 7)) }
  }

  private static func point(of side: Box.Side, at share: Rational) -> Rational {
    switch (side.lower, side.upper) {
    case (let lower?, let upper?): lower + (upper - lower) * share
    case (let lower?, nil): lower + share
    case (nil, let upper?): upper - share
    case (nil, nil): share - Rational(1, 2)
    }
  }

  /// Returns the point on all of the planes that is nearest to `place`, and their rank; `nil` where
  /// they do not meet, or where it lies outside the box.
  private func point(on planes: [[Rational]], near place: [Rational]) -> (
    point: [Rational], rank: Int
  )? {
    // Orthogonal normals, each with what the point misses on its plane.
    var normals: [(normal: [Rational], square: Rational)] = []
    var point = place
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
      // A step along it stays on the planes before.
      point = zip(point, normal).map { $0 - missing / square * $1 }
      normals.append((normal, square))
    }
    let isInside = zip(point, box.sides).allSatisfy { x, side in
      (side.lower.map { $0 <= x } ?? true) && (side.upper.map { x <= $0 } ?? true)
    }
    return isInside && normals.count > 1 ? (point, normals.count) : nil
  }
}
