import ADLPrograms
import BitCollections

/// The ties that matter to the cells near a point, in components: no path leads from a tie of one
/// component to a tie of another.
///
/// A tie matters if a derivative of an output passes through it, or if a guard of a tie that
/// matters depends on it. Derivatives follow entries that are not 0 at the point, since others are
/// 0 under every pattern. Guards follow every operand: near the point they feel also what their
/// derivative at the point does not see.
struct GuardComponents {
  /// The components, each in program order.
  private(set) var components: [[TieUnit]] = []

  /// The nodes of selections whose pieces near the point depend on ties that change values.
  private(set) var movedSelections: [Int] = []

  /// Finds the components of the ties of `frozen`, a program evaluated with its surroundings.
  init(_ units: [TieUnit], in frozen: FrozenProgram, _ movement: Movement, _ inputs: LocalInputs) {
    let program = frozen.program
    let reach = Reach(frozen, open: units, movement)
    var own: [Int: [Int]] = [:]
    for (number, unit) in units.enumerated() {
      for place in unit.places where own[place.node]?.last != number {
        own[place.node, default: []].append(number)
      }
    }
    // Program order backward: a node has heard of all above it before it passes that on.
    var isGuarding = [Bool](repeating: false, count: program.m)
    var matters = [Bool](repeating: false, count: units.count)
    var passing = [BitSet](repeating: BitSet(), count: program.m)
    var guarded = [BitSet](repeating: BitSet(), count: program.m)
    var classes = DisjointSets(count: units.count)
    for k in stride(from: program.m - 1, through: program.p, by: -1)
    where reach.isLive(k) || isGuarding[k] {
      let width = program.application(k).operands.count + (own[k]?.count ?? 0)
      Work.count(Cost.application + (Cost.rational + units.count / 64) * width)
      if Work.hasEnded { break }
      for number in own[k] ?? [] {
        matters[number] = true
        for other in Array(passing[k]) + Array(guarded[k]) { classes.join(number, other) }
        for place in units[number].places where place.node == k {
          for j in inputs.guarding(place, units[number].alternatives) {
            guarded[j].insert(number)
            isGuarding[j] = true
          }
        }
      }
      if movement.isMoved[k], frozen.program.application(k).primitive.selection != nil {
        movedSelections.append(k)
      }
      if reach.isLive(k) {
        for edge in reach.edges(k) {
          passing[edge.operand].formUnion(passing[k])
          if let unit = edge.unit { passing[edge.operand].insert(unit) }
        }
      }
      if isGuarding[k] {
        for j in inputs.operands(k) {
          isGuarding[j] = true
          guarded[j].formUnion(guarded[k])
          for number in own[k] ?? [] { guarded[j].insert(number) }
        }
      }
    }
    let moving = units.indices.filter { movement.movers.contains(units[$0]) }
    for (a, b) in ValueMeetings(units, moving: moving, in: frozen).pairs where matters[b] {
      classes.join(a, b)
    }
    components = classes.classes.map { $0.filter { matters[$0] }.map { units[$0] } }
      .filter { !$0.isEmpty }
  }
}
