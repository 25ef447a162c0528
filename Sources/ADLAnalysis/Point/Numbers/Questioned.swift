import ADLPrograms
import Synchronization

/// The comparisons that a rule makes, in order: recorded, and answered as far as answers are given.
///
/// A selection states its index by comparing numbers. Running it over `Questioned` numbers shows
/// which guards it compares with 0, and running it again with answers shows where they lead; so the
/// guards of a primitive are read off its one declaration.
final class Questions<Base: RealNumber>: Sendable {
  private let answers: [Sign]
  private let asked = Mutex<[Base]>([])

  init(answers: [Sign]) { self.answers = answers }

  /// The guards asked for so far: differences of what was compared.
  var guards: [Base] { asked.withLock { $0 } }

  /// Records the question for the sign of `form`, and answers it if an answer is given or the guard
  /// is decided.
  func sign(of form: Base) -> Sign? {
    asked.withLock { asked in
      asked.append(form)
      return asked.count <= answers.count ? answers[asked.count - 1] : form.sign
    }
  }
}

/// A number whose comparisons are recorded.
struct Questioned<Base: RealNumber>: Sendable {
  let form: Base
  let questions: Questions<Base>?

  init(_ form: Base, _ questions: Questions<Base>?) {
    self.form = form
    self.questions = questions
  }

  private static func apply(_ x: Questioned, _ rule: (Base) -> Base) -> Questioned {
    Questioned(rule(x.form), x.questions)
  }

  private static func combine(
    _ x: Questioned, _ y: Questioned, _ rule: (Base, Base) -> Base
  ) -> Questioned {
    Questioned(rule(x.form, y.form), x.questions ?? y.questions)
  }
}

extension Questioned: RealNumber {
  init(_ literal: Literal) { self.init(Base(literal), nil) }
  init(_ value: Int) { self.init(Base(value), nil) }

  var sign: Sign? { questions.map { $0.sign(of: form) } ?? form.sign }
  var isZero: Bool { form.isZero }
  var double: Double { form.double }
  static var notANumber: Questioned { Questioned(.notANumber, nil) }

  static prefix func - (x: Questioned) -> Questioned { apply(x) { -$0 } }
  static func + (x: Questioned, y: Questioned) -> Questioned { combine(x, y) { $0 + $1 } }
  static func - (x: Questioned, y: Questioned) -> Questioned { combine(x, y) { $0 - $1 } }
  static func * (x: Questioned, y: Questioned) -> Questioned { combine(x, y) { $0 * $1 } }
  static func / (x: Questioned, y: Questioned) -> Questioned { combine(x, y) { $0 / $1 } }

  static func power(_ x: Questioned, _ n: Int) -> Questioned {
    apply(x) { Base.power($0, n) }
  }

  static func power(_ x: Questioned, _ y: Questioned) -> Questioned {
    combine(x, y) { Base.power($0, $1) }
  }

  static func exp(_ x: Questioned) -> Questioned { apply(x) { Base.exp($0) } }
  static func log(_ x: Questioned) -> Questioned { apply(x) { Base.log($0) } }
  static func sqrt(_ x: Questioned) -> Questioned { apply(x) { Base.sqrt($0) } }
  static func sin(_ x: Questioned) -> Questioned { apply(x) { Base.sin($0) } }
  static func cos(_ x: Questioned) -> Questioned { apply(x) { Base.cos($0) } }
  static func tan(_ x: Questioned) -> Questioned { apply(x) { Base.tan($0) } }
  static func asin(_ x: Questioned) -> Questioned { apply(x) { Base.asin($0) } }
  static func acos(_ x: Questioned) -> Questioned { apply(x) { Base.acos($0) } }
  static func atan(_ x: Questioned) -> Questioned { apply(x) { Base.atan($0) } }
  static func sinh(_ x: Questioned) -> Questioned { apply(x) { Base.sinh($0) } }
  static func cosh(_ x: Questioned) -> Questioned { apply(x) { Base.cosh($0) } }
  static func tanh(_ x: Questioned) -> Questioned { apply(x) { Base.tanh($0) } }
  static func log(onePlus x: Questioned) -> Questioned { apply(x) { Base.log(onePlus: $0) } }
  static func expMinusOne(_ x: Questioned) -> Questioned { apply(x) { Base.expMinusOne($0) } }
  static func erf(_ x: Questioned) -> Questioned { apply(x) { Base.erf($0) } }
}
