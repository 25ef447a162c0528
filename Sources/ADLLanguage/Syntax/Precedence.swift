/// How tightly a construct binds, from loose to tight.
enum Precedence: Int, Comparable, Sendable {
  /// `let`, lambdas and `if`, which reach as far to the right as they can.
  case expression
  case disjunction
  case conjunction
  case negation
  case comparison
  case sum
  case product
  case sign
  case power
  case postfix

  static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

  /// The next tighter level.
  var tighter: Precedence { Precedence(rawValue: rawValue + 1) ?? .postfix }
}
