import ADLPrograms

/// The ties at a point in groups that multiply: the cells of one group meet those of every other.
///
/// Two facts make groups independent. Guards of different groups may depend on different inputs.
/// Or the spans of their gradients have a direct sum, where each group is *regular*: its guards
/// are affine, or they have independent gradients. In the second case the curved guards and bases
/// of the affine spans are local coordinates (inverse function theorem), and in these every
/// combination of cells occurs in every neighbourhood of the point.
struct GuardGroups {
  let groups: [GuardGroup]

  /// Partitions the ties of `frozen`, of which `affine` tells the nodes that are affine near the
  /// point whatever the ties choose.
  init(_ frozen: FrozenProgram, affine: [Bool]) {
    let units = TieUnit.units(of: frozen.evaluation)
    let components = Interactions(units, in: frozen, withGuards: true).groups.map {
      Component($0, in: frozen, affine: affine)
    }
    .filter { !$0.isIdle }
    var classes = DisjointSets(count: components.count)
    // Irregular components join whatever shares an input with them.
    let inputs = LocalInputs(frozen)
    let supports = components.map { inputs.support(of: $0.units) }
    for (a, component) in components.enumerated() where !component.isRegular {
      for b in components.indices where b != a && supports[a].intersects(supports[b]) {
        classes.join(a, b)
      }
    }
    var echelon = Echelon()
    for (a, component) in components.enumerated() where component.isRegular {
      for vector in component.vectors { echelon.add(vector, owner: a) }
    }
    for circuit in echelon.circuits {
      if let first = circuit.first { for other in circuit { classes.join(first, other) } }
    }
    groups = classes.classes.map { members in
      let own = members.map { components[$0] }
      let units = own.flatMap(\.units).sorted {
        ($0.node, $0.places[0].site) < ($1.node, $1.places[0].site)
      }
      let support = members.reduce(into: BitSet()) { $0.formUnion(supports[$1]) }.elements
      let kind: GuardGroup.Kind =
        own.count == 1 && own[0].isFree
        ? .free : support.count == 1 ? .line(input: support[0]) : .tree
      var coordinates = support
      if own.allSatisfy(\.isRegular) {
        var echelon = Echelon()
        for vector in own.flatMap(\.vectors) { echelon.add(vector, owner: 0) }
        if echelon.isCertain { coordinates = echelon.pivots.sorted() }
      }
      return GuardGroup(units: units, kind: kind, inputs: support, coordinates: coordinates)
    }
  }
}

/// A group of ties that interact, before its inputs are compared with those of others.
private struct Component {
  let units: [TieUnit]

  /// Vectors that span what the guards may have as gradients.
  let vectors: [[Certified]]
  let isRegular: Bool

  /// `true` iff it is one tie, all of whose alternatives are chosen near the point.
  let isFree: Bool

  /// `true` iff it is one tie whose alternatives agree to first order: no cell differs by it.
  let isIdle: Bool

  init(_ units: [TieUnit], in frozen: FrozenProgram, affine: [Bool]) {
    self.units = units
    guard !units.contains(where: { frozen.changesValue($0) }) else {
      (vectors, isRegular, isFree, isIdle) = ([], false, false, false)
      return
    }
    let forms = units.map { UnitForms($0, in: frozen) }
    let differences = forms.flatMap { $0.differences(in: frozen) }
    vectors = differences.map { $0.map(\.certified) }
    let isDefined = vectors.allSatisfy { $0.allSatisfy(\.isDefined) }
    let isOne = units.count == 1
    let isExtremal = forms[0].contributions != nil
    isIdle = isOne && isExtremal && vectors.allSatisfy(\.isZeroVector)
    var echelon = Echelon()
    for vector in vectors { echelon.add(vector, owner: 0) }
    isFree =
      isOne && isExtremal && isDefined && echelon.rank == units[0].alternatives.count - 1
    let isAffine = units.allSatisfy { unit in
      unit.places.allSatisfy { place in
        frozen.program.application(place.node).operands.allSatisfy { operand in
          operand.node.map { affine[$0] } ?? true
        }
      }
    }
    // What states its guards may bend them itself; then only its own tree can tell.
    let statesAffine = forms.allSatisfy { form in
      form.contributions != nil
        || LocalGuards(form.unit.node, in: frozen.evaluation).active([]).guards.allSatisfy(
          \.isAffine)
    }
    isRegular = isDefined && (isFree || isAffine && statesAffine)
  }
}

/// A partition of numbers that only grows coarser.
private struct DisjointSets {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  private func root(_ a: Int) -> Int {
    var a = a
    while parent[a] != a { a = parent[a] }
    return a
  }

  mutating func join(_ a: Int, _ b: Int) { parent[root(b)] = root(a) }

  /// The classes, each in increasing order, by their first members.
  var classes: [[Int]] {
    var members: [Int: [Int]] = [:]
    for a in parent.indices { members[root(a), default: []].append(a) }
    return members.values.sorted { $0[0] < $1[0] }
  }
}
