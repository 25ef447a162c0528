import ADLText
import Synchronization
import Testing

@testable import ADLLanguage
@testable import ADLPrograms
@testable import ADLSession

/// What holds of the work of every command: it ends near its budget, asks often whether it is to go
/// on, and stops soon after it was told not to.
struct CommandWorkLaws {
  /// Functions of one, two and three variables that no command gets through within these budgets.
  private static let definitions = """
    waves(t) = iterate(x -> abs(9 * sin(7 * x) - 2), 4, t)
    folds(t) = iterate(x -> abs(x * x - 2), 14, t)
    ties(x, y) = abs(x) + sum(i * relu(x * i - y * i^2 + y * y / 7) for i in 1..9)
    net(x: R^3) = norm1(x) + sum(i * relu(x[1] + i * x[2] - i^2 * x[3]) for i in 1..9)

    """

  private static let functions: [(name: String, inputs: Int)] = [
    (name: "waves", inputs: 1), ("folds", 1), ("ties", 2), ("net", 3),
  ]

  private static func sample(_ clause: Clause, _ inputs: Int) -> String {
    let point = ["0", "(0, 0)", "[0, 0, 0]"][inputs - 1]
    switch clause {
    case .at: return "at \(point)"
    // The steps are stated, and come on top of the budget.
    case .from: return "from \(point) rate 1/k steps 10000"
    case .along: return "along \(["1", "(1, 2)", "[1, 2, 3]"][inputs - 1])"
    case .on: return "on [-1, 2]\(inputs == 1 ? "" : "^\(inputs)")"
    default: return "\(clause.rawValue) 3"
    }
  }

  /// Every command about functions, of each of these, with each of the clauses that it may have.
  static let calls: [String] = CommandForm.table.flatMap { form -> [String] in
    guard case .functions = form.operands else { return [] }
    return functions.flatMap { function -> [String] in
      if form.word == "kinks", function.inputs > 1 { return [] }
      if form.word == "plot", function.inputs > 2 { return [] }
      // Two functions of which nothing shows at once that they are one.
      let isPair = form.word == "diff"
      let operands =
        isPair ? "\(function.name), x -> \(function.name)(x) + relu(0 * 1)" : function.name
      guard !isPair || function.inputs == 1 else { return [] }
      let choices = form.required.first ?? []
      let rest = form.required.dropFirst().map { sample($0[0], function.inputs) }
      let clauses =
        choices.isEmpty
        ? form.optional.filter { [.at, .on].contains($0) }.map { sample($0, function.inputs) } + [
          ""
        ]
        : choices.filter { $0 != .starts }.map { sample($0, function.inputs) }
      return clauses.map { ([form.word, operands, $0] + rest).joined(separator: " ") }
    }
  }

  /// What was seen of the questions whether a command is to go on.
  private final class Questions: Sendable {
    struct State {
      var count = 0
      var last = 0
      var longest = 0
      var most = 0
      var raised: (count: Int, charged: Int, time: ContinuousClock.Instant)?
    }

    let state = Mutex(State())

    /// Asked for the last time before this number, the caller asks to stop.
    let end: Int

    init(end: Int = .max) { self.end = end }

    func ask() -> Bool {
      let charged = Work.charged
      return state.withLock { state in
        state.count += 1
        // What has no work is not of a command.
        if charged > 0 {
          state.longest = max(state.longest, charged - state.last)
          state.most = max(state.most, charged)
          state.last = charged
        }
        if state.count >= end, state.raised == nil { state.raised = (state.count, charged, .now) }
        return state.count >= end
      }
    }
  }

  /// The most that one operation, or an evaluation of one of these programs, is charged.
  private static let slack = 1 << 21

  /// The most that is charged to show what was found before an interruption: the formulas of the
  /// cells of a map, say.
  private static let conclusion = 8 * Work.interval

  /// The most that an evaluation of one of `tied` is charged, or a sweep back.
  private static let slackOfTies = 1 << 25

  private func run(
    _ call: String, _ definitions: String = Self.definitions, budget: Int, _ questions: Questions
  ) -> [Answer] {
    let session = Session(cancellation: Cancellation { questions.ask() })
    var answers: [Answer] = []
    let text = definitions + "set budget \(budget);\n" + call
    session.run(SourceFile(name: "law.adl", text: text)) { answers.append($0) }
    return answers
  }

