import ADLPrograms
import BitCollections

/// The ties at a point in groups that multiply: the cells of one group meet those of every other.
///
/// Two facts make groups independent. Guards of different groups may depend on different inputs.
/// Or the spans of their gradients have a direct sum, where each group is *regular*: its guards
/// are affine, or they have independent gradients. In the second case the curved guards and bases
/// of the affine spans are local coordinates (inverse function theorem), and in these every
/// combination of cells occurs in every neighbourhood of the point.
///
/// Components of ties are joined until one of the two holds of any group and all others together: a
/// group that was joined may be irregular, or depend on more, where its parts were and did not.
struct GuardGroups {
  let groups: [GuardGroup]

  /// Partitions the ties of `surrounding`, the program with everything evaluated that the ties may
  /// lead to; of its nodes, `affine` tells which are affine near the point whatever the ties
  /// choose.
  ///
  /// Once the work has ended, the groups say nothing.
  ///
  /// - Parameter needed: the ties that the program needs at the point.
  init(_ surrounding: FrozenProgram, affine: [Bool], needed: Set<TieUnit>) {
    let units = TieUnit.units(of: surrounding.evaluation)
    let movement = Movement(units, in: surrounding)
    let inputs = LocalInputs(surrounding, movement, endsWithWork: true)
    let found = GuardComponents(units, in: surrounding, movement, inputs)
    let moved = inputs.support(of: found.movedSelections)
    let facts = GuardFacts(surrounding, affine, movement, inputs, moved: moved)
    var classes: [GuardClass] = []
    for component in found.components {
      if Work.hasEnded { break }
      let own = GuardClass(component, facts)
      if !own.isIdle { classes.append(own) }
    }
    while let joined = Self.joined(classes, facts) { classes = joined }
    let all = Set(units)
    groups = classes.compactMap { own in
      if Work.hasEnded { return nil }
      let present = own.units.filter { needed.contains($0) }
      guard !present.isEmpty else { return nil }
      let support = Array(own.support)
      var coordinates = support
      if own.isRegular {
        var echelon = Echelon<Certified>(preferring: \.isExact)
        for vector in own.rows { echelon.add(vector, owner: 0) }
        if echelon.isCertain { coordinates = echelon.pivots.sorted() }
      }
      let dependence = Array(own.dependence)
      let kind: GuardGroup.Kind =
        own.isFree ? .free : dependence.count == 1 ? .line(input: dependence[0]) : .tree
      return GuardGroup(
        units: present, all: all, own: own.units, kind: kind, inputs: support,
        coordinates: coordinates)
    }
  }

  /// Joins classes that may constrain each other; `nil` where none do.
  private static func joined(_ classes: [GuardClass], _ facts: GuardFacts) -> [GuardClass]? {
    var sets = DisjointSets(count: classes.count)
    var isJoined = false
    // Irregular classes have inputs of their own.
    for (a, own) in classes.enumerated() where !own.isRegular {
      Work.count(Cost.rational * classes.count)
      if Work.hasEnded { return nil }
      for (b, other) in classes.enumerated()
      where b != a && !own.support.isDisjoint(with: other.support) {
        if sets.join(a, b) { isJoined = true }
      }
    }
    // The spans of regular classes have a direct sum: the sum of all, not only of each two.
    var echelon = Echelon<Certified>(preferring: \.isExact)
    for (a, own) in classes.enumerated() where own.isRegular {
      if Work.hasEnded { return nil }
      for vector in own.rows { echelon.add(vector, owner: a) }
    }
    for circuit in echelon.circuits {
      guard let first = circuit.first else { continue }
      for other in circuit where sets.join(first, other) { isJoined = true }
    }
    guard isJoined, !Work.hasEnded else { return nil }
    return sets.classes.map { members in
      members.count == 1
        ? classes[members[0]] : GuardClass(members.flatMap { classes[$0].units }, facts)
    }
  }
}

/// What the classes of ties at a point are told apart by.
struct GuardFacts {
  let frozen: FrozenProgram
  let affine: [Bool]
  let movement: Movement
  let inputs: LocalInputs

  /// The inputs that selections depend on whose pieces depend on ties that change values.
  let moved: BitSet

  init(
    _ frozen: FrozenProgram, _ affine: [Bool], _ movement: Movement, _ inputs: LocalInputs,
    moved: BitSet
  ) {
    self.frozen = frozen
    self.affine = affine
    self.movement = movement
    self.inputs = inputs
    self.moved = moved
  }
}
