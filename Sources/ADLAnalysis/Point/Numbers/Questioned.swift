import ADLPrograms
import Synchronization

/// The comparisons that a rule makes, in order: recorded, and answered as far as answers are given.
///
/// A selection states its index by comparing numbers. Running it over `Questioned` numbers shows
/// which guards it compares with 0, and running it again with answers shows where they lead; so the
/// guards of a primitive are read off its one declaration.
final class Questions<Base: RealNumber>: Sendable {
  /// Two numbers that were compared; the right one is 0 for a number whose sign was asked for.
  struct Question: Sendable {
    let left: Base
    let right: Base
  }

  private let answers: [Sign]
  private let asked = Mutex<[Question]>([])

  init(answers: [Sign]) { self.answers = answers }

  /// What was compared so far.
  var comparisons: [Question] { asked.withLock { $0 } }

  /// The guards asked for so far: differences of what was compared.
  var guards: [Base] { comparisons.map { $0.left - $0.right } }

  /// Records the comparison of two numbers and answers it, from the answers given or by `order`.
  func order(_ left: Base, _ right: Base, or order: KnownSign) -> KnownSign {
    asked.withLock { asked in
      asked.append(Question(left: left, right: right))
      return asked.count <= answers.count ? .known(answers[asked.count - 1]) : order
    }
  }
}

/// A number whose comparisons are recorded.
struct Questioned<Base: RealNumber>: LiftedNumber {
  let base: Base
  let questions: Questions<Base>?

  init(_ base: Base, _ questions: Questions<Base>?) {
    self.base = base
    self.questions = questions
  }

  init(_ literal: Literal) { self.init(Base(literal), nil) }
  init(_ value: Int) { self.init(Base(value), nil) }

  var sign: KnownSign {
    questions.map { $0.order(base, Base(0), or: base.sign) } ?? base.sign
  }

  var isZero: Bool { base.isZero }
  var double: Double { base.double }
  static var notANumber: Questioned { Questioned(.notANumber, nil) }

  static func order(_ x: Questioned, _ y: Questioned) -> KnownSign {
    let order = Base.order(x.base, y.base)
    guard let questions = x.questions ?? y.questions else { return order }
    return questions.order(x.base, y.base, or: order)
  }

  static func lift(_ operation: UnaryOperation, _ x: Questioned) -> Questioned {
    Questioned(operation(x.base), x.questions)
  }

  static func lift(_ operation: BinaryOperation, _ x: Questioned, _ y: Questioned) -> Questioned {
    Questioned(operation(x.base, y.base), x.questions ?? y.questions)
  }

  static func lift(power n: Int, _ x: Questioned) -> Questioned {
    Questioned(Base.power(x.base, n), x.questions)
  }
}
