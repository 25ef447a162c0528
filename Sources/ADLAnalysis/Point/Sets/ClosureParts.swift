import ADLPrograms

/// A total that does not depend on any choice, and the sets that add to it.
struct ClosureParts {
  let base: GradientVector
  let factors: [GradientSet]

  var set: GradientSet {
    if factors.isEmpty { return .vectors([base]) }
    // Sums inside become part of this one, and their constants part of the base.
    var base = base
    var rest: [GradientSet] = []
    func add(_ set: GradientSet) {
      switch set {
      case .sum(let sets): for set in sets { add(set) }
      case .vectors(let vectors) where vectors.count == 1: base = base.adding(vectors[0])
      default: rest.append(set)
      }
    }
    for factor in factors { add(factor) }
    if rest.isEmpty { return .vectors([base]) }
    if base.isZero && base.choices.isEmpty { return rest.count == 1 ? rest[0] : .sum(rest) }
    if rest.count == 1, case .vectors(let vectors) = rest[0] {
      return .vectors(vectors.map { base.adding($0) })
    }
    return .sum([.vectors([base])] + rest)
  }
}
