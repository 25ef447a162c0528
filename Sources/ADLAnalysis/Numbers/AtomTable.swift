import ADLPrograms

/// What the atoms of normal forms stand for, each once, and what signs forms have where they are
/// looked at.
///
/// The forms of one evaluation share it. An analysis runs on one thread, and its numbers do not
/// outlive it.
final class AtomTable: @unchecked Sendable {
  enum Atom: Hashable {
    case input(Int)
    case unary(UnaryOperation, [NormalForm.Monomial: Rational])
    case power([NormalForm.Monomial: Rational], [NormalForm.Monomial: Rational])
    case reciprocal([NormalForm.Monomial: Rational])

    /// The value of a node that is not looked into.
    case node(Int)
  }

  private var numbers: [Atom: Int] = [:]

  /// Decides the sign of a form; by default none is known.
  var signs: ((NormalForm) -> KnownSign)?

  /// Creates a table whose first atoms are the inputs.
  init(inputs: Int) {
    for i in 0..<inputs { numbers[.input(i)] = i }
  }

  func atom(_ atom: Atom) -> Int {
    if let number = numbers[atom] { return number }
    numbers[atom] = numbers.count
    return numbers.count - 1
  }

  func sign(of form: NormalForm) -> KnownSign { signs?(form) ?? .notKnown }

  /// The inputs as forms.
  func inputs(_ count: Int) -> [NormalForm] { (0..<count).map { NormalForm(atom: $0, self) } }
}
