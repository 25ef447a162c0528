import ADLPrograms

/// Reads the index at a point off the comparisons that its selections make.
struct IndexReader {
  private(set) var conditions: [IndexCondition] = []

  /// The sides of the conditions, two a condition.
  private(set) var sides: [NodeNumber] = []

  private let evaluation: Evaluation<Tiered>
  private let writer: PieceWriter<Tiered>
  private var seen = Set<[Operand]>()

  init(_ analysis: PointAnalysis, _ writer: PieceWriter<Tiered>) {
    evaluation = analysis.evaluation
    self.writer = writer
    for (k, active) in evaluation.active.enumerated() {
      guard let active else { continue }
      let application = evaluation.program.application(k)
      if case .condition(let condition) = application.parameter {
        readBranch(k, condition)
      } else if application.primitive.selection is any Extremum.Type
        || application.primitive.isOrderStatistic
      {
        for chosen in active.piece { readRank(k, chosen) }
      } else {
        readQuestions(k, application)
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
      return Tiered.order(x[2 * i], x[2 * i + 1])
    }
    for i in asked {
      add(k, formulas[2 * i], formulas[2 * i + 1], x[2 * i], x[2 * i + 1])
    }
  }

  /// How the chosen operand compares with every other.
  private mutating func readRank(_ k: Int, _ chosen: Int) {
    let x = evaluation.operandValues(k)
    let formulas = writer.operands(k)
    for other in x.indices where other != chosen {
      add(k, formulas[chosen], formulas[other], x[chosen], x[other])
    }
  }

  /// The comparisons that the rule of a selection makes.
  private mutating func readQuestions(_ k: Int, _ application: Application) {
    let numbers = comparisons(application, evaluation.operandValues(k), answers: [])
    let answers = numbers.map { [Tiered.order($0.left, $0.right)].known.first ?? .zero }
    let formulas = comparisons(application, writer.operands(k), answers: answers)
    for (number, formula) in zip(numbers, formulas) {
      add(k, formula.left, formula.right, number.left, number.right)
    }
  }

  private func comparisons<S: RealNumber>(
    _ application: Application, _ x: [S], answers: [Sign]
  ) -> [Questions<S>.Question] {
    let questions = Questions<S>(answers: answers)
    _ = application.primitive.selection!.active(
      x.map { Questioned($0, questions) }, application.parameter)
    return questions.comparisons
  }

  /// Adds a condition unless it compares literals, or was added before.
  private mutating func add(
    _ k: Int, _ left: NodeNumber, _ right: NodeNumber, _ x: Tiered, _ y: Tiered
  ) {
    guard left.literal == nil || right.literal == nil,
      case .known(let relation) = Tiered.order(x, y),
      seen.insert([writer.operand(left), writer.operand(right)]).inserted
    else { return }
    seen.insert([writer.operand(right), writer.operand(left)])
    let application = evaluation.program.application(k)
    conditions.append(
      IndexCondition(
        node: k, name: application.name, anchor: application.anchor, left: sides.count,
        right: sides.count + 1, relation: relation, tier: (x - y).tier))
    sides += [left, right]
  }
}
