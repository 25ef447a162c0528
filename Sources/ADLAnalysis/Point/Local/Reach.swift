import ADLPrograms

/// Which nodes a node passes derivatives to, whatever alternatives the open ties take.
struct Reach {
  /// An edge of the sweep: from a node to an operand, through an open unit of the node or not.
  struct Edge {
    let operand: Int
    let unit: Int?
  }

  private let frozen: FrozenProgram
  private let withGuards: Bool
  private let countsZeros: Bool

  /// The units by node and site.
  private let open: [Int: [Int: Int]]
  private let units: [TieUnit]

  /// `true` for the nodes whose value, or whose pieces, may change with the choice at a unit whose
  /// alternatives differ in value: any operand may then matter to them.
  private let isMoved: [Bool]

  /// `true` for the nodes through which a derivative of an output (or a guard that matters) may
  /// pass.
  private(set) var live: [Bool]

  /// For the ranks of an open block the first of them, by node: all pass derivatives to the same
  /// operands, which come before it.
  private let carriers: [Int: Int]

  /// `true` for the nodes that pass on what comes to a live node.
  private(set) var isPassing: [Bool]

  /// Creates the reach in which `units` are open (all ties, by default) and other ties are held.
  ///
  /// - Parameter movement: that of `units`, where it is known.
  /// - Parameter withGuards: whether an open unit also leads to what its guards depend on.
  /// - Parameter countsZeros: whether derivatives pass through an entry that is 0 at the point;
  ///   beside
  ///   the point it need not be.
  init(
    _ frozen: FrozenProgram, open units: [TieUnit]? = nil, _ movement: Movement? = nil,
    withGuards: Bool = false, countsZeros: Bool = false
  ) {
    self.frozen = frozen
    self.withGuards = withGuards
    self.countsZeros = countsZeros
    let units = units ?? TieUnit.units(of: frozen.evaluation)
    self.units = units
    var open: [Int: [Int: Int]] = [:]
    for (number, unit) in units.enumerated() {
      for place in unit.places { open[place.node, default: [:]][place.site] = number }
    }
    self.open = open
    var carriers: [Int: Int] = [:]
    for unit in units where unit.isBlock {
      for place in unit.places where Set(open[place.node]!.values).count == 1 {
        carriers[place.node] = unit.node
      }
    }
    self.carriers = carriers
    isMoved = (movement ?? Movement(units, in: frozen)).isMoved
    live = Array(repeating: false, count: frozen.program.m)
    isPassing = live
    for k in frozen.program.outputs { live[k] = true }
    for k in stride(from: frozen.program.m - 1, through: frozen.program.p, by: -1) {
      if live[k] { isPassing[carrier(of: k)] = true }
      guard isPassing[k] else { continue }
      for edge in edges(k) { live[edge.operand] = true }
    }
  }

  func isLive(_ k: Int) -> Bool { live[k] }

  /// The node that passes on what comes to node `k`: another one for the later ranks of a block.
  func carrier(of k: Int) -> Int { carriers[k] ?? k }

  /// The edges of node `k`, without those whose entry is zero for every alternative.
  func edges(_ k: Int) -> [Edge] {
    let operands = Array(frozen.program.application(k).operands)
    if isMoved[k] || frozen.evaluation.values[k] == nil {
      // What the node passes on is not known: also where only an arm that was not taken needs it.
      let own: [Int?] = open[k].map { Array(Set($0.values)) } ?? [nil]
      return operands.compactMap(\.node).flatMap { j in
        own.map { Edge(operand: j, unit: $0) }
      }
    }
    guard let sites = open[k], let piece = frozen.pattern[k] else {
      return zip(operands, frozen.partials(k)).compactMap { operand, partial in
        operand.node.flatMap { passes(partial) ? Edge(operand: $0, unit: nil) : nil }
      }
    }
    let application = frozen.program.application(k)
    let rule = application.primitive.selection!
    let x = frozen.operandValues(k)
    var edges: [Edge] = []
    for site in piece.indices {
      let alternatives = sites[site].map { units[$0].alternatives } ?? [piece[site]]
      for alternative in alternatives {
        let terms = rule.terms(
          site: site, alternative: alternative, x, application.parameter)
        for term in terms where passes(term.partial) {
          guard let j = operands[term.operand].node else { continue }
          edges.append(Edge(operand: j, unit: sites[site]))
        }
      }
    }
    if withGuards {
      for unit in Set(sites.values) {
        edges += operands.compactMap { $0.node.map { Edge(operand: $0, unit: unit) } }
      }
    }
    return edges
  }

  private func passes(_ partial: Partial<Tiered>) -> Bool {
    switch partial {
    case .zero: false
    case .one, .minusOne: true
    case .value(let d): countsZeros || !d.isZero
    }
  }
}
