/// The pieces that an index chooses.
extension SelectionIndex {
  /// The number of pieces at each site; 0 where there is no end of them.
  public var pieceCounts: [Int] {
    switch self {
    case .tree(let tree): [tree.undecided.sites[0].pieces.count]
    case .signs(let count): [Int](repeating: 2, count: count)
    case .extremum(_, let count): [count]
    case .largestMagnitude(let count): [2 * count]
    case .ranks(let ranks, let count, _): [Int](repeating: count, count: ranks.count)
    case .levels: [0]
    case .knots(_, let count): [count + 1]
    case .conditions(let conditions, _): [conditions.count + 1]
    }
  }

  /// Returns the pieces that meet where the guards have the signs that `sign` returns; it is asked
  /// for one after the other, and for none that cannot matter.
  public func pieces(_ sign: (Guard) throws -> KnownSign) rethrows -> ActiveSet {
    switch self {
    case .tree(let tree): return try tree.pieces(sign)
    case .signs(let count):
      // One sign is by far the most frequent.
      if count == 1 { return .bySign(of: try sign(Guard(.operand(0), .literal(0)))) }
      let sites = try (0..<count).map {
        ActiveSet.bySign(of: try sign(Guard(.operand($0), .literal(0))))
      }
      return ActiveSet(sites.map { $0.sites[0] }, isDecided: sites.allSatisfy { $0.isDecided })
    case .extremum(let preferred, let count):
      let best = try Self.best(count, preferred, sign) { .operand($0) }
      return ActiveSet(best.positions, isDecided: best.isDecided)
    case .largestMagnitude(let count): return try Self.largestMagnitude(count, sign)
    case .ranks(let ranks, let count, let descends):
      return try Self.pieces(ranks, count, descends, sign)
    case .levels(let levels): return try levels.pieces(sign)
    case .knots(let first, let count): return try Self.pieces(knots: first, count, sign)
    case .conditions(let conditions, _):
      return try Self.pieces(conditions) { i in
        try sign(Guard(.operand(2 * i), .operand(2 * i + 1)))
      }
    }
  }

  /// Finds what is `preferred` to all others of `count` candidates: the positions of those that
  /// tie.
  private static func best(
    _ count: Int, _ preferred: Sign, _ sign: (Guard) throws -> KnownSign,
    _ candidate: (Int) -> Quantity
  ) rethrows -> (positions: [Int], isDecided: Bool) {
    // One pass finds a best candidate; a second finds what ties with it, or may.
    var best = 0
    for i in 1..<max(count, 1)
    where try sign(Guard(candidate(i), candidate(best))).isCertainly(preferred) {
      best = i
    }
    var positions: [Int] = []
    var isDecided = true
    for i in 0..<count {
      let order = i == best ? .known(.zero) : try sign(Guard(candidate(i), candidate(best)))
      if order.isCertainly(preferred.opposite) { continue }
      positions.append(i)
      // A preferred candidate that the first pass missed: the arithmetic cannot order its numbers.
      if !order.isCertainly(.zero) { isDecided = false }
    }
    return (positions, isDecided)
  }

  private static func largestMagnitude(
    _ count: Int, _ sign: (Guard) throws -> KnownSign
  ) rethrows -> ActiveSet {
    var pieces: [Int] = []
    var isDecided = true
    for i in 0..<count {
      switch try sign(Guard(.operand(i), .literal(0))) {
      case .known(.negative): pieces.append(2 * i)
      case .known(.positive): pieces.append(2 * i + 1)
      case .known(.zero): pieces += [2 * i, 2 * i + 1]
      case .notKnown:
        pieces += [2 * i, 2 * i + 1]
        isDecided = false
      }
    }
    let best = try best(pieces.count, .positive, sign) { position in
      let piece = pieces[position]
      return piece % 2 == 0 ? .opposite(piece / 2) : .operand(piece / 2)
    }
    return ActiveSet(best.positions.map { pieces[$0] }, isDecided: isDecided && best.isDecided)
  }

  /// The operands of the given ranks: of each, the block of operands that are equal to it.
  private static func pieces(
    _ ranks: [Int], _ count: Int, _ descends: Bool, _ sign: (Guard) throws -> KnownSign
  ) rethrows -> ActiveSet {
    guard let order = try RankOrder(count, sign) else {
      return try openPieces(ranks, count, descends, sign)
    }
    return order.pieces(ranks, descends: descends)
  }

