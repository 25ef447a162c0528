import ADLPrograms

/// Reads the index at a point off the guards that its selections ask for.
struct IndexReader<S: RealNumber> {
  private(set) var conditions: [IndexCondition] = []

  /// The sides of the conditions, two a condition.
  private(set) var sides: [NodeNumber] = []

  private let evaluation: Evaluation<S>
  private let writer: PieceWriter<S>

  /// By what means a sign is known.
  private let tier: (S) -> Tier
  private var seen = Set<[Operand]>()
  private var compared = 0

  /// `false` iff the work ended before every condition was read.
  private(set) var isComplete = true

  /// The conditions that are read whatever is left of the work.
  private static var allowance: Int { 1 << 12 }

  init(
    _ evaluation: Evaluation<S>, _ writer: PieceWriter<S>, tier: @escaping (S) -> Tier
  ) {
    self.evaluation = evaluation
    self.writer = writer
    self.tier = tier
    for (k, active) in evaluation.active.enumerated() {
      guard let active else { continue }
      guard isComplete else { return }
      let application = evaluation.program.application(k)
      if case .condition(let condition) = application.parameter {
        readBranch(k, condition)
      } else {
        read(k, application.index!, active)
      }
    }
  }

  /// The comparisons of a condition that its truth depends on, as it asks for them.
  private mutating func readBranch(_ k: Int, _ condition: Condition) {
    let x = evaluation.operandValues(k)
    let formulas = writer.operands(k)
    var asked: [Int] = []
    _ = condition.truth { i in
      asked.append(i)
      return S.order(x[2 * i], x[2 * i + 1])
    }
    for i in asked {
      add(k, formulas[2 * i], formulas[2 * i + 1], x[2 * i], x[2 * i + 1])
    }
  }

  private mutating func read(_ k: Int, _ index: SelectionIndex, _ active: ActiveSet) {
    switch index {
    case .extremum(_, let count), .ranks(_, let count, _):
      for chosen in active.piece { readRank(k, chosen, of: count) }
    case .tree, .signs, .largestMagnitude, .levels, .knots, .conditions: readQuestions(k, index)
    }
  }

  /// How the chosen operand compares with every other.
  private mutating func readRank(_ k: Int, _ chosen: Int, of count: Int) {
    let x = evaluation.operandValues(k)
    let formulas = writer.operands(k)
    for other in 0..<count where other != chosen {
      guard isComplete else { return }
      add(k, formulas[chosen], formulas[other], x[chosen], x[other])
    }
  }

  /// The guards that an index asks for.
  private mutating func readQuestions(_ k: Int, _ index: SelectionIndex) {
    let numbers = index.trace(at: evaluation.operandValues(k)).questions
    let answers = numbers.map { [S.order($0.left, $0.right)].known.first ?? .zero }
    let formulas = index.trace(at: writer.operands(k), answers: answers).questions
    // Of the knots of a whole number the nearest on either side imply the others.
    let nearest =
      index.hasEndlessPieces ? SelectionIndex.nearest(numbers.map(\.guarded), answers) : nil
    for (i, (number, formula)) in zip(numbers, formulas).enumerated()
    where nearest?.contains(i) ?? true {
      add(k, formula.left, formula.right, number.left, number.right)
    }
  }

  /// Adds a condition unless it compares literals, or was added before.
  private mutating func add(
    _ k: Int, _ left: NodeNumber, _ right: NodeNumber, _ x: S, _ y: S
  ) {
    compared += 1
    Work.count(Cost.term)
    if compared > Self.allowance, Work.hasEnded { isComplete = false }
    guard left.literal == nil || right.literal == nil,
      case .known(let relation) = S.order(x, y),
      seen.insert([writer.operand(left), writer.operand(right)]).inserted
    else { return }
    seen.insert([writer.operand(right), writer.operand(left)])
    let application = evaluation.program.application(k)
    conditions.append(
      IndexCondition(
        node: k, name: application.name, anchor: application.anchor, left: sides.count,
        right: sides.count + 1, relation: relation, tier: tier(x - y)))
    sides += [left, right]
  }
}