  @Test(.slow, arguments: calls) func `a budget bounds the work`(call: String) {
    for budget in [1, 100, 2000] {
      let questions = Questions()
      let answers = run(call, budget: budget, questions)
      #expect(!answers.isEmpty, "\(call)")
      let (most, longest) = questions.state.withLock { ($0.most, $0.longest) }
      #expect(most <= 2 * budget << 13 + Self.slack, "\(call)")
      #expect(longest <= Work.interval + Self.slack, "\(call)")
    }
  }

  @Test(.slow, arguments: calls) func `an interruption ends it soon`(call: String) {
    for end in [5, 12, 40, 150] {
      let questions = Questions(end: end)
      let answers = run(call, budget: 100_000, questions)
      let now = ContinuousClock.now
      #expect(!answers.isEmpty, "\(call)")
      let state = questions.state.withLock { $0 }
      guard let raised = state.raised else { break }
      #expect(state.most - raised.charged <= Self.conclusion, "\(call)")
      #expect(state.count - raised.count <= 100, "\(call)")
      #expect(now - raised.time < .seconds(3), "\(call): \(now - raised.time)")
    }
  }

  /// Functions that meet very many ties at 0: of units that do not interact, of all operands of a
  /// sort, and of a net in which one layer ties above another.
  static let tied: [(definition: String, inputs: Int)] = [
    (definition: "sum(abs(x[i]) for i in 1..1000)", inputs: 1000),
    ("sum(max(x[i], -x[i], 0) for i in 1..1000)", 1000),
    ("sum(i * relu(x[i] * x[1] - x[2]) for i in 3..400)", 400),
    ("sum(i * sort(x)[i] for i in 1..200)", 200),
    ("sum(i * relu(sum(j * relu(j * x[1] - i * x[2]) for j in 1..20)) for i in 1..20)", 2),
  ]

  /// Each question about points, of each of them.
  static let tiedCalls = tied.flatMap { function in
    ["clarke", "classify", "field", "selection", "direction"].map { word in
      (
        definition: "f(x: R^\(function.inputs)) = \(function.definition)\n",
        call: "\(word) f at zeros(\(function.inputs))"
          + (word == "direction" ? " along ones(\(function.inputs))" : "")
      )
    }
  }

  @Test(.slow, arguments: tiedCalls) func `very many ties end as soon`(
    definition: String, call: String
  ) {
    for budget in [1, 300] {
      let questions = Questions()
      let start = ContinuousClock.now
      let answers = run(call, definition, budget: budget, questions)
      let time = ContinuousClock.now - start
      #expect(!answers.isEmpty, "\(call)")
      let (most, longest) = questions.state.withLock { ($0.most, $0.longest) }
      #expect(most <= 2 * budget << 13 + Self.slackOfTies, "\(call)")
      #expect(longest <= Work.interval + Self.slackOfTies, "\(call)")
      #expect(time < .seconds(10), "\(call): \(time)")
    }
    for end in [4, 30] {
      let questions = Questions(end: end)
      let answers = run(call, definition, budget: 100_000, questions)
      let now = ContinuousClock.now
      #expect(!answers.isEmpty, "\(call)")
      let state = questions.state.withLock { $0 }
      guard let raised = state.raised else { break }
      #expect(state.most - raised.charged <= Self.slackOfTies, "\(call)")
      #expect(now - raised.time < .seconds(5), "\(call): \(now - raised.time)")
    }
  }

  /// A question about numbers whose forms are shared with those of `calls`.
  private static let earlier = "classify (t -> abs(sin(7) - sin(7 * t) + exp(t) - exp(1))) at 1"

  @Test(.slow, arguments: calls) func `what was asked before changes nothing`(call: String) {
    for budget in [20, 200] {
      // A call that is refused is shown where it stands.
      func payloads(_ statements: String) -> [String] {
        run(statements, budget: budget, Questions()).map { answer in
          answer.text.plain.split(separator: "\n").filter { line in
            let rest = line.drop { $0 == " " || $0.isNumber }
            return !rest.hasPrefix("-->") && !rest.hasPrefix("|")
          }.joined(separator: "\n")
        }
      }
      let alone = payloads("set precision f64;\n" + call)
      // What is no statement is said of the whole text, before anything is asked.
      if alone.last?.hasPrefix("error:") == true { continue }
      let first = payloads(Self.earlier + ";\n" + call)
      #expect(first.suffix(alone.count) == alone[...], "\(call)")
      #expect(payloads(call + ";\n" + call).suffix(alone.count) == alone[...], "\(call)")
    }
  }
}
