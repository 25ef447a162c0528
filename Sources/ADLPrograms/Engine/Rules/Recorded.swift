/// The number system in which a rule writes down the steps of its own formula, which the engine
/// then runs on rows.
///
/// A formula that asks for the sign of what is not a literal has other steps elsewhere; its log
/// says so.
struct Recorded: LiftedNumber {
  private enum Storage {
    case literal(Double)
    case register(Int, Log)
  }

  private let storage: Storage

  private init(_ storage: Storage) { self.storage = storage }

  init(_ literal: Literal) { storage = .literal(literal.double) }
  init(_ value: Int) { storage = .literal(Double(value)) }

  var sign: KnownSign {
    switch storage {
    case .literal(let value): return value.sign
    case .register(_, let log):
      log.asksForSigns = true
      return .notKnown
    }
  }

  // Asked where a 0 would annihilate; it may as well be multiplied with.
  var isZero: Bool {
    if case .literal(let value) = storage { value == 0 } else { false }
  }

  var double: Double {
    if case .literal(let value) = storage { value } else { .nan }
  }

  static var notANumber: Recorded { Recorded(.literal(.nan)) }
  static var outlivesWork: Bool { true }

  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    switch x.storage {
    case .literal(let value): Self(.literal(operation(value)))
    case .register(let i, let log): log.number(.unary(operation, i))
    }
  }

  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    switch (x.storage, y.storage) {
    case (.literal(let a), .literal(let b)): Self(.literal(operation(a, b)))
    case (.register(_, let log), _), (_, .register(_, let log)):
      log.number(.binary(operation, log.register(of: x), log.register(of: y)))
    }
  }

  static func lift(power n: Int, _ x: Self) -> Self { powerByProducts(x, n) }
}

extension Recorded {
  /// The steps of formulas over given operands, each once.
  ///
  /// It is used by one thread, while an operation is made.
  final class Log: @unchecked Sendable {
    private let inputCount: Int
    private var steps: [StripFormula.Step] = []
    private var registers: [StripFormula.Step: Int] = [:]

    /// `true` iff some formula asked for the sign of what is not a literal.
    fileprivate(set) var asksForSigns = false

    /// Creates the log of formulas over `inputCount` numbers.
    init(inputCount: Int) { self.inputCount = inputCount }

    /// The numbers that the formulas are applied to.
    var inputs: [Recorded] { (0..<inputCount).map { Recorded(.register($0, self)) } }

    /// Returns the number that `body` returns; `nil` where it asks for the sign of one.
    func withoutSigns(_ body: () -> Recorded) -> Recorded? {
      let before = asksForSigns
      defer { asksForSigns = before }
      asksForSigns = false
      let number = body()
      return asksForSigns ? nil : number
    }

    fileprivate func number(_ step: StripFormula.Step) -> Recorded {
      Recorded(.register(register(of: step), self))
    }

    /// Returns where the result of `step` is, appending it where it is new.
    func register(of step: StripFormula.Step) -> Int {
      if let known = registers[step] { return known }
      steps.append(step)
      registers[step] = inputCount + steps.count - 1
      return inputCount + steps.count - 1
    }

    /// Returns where `number` is.
    func register(of number: Recorded) -> Int {
      switch number.storage {
      case .literal(let value): register(of: .literal(value.bitPattern))
      case .register(let i, _): i
      }
    }

    /// Returns the formula whose value is in register `result`; `nil` where its steps are not the
    /// same everywhere, or are many.
    func formula(_ result: Int) -> StripFormula? {
      asksForSigns ? nil : StripFormula(inputCount: inputCount, steps, result: result)
    }
  }
}
