import ADLPrograms
import BitCollections

/// Which ties act on each other, and so the groups whose contributions to the gradient add up.
///
/// Two units interact when a path of the sweep leads from one to the other: then the partial
/// derivatives of one multiply those of the other. Where the alternatives of a unit differ in value
/// (an `if`), it also interacts with every unit that meets it in a node that is not affine, since
/// that node's derivatives depend on the value.
struct Interactions {
  /// The units that matter: those through which a derivative of an output may pass.
  let units: [TieUnit]

  /// What choices at the units do to values.
  let movement: Movement

  /// For each of `units`, those it interacts with.
  private let neighbours: [Set<Int>]

  /// Creates the interactions of `units` in `frozen`.
  ///
  /// - Parameter keepingValue: whether patterns must have the value of the function; then all units
  ///   that may change it interact.
  init(_ units: [TieUnit], in frozen: FrozenProgram, keepingValue: Bool = false) {
    let movement = Movement(units, in: frozen)
    self.movement = movement
    let reach = Reach(frozen, open: units, movement)
    var live: [TieUnit] = []
    // Positions among `units` become positions among the live ones.
    var position: [Int: Int] = [:]
    for (number, unit) in units.enumerated()
    where unit.places.contains(where: { reach.isLive($0.node) }) {
      position[number] = live.count
      live.append(unit)
    }
    self.units = live
    var neighbours = [Set<Int>](repeating: [], count: live.count)
    let program = frozen.program
    func join(_ a: Int, _ b: Int) {
      guard a != b else { return }
      neighbours[a].insert(b)
      neighbours[b].insert(a)
    }
    // The units on paths from the outputs down to each node.
    var above = [BitSet](repeating: BitSet(), count: program.m)
    for k in stride(from: program.m - 1, through: program.p, by: -1) {
      let carrier = reach.carrier(of: k)
      if carrier != k, reach.isLive(k) {
        // One of a block stands for all of it.
        Work.count(Cost.application + live.count / 64)
        above[carrier].formUnion(above[k])
      }
      guard reach.isPassing[k] else { continue }
      let width = program.application(k).operands.count
      Work.count(Cost.application + (Cost.rational + live.count / 64) * width)
      if Work.hasEnded { break }
      for edge in reach.edges(k) {
        above[edge.operand].formUnion(above[k])
        if let unit = edge.unit, let own = position[unit] { above[edge.operand].insert(own) }
      }
    }
    for (number, unit) in live.enumerated() {
      if Work.hasEnded { break }
      for place in unit.places {
        for other in above[place.node] {
          Work.count(Cost.rational)
          join(number, other)
        }
      }
    }
    let moving = live.indices.filter { movement.movers.contains(live[$0]) }
    if !moving.isEmpty {
      if keepingValue { for other in moving { join(moving[0], other) } }
      let meetings = ValueMeetings(live, moving: moving, in: frozen)
      for (a, b) in meetings.pairs { join(a, b) }
    }
    self.neighbours = neighbours
  }

  /// `true` iff a choice at some unit that matters may change values.
  var hasMovers: Bool { units.contains { movement.movers.contains($0) } }

  /// The groups of units that interact, directly or through others, each in program order.
  var groups: [[TieUnit]] {
    var groups: [[TieUnit]] = []
    var isSeen = [Bool](repeating: false, count: units.count)
    for start in units.indices where !isSeen[start] {
      var members: [Int] = []
      var stack = [start]
      isSeen[start] = true
      while let unit = stack.popLast() {
        members.append(unit)
        for next in neighbours[unit] where !isSeen[next] {
          isSeen[next] = true
          stack.append(next)
        }
      }
      groups.append(members.sorted().map { units[$0] })
    }
    return groups
  }

  /// The unit of `group` to resolve first: the one that interacts with most others, since the rest
  /// then falls apart soonest; among equals the last in the program. Blocks come after all others.
  func pivot(of group: [TieUnit]) -> TieUnit {
    func rank(_ unit: TieUnit) -> (Int, Int, Int) {
      let degree = units.firstIndex(of: unit).map { neighbours[$0].count } ?? 0
      return (unit.isBlock ? 0 : 1, degree, unit.node)
    }
    return group.max { rank($0) < rank($1) }!
  }
}

/// The pairs of units of which one may change values that the derivatives below the other depend
/// on.
struct ValueMeetings {
  private(set) var pairs: [(Int, Int)] = []

  /// Finds the pairs with one unit in `moving`.
  init(_ units: [TieUnit], moving: [Int], in frozen: FrozenProgram) {
    guard !moving.isEmpty else { return }
    let program = frozen.program
    var own: [Int: [Int]] = [:]
    for (number, unit) in units.enumerated() {
      for place in unit.places { own[place.node, default: []].append(number) }
    }
    let isMoving = Set(moving)
    // The units below each node, whether by values or derivatives.
    var below = [BitSet](repeating: BitSet(), count: program.m)
    var found = Set<[Int]>()
    for k in program.p..<program.m {
      let application = program.application(k)
      Work.count((Cost.rational + units.count / 64) * (1 + application.operands.count))
      if Work.hasEnded { break }
      for operand in application.operands {
        if let j = operand.node { below[k].formUnion(below[j]) }
      }
      let elements = Array(below[k])
      let movers = elements.filter { isMoving.contains($0) }
      if !movers.isEmpty, elements.count + (own[k]?.count ?? 0) > 1,
        !application.isAffine
      {
        for mover in movers {
          Work.count(Cost.term * elements.count)
          if Work.hasEnded { break }
          for other in elements + (own[k] ?? []) { found.insert([mover, other]) }
        }
      }
      for unit in own[k] ?? [] { below[k].insert(unit) }
    }
    pairs = found.map { ($0[0], $0[1]) }
  }
}

extension Application {
  /// `true` iff the function is known to be affine in its operands that are nodes.
  var isAffine: Bool {
    guard case .function(let rule) = primitive.kind else { return false }
    let x = operands.map { Curvature($0.node == nil ? .constant : .affine) }
    return rule.value(x, parameter).kind != .curved
  }
}
