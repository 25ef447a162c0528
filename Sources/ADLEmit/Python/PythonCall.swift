import ADLPrograms

/// How a framework is asked for a primitive.
///
/// In the text of a call `$1` stands for an operand, `%1` for one that has to be a tensor, `$V` for
/// the vector of all operands, `$A` and `$B` for the halves of it, `$n` for the integer that the
/// application carries and `$r` for the same counted from 0.
struct PythonCall: Sendable {
  /// How the text binds, for the brackets around it.
  enum Level: Int, Comparable, Sendable {
    case comparison, sum, product, sign, power, atom

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  /// What stands between the two operands of an operator.
  enum Form: Sendable {
    case infix(String, Level)
    case text(String)
  }

  let form: Form

  /// The definition that the call needs besides the framework's own.
  var helper: PythonHelper?

  /// The operands, from 0, that must be numbers known when the file is written; `otherwise` is the
  /// call where they are not.
  var literals: [Int] = []
  var otherwise: String?

  /// `true` iff the framework takes those numbers in single precision.
  var areSingle = false

  static func call(
    _ text: String, needing helper: PythonHelper? = nil, literals: [Int] = [],
    areSingle: Bool = false, otherwise: String? = nil
  ) -> PythonCall {
    PythonCall(
      form: .text(text), helper: helper, literals: literals, otherwise: otherwise,
      areSingle: areSingle)
  }

  static func infix(_ sign: String, _ level: Level) -> PythonCall {
    PythonCall(form: .infix(sign, level))
  }

  /// The text, with the definition it needs, for operands of which some are `known` numbers.
  func text(known: (Int) -> Double?) -> (text: String, helper: PythonHelper?) {
    guard case .text(let text) = form else { return ("", nil) }
    let fits = literals.allSatisfy { i in
      known(i).map { !areSingle || Double(Float($0)) == $0 } ?? false
    }
    if let otherwise, !fits { return (otherwise, helper) }
    // A helper belongs to what is written where the framework's own call does not serve.
    return (text, otherwise == nil ? helper : nil)
  }
}
