import ADLPrograms

/// The number system in which a rule writes down its own steps, for a function in C.
///
/// Where a rule asks how two numbers compare, it is run again for every answer, so that what it
/// writes is a tree of comparisons with steps at its leaves.
struct TranscribedNumber: LiftedNumber {
  fileprivate enum Storage {
    case literal(Double)
    case step(Int, Transcript)
  }

  fileprivate let storage: Storage

  fileprivate init(_ storage: Storage) { self.storage = storage }

  init(_ literal: Literal) { storage = .literal(literal.double) }
  init(_ value: Int) { storage = .literal(Double(value)) }

  var sign: KnownSign { Self.order(self, Self(0)) }

  static func order(_ x: Self, _ y: Self) -> KnownSign {
    switch (x.storage, y.storage) {
    case (.literal(let a), .literal(let b)): Double.order(a, b)
    case (.step(_, let transcript), _): transcript.order(x, y)
    case (_, .step(_, let transcript)): transcript.order(y, x).opposite
    }
  }

  var double: Double { if case .literal(let value) = storage { value } else { .nan } }

  static var notANumber: Self { Self(.literal(.nan)) }
  static var outlivesWork: Bool { true }

  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    switch x.storage {
    case .literal(let value): Self(.literal(operation(value)))
    case .step(let i, let transcript): transcript.number(.unary(operation, i))
    }
  }

  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    switch (x.storage, y.storage) {
    case (.literal(let a), .literal(let b)): Self(.literal(operation(a, b)))
    case (.step(_, let transcript), _), (_, .step(_, let transcript)):
      transcript.number(.binary(operation, transcript.place(of: x), transcript.place(of: y)))
    }
  }

  static func lift(power n: Int, _ x: Self) -> Self { powerByProducts(x, n) }

  static func log2(_ x: Self) -> Self { call("log2", x) { Double.log2($0) } }
  static func log10(_ x: Self) -> Self { call("log10", x) { Double.log10($0) } }
  static func erfc(_ x: Self) -> Self { call("erfc", x) { Double.erfc($0) } }

  private static func call(_ name: String, _ x: Self, _ function: (Double) -> Double) -> Self {
    switch x.storage {
    case .literal(let value): Self(.literal(function(value)))
    case .step(let i, let transcript): transcript.number(.call(name, i))
    }
  }
}

/// The steps of formulas over given numbers, each once, and what is assumed of how they compare.
///
/// It is used by one thread, while a function is written.
final class Transcript: @unchecked Sendable {
  enum Step: Hashable {
    case input(Int)
    case literal(UInt64)
    case unary(UnaryOperation, Int)
    case binary(BinaryOperation, Int, Int)

    /// A function of the C library.
    case call(String, Int)

    var operands: [Int] {
      switch self {
      case .input, .literal: []
      case .unary(_, let x), .call(_, let x): [x]
      case .binary(_, let x, let y): [x, y]
      }
    }
  }

  /// How the numbers at two places compare.
  struct Question: Hashable {
    let left: Int
    let right: Int
  }

  /// An answer to a question.
  enum Outcome: Hashable, CaseIterable {
    case less, equal, greater, unordered

    var sign: KnownSign {
      switch self {
      case .less: .known(.negative)
      case .equal: .known(.zero)
      case .greater: .known(.positive)
      case .unordered: .notKnown
      }
    }
  }

  /// What a rule returns, by the answers to its questions.
  indirect enum Decision<Leaf: Hashable>: Hashable {
    case leaf(Leaf)
    case ask(Question, [Decision<Leaf>])
  }

  private(set) var steps: [Step] = []
  private var places: [Step: Int] = [:]
  private var answers: [Question: Outcome] = [:]
  private var pending: Question?

  /// The most times that a rule is run.
  private static let runLimit = 600

  /// Returns the given number.
  func input(_ i: Int) -> TranscribedNumber { number(.input(i)) }

  /// Returns the first `count` given numbers.
  func inputs(_ count: Int) -> [TranscribedNumber] { (0..<count).map(input) }

  fileprivate func number(_ step: Step) -> TranscribedNumber {
    TranscribedNumber(.step(place(of: step), self))
  }

  /// Returns where the number is.
  func place(of number: TranscribedNumber) -> Int {
    switch number.storage {
    case .literal(let value): place(of: .literal(value.bitPattern))
    case .step(let i, _): i
    }
  }

  private func place(of step: Step) -> Int {
    if let known = places[step] { return known }
    steps.append(step)
    places[step] = steps.count - 1
    return steps.count - 1
  }

  /// Returns how `x`, which is no literal, compares with `y`, as far as that is assumed.
  fileprivate func order(_ x: TranscribedNumber, _ y: TranscribedNumber) -> KnownSign {
    let question = Question(left: place(of: x), right: place(of: y))
    if let outcome = answers[question] { return outcome.sign }
    if let outcome = answers[Question(left: question.right, right: question.left)] {
      return outcome.sign.opposite
    }
    if case .literal(let value) = y.storage, let known = implied(question.left, value) {
      return known.sign
    }
    pending = pending ?? question
    return .notKnown
  }

  /// What the answers on other literals say of how the number at `place` compares with `value`.
  private func implied(_ place: Int, _ value: Double) -> Outcome? {
    for (question, outcome) in answers where question.left == place {
      guard case .literal(let bits) = steps[question.right] else { continue }
      let other = Double(bitPattern: bits)
      switch outcome {
      case .less where other <= value: return .less
      case .greater where other >= value: return .greater
      case .equal where other < value: return .less
      case .equal where other > value: return .greater
      case .unordered: return .unordered
      default: continue
      }
    }
    return nil
  }

  /// Returns what `body` returns by the answers to its questions; `nil` where these are too many.
  func decision<Leaf: Hashable>(_ body: () -> Leaf) -> Decision<Leaf>? {
    var runs = 0
    func follow() -> Decision<Leaf>? {
      runs += 1
      guard runs <= Self.runLimit else { return nil }
      pending = nil
      let leaf = body()
      guard let question = pending else { return .leaf(leaf) }
      var branches: [Decision<Leaf>] = []
      for outcome in Outcome.allCases {
        answers[question] = outcome
        defer { answers[question] = nil }
        guard let branch = follow() else { return nil }
        branches.append(branch)
      }
      return branches.dropFirst().allSatisfy { $0 == branches[0] }
        ? branches[0] : .ask(question, branches)
    }
    return follow()
  }
}
