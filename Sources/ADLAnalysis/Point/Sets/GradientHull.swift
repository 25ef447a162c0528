import ADLPrograms
import Synchronization

/// The convex hull of a gradient set, asked for its extreme points and never listed.
///
/// Its vectors are rational: where an entry is only enclosed, the middle of the enclosure. Its
/// least products can be bounded for the enclosures themselves.
struct GradientHull: ConvexSet {
  let set: GradientSet
  let dimension: Int
  private let met = MetVectors()

  /// Creates the hull of `set`; `nil` where an entry does not exist, or no rational number that is
  /// not very long is near it.
  init?(_ set: GradientSet, dimension: Int) {
    guard set.isDefined, set.allEntries({ $0.middle.isDefined }) else { return nil }
    self.set = set
    self.dimension = dimension
  }

  func extreme(in direction: [Rational]) -> [Rational] {
    let vector = set.least(in: direction.opposite, by: .middle).vector
    let entries = vector.rational
    met.vectors.withLock { $0[entries] = vector }
    return entries
  }

  /// Returns the vector of the set that was extreme with the given entries.
  func gradient(equalTo entries: [Rational]) -> GradientVector {
    met.vectors.withLock { $0[entries] } ?? GradientVector(entries.map { .exact($0) })
  }

  /// Returns a number that no ⟨g, direction⟩ falls below, also where entries are only enclosed.
  func leastProductBound(with direction: [Rational]) -> Rational {
    set.least(in: direction, by: .lowerEnd).product
  }
}

/// The extreme vectors met so far, with their choices, by their entries.
private final class MetVectors: Sendable {
  let vectors = Mutex<[[Rational]: GradientVector]>([:])
}

/// How an enclosed number is turned into a rational.
enum Measure {
  /// A number in the middle.
  case middle

  /// A number that it does not fall below.
  case lowerEnd

  func rational(_ number: Certified) -> Rational {
    self == .middle ? number.middle : number.lowerBound
  }
}

extension GradientSet {
  /// Returns a vector at which ⟨·, direction⟩ is least by `measure`, and that product. By lower
  /// ends, no product of the set falls below it.
  func least(in direction: [Rational], by measure: Measure) -> (
    vector: GradientVector, product: Rational
  ) {
    switch self {
    case .vectors(let vectors):
      let products = vectors.map { vector in
        measure.rational(vector.product(with: direction))
      }
      let best = products.indices.min { products[$0] < products[$1] }!
      return (vectors[best], products[best])
    case .permutations(let block):
      let (order, product) = block.least(in: direction, by: measure)
      return (block.vector(order), product)
    case .sum(let sets):
      let least = sets.map { $0.least(in: direction, by: measure) }
      return (
        GradientVector.sum(of: least.map(\.vector)),
        least.reduce(.zero) { $0 + $1.product }
      )
    case .ball(let ball):
      return (ball.least(in: direction), measure.rational(-ball.support(in: direction)))
    case .union(let sets):
      return sets.map { $0.least(in: direction, by: measure) }.min { $0.product < $1.product }!
    }
  }
}