  /// The most operands of which every pair is compared.
  static let pairLimit = 64

  /// The operands of the given ranks where some order is not known: those of a rank may be known
  /// all the same, since the order of what lies above or below does not matter.
  private static func openPieces(
    _ ranks: [Int], _ count: Int, _ descends: Bool, _ sign: (Guard) throws -> KnownSign
  ) rethrows -> ActiveSet {
    guard count <= pairLimit else {
      return ActiveSet(ranks.map { _ in .init(Array(0..<count)) }, isDecided: false)
    }
    var signs = [[KnownSign]](
      repeating: [KnownSign](repeating: .known(.zero), count: count), count: count)
    for i in 0..<count {
      for j in i + 1..<max(count, i + 1) {
        signs[i][j] = try sign(Guard(.operand(i), .operand(j)))
        signs[j][i] = signs[i][j].opposite
      }
    }
    let below = signs.map { row in row.count { $0.isCertainly(.positive) } }
    let above = signs.map { row in row.count { $0.isCertainly(.negative) } }
    var isDecided = true
    let sites = ranks.map { rank -> ActiveSet.Site in
      let block = (0..<count).filter { below[$0] < rank && above[$0] <= count - rank }
      // One operand, or several that are equal, with all others known to lie below or above.
      let isKnown = block.allSatisfy { i in
        (0..<count).allSatisfy { j in
          signs[i][j].isKnown && signs[i][j].isCertainly(.zero) == block.contains(j)
        }
      }
      guard isKnown, let first = block.first else {
        isDecided = false
        return .init(block.isEmpty ? Array(0..<count) : block)
      }
      let offset = rank - 1 - below[first]
      return .init(block, standing: descends ? block.count - 1 - offset : offset)
    }
    return ActiveSet(sites, isDecided: isDecided)
  }

  /// The pieces that begin and end at the knots that operand 0 may be at; the standing one is that of
  /// the first knot that it is not above.
  private static func pieces(
    knots first: Int, _ count: Int, _ sign: (Guard) throws -> KnownSign
  ) rethrows -> ActiveSet {
    var pieces: [Int] = []
    var standing: Int?
    var isDecided = true
    var isAboveAll = true
    for i in 0..<count {
      let order = try sign(Guard(.operand(0), .operand(first + i)))
      if order.isCertainly(.positive) { continue }
      pieces.append(i + 1)
      if order.isKnown { standing = standing ?? i + 1 } else { isDecided = false }
      if order.isCertainly(.negative) {
        isAboveAll = false
        break
      }
    }
    if isAboveAll { pieces.insert(0, at: 0) }
    return ActiveSet(
      [.init(pieces, standing: pieces.firstIndex(of: standing ?? 0) ?? 0)], isDecided: isDecided)
  }

  /// The pieces of the conditions that may hold; the standing one is that of the first that does.
  private static func pieces(
    _ conditions: [Condition], _ sign: (Int) throws -> KnownSign
  ) rethrows -> ActiveSet {
    var pieces: [Int] = []
    var standing: Int?
    var isDecided = true
    for (i, condition) in conditions.enumerated() {
      let branches = try condition.activeBranches(sign)
      isDecided = isDecided && branches.isDecided
      let reached = branches.sites[0].pieces
      if reached.contains(0) { pieces.append(i) }
      if standing == nil, branches.piece == [0] { standing = pieces.count - 1 }
      if !reached.contains(1) { break }
      if i + 1 == conditions.count { pieces.append(i + 1) }
    }
    if conditions.isEmpty { pieces = [0] }
    return ActiveSet(
      [.init(pieces, standing: standing ?? pieces.count - 1)], isDecided: isDecided)
  }
}

extension SelectionIndex.Tree {
  fileprivate func pieces(
    _ sign: (SelectionIndex.Guard) throws -> KnownSign
  ) rethrows -> ActiveSet {
    var step = root
    while true {
      switch step {
      case .pieces(let pieces): return pieces
      case .sign(let i, let negative, let zero, let positive):
        switch try sign(guards[i]) {
        case .known(.negative): step = negative
        case .known(.zero): step = zero
        case .known(.positive): step = positive
        case .notKnown: return undecided
        }
      }
    }
  }
}
