import ADLPrograms

/// What Wolfe's algorithm holds at a time: affinely independent points, and the point of their hull
/// nearest to 0 as a convex combination with positive weights.
///
/// Over rationals every step is exact. Over doubles a step may fail by rounding; it says so, and
/// what was reached stays usable as a guess.
struct Corral<Number: RealNumber & Comparable> {
  private(set) var points: [[Number]]
  private(set) var weights: [Number]

  /// Whatever the caller tells the points apart by.
  private(set) var labels: [Int]

  /// Weights up to this one count as zero; 0 in exact arithmetic.
  private let tolerance: Number

  /// Σ weights_i points_i.
  private(set) var nearest: [Number]

  /// Creates the corral of one point.
  init(_ point: [Number], label: Int, tolerance: Number = Number(0)) {
    (points, weights, labels) = ([point], [Number(1)], [label])
    self.tolerance = tolerance
    nearest = point
  }

  /// Creates a corral from positive weights on points that need not be independent, and moves to
  /// the nearest point that descent from that combination finds.
  init(_ points: [[Number]], weights: [Number], labels: [Int]) {
    (self.points, self.weights, self.labels) = (points, weights, labels)
    tolerance = Number(0)
    nearest = []
    descend()
  }

  /// Adds `point`, which must lie on the near side of the plane through `nearest` that is
  /// orthogonal to it, and moves to the new nearest point (a major cycle).
  ///
  /// Returns `false` iff rounding makes the point useless; it is then not added.
  @discardableResult
  mutating func insert(_ point: [Number], label: Int) -> Bool {
    let old = self
    points.append(point)
    weights.append(Number(0))
    labels.append(label)
    descend()
    if labels.last != label || nearest.dot(nearest) >= old.nearest.dot(old.nearest) {
      self = old
      return false
    }
    return true
  }

  /// Moves towards the point nearest to 0 of the affine hull, dropping the points whose weights
  /// vanish on the way, until that point is inside (minor cycles).
  ///
  /// Terminates because every pass but the last drops a point.
  private mutating func descend() {
    while true {
      switch AffineMinimum(points) {
      case .dependent(let index):
        remove([index])
      case .weights(let target):
        let blocking = target.indices.filter { target[$0] <= tolerance }
        if blocking.isEmpty || points.count == 1 {
          weights = target
          nearest = Array.combination(weights, points)
          return
        }
        let steps = blocking.map { index in
          // A point that has no weight and gets none stops the move at once.
          let change = weights[index] - target[index]
          return change > Number(0) ? weights[index] / change : Number(0)
        }
        let first = steps.indices.min { steps[$0] < steps[$1] }!
        for index in weights.indices {
          weights[index] = weights[index] + steps[first] * (target[index] - weights[index])
        }
        remove(
          steps.indices.filter { $0 == first || steps[$0] == steps[first] }.map { blocking[$0] })
      }
    }
  }

  /// Removes the points at `indices`, and shares their weight among the others; keeps at least one.
  private mutating func remove(_ indices: [Int]) {
    let dropped = Set(indices.count == points.count ? indices.dropFirst() : indices[...])
    let kept = points.indices.filter { !dropped.contains($0) }
    points = kept.map { points[$0] }
    labels = kept.map { labels[$0] }
    weights = kept.map { weights[$0] }
    let total = weights.reduce(Number(0), +)
    if total > Number(0) {
      weights = weights.map { $0 / total }
    } else {
      weights = weights.indices.map { Number($0 == 0 ? 1 : 0) }
    }
  }
}

/// The point nearest to 0 of the affine hull of points.
private enum AffineMinimum<Number: RealNumber & Comparable> {
  /// Its affine coordinates, which sum to 1.
  case weights([Number])

  /// None was computed: the point at this index depends on those before it.
  case dependent(Int)

  /// Solves G t = -D p_0 for the rows d_i = p_i - p_0 of D and G = D Dᵀ, which is positive definite
  /// exactly when the points are affinely independent.
  ///
  /// - Complexity: O(k² (k + n)) operations for k points.
  init(_ points: [[Number]]) {
    let origin = points[0]
    let rows = points.dropFirst().map { $0.subtracting(origin) }
    let count = rows.count
    let system = rows.enumerated().map { i, row in
      (0..<count).map { j in j < i ? Number(0) : row.dot(rows[j]) } + [-row.dot(origin)]
    }
    let outcome = LinearSystem(system, isSymmetric: true).solved { column, rows in
      rows[column][column] > Number(0) ? column : nil
    }
    switch outcome {
    case .stuck(let column): self = .dependent(column + 1)
    case .solution(let solution):
      self = .weights([Number(1) - solution.reduce(Number(0), +)] + solution)
    }
  }
}
