import ADLPrograms
import BitCollections

/// Ties that may constrain each other's cells.
struct GuardClass {
  /// The ties, in program order.
  let units: [TieUnit]

  /// The inputs that their guards depend on near the point.
  let support: BitSet

  /// The inputs that their guards or their pieces depend on.
  let dependence: BitSet

  /// Vectors that span the gradients of their guards, under every pattern; none where irregular.
  let rows: [[Certified]]

  /// `true` iff all guards are affine near the point under every pattern, or they are those of one
  /// tie and have independent gradients.
  let isRegular: Bool

  /// `true` iff it is one tie, all of whose alternatives are chosen near the point.
  let isFree: Bool

  /// `true` iff it is one tie whose alternatives agree to first order: no cell differs by it.
  let isIdle: Bool

  /// Creates the class of `members`.
  init(_ members: [TieUnit], _ facts: GuardFacts) {
    units = members.sorted { ($0.node, $0.places[0].site) < ($1.node, $1.places[0].site) }
    let inputs = facts.inputs
    var support = inputs.support(
      of: units.flatMap { unit in
        unit.places.flatMap { inputs.guarding($0, unit.alternatives) }
      })
    let pieces = inputs.support(
      of: units.flatMap { unit in
        unit.places.flatMap { inputs.contributing($0, unit.alternatives) }
      })
    let moves = units.contains { facts.movement.movers.contains($0) }
    if moves { support.formUnion(facts.moved) }
    self.support = support
    var dependence = support
    dependence.formUnion(pieces)
    self.dependence = dependence
    // Once the work has ended nothing is known of any.
    var forms: [UnitForms] = []
    for unit in units where !Work.hasEnded { forms.append(UnitForms(unit, in: facts.frozen)) }
    let guards = forms.map { form in form.guards(in: facts.frozen)?.map { $0.map(\.certified) } }
    let isKnown =
      !moves && !Work.hasEnded
      && guards.allSatisfy { $0?.allSatisfy { $0.allSatisfy(\.isDefined) } ?? false }
    let own = isKnown ? guards.flatMap { $0! } : []
    var echelon = Echelon<Certified>(preferring: \.isExact)
    for vector in own where !Work.hasEnded { echelon.add(vector, owner: 0) }
    guard isKnown, !Work.hasEnded else {
      (rows, isRegular, isFree, isIdle) = ([], false, false, false)
      return
    }
    let isOne = units.count == 1
    let isExtremal = forms[0].contributions != nil
    let isIndependent = isOne && !own.isEmpty && echelon.rank == own.count
    isFree = isIndependent && isExtremal
    isIdle = isOne && isExtremal && own.allSatisfy(\.isZeroVector)
    isRegular =
      isIndependent || forms.allSatisfy { $0.hasAffineGuards(in: facts.frozen, facts.affine) }
    // Under other patterns a guard that depends on a tie changes by what its pieces differ by.
    let differences =
      isOne || !isRegular
      ? [] : forms.flatMap { $0.pieceDifferences(in: facts.frozen) }.map { $0.map(\.certified) }
    rows = isRegular ? own + differences : []
  }
}
