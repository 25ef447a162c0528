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

  /// Forms that are known to be 0 where the table's forms are looked at.
  private(set) var vanishing: [NormalForm] = []

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

  /// Takes note that a form is 0 where the forms are looked at.
  /// - Returns: `true` iff that is new.
  func addVanishing(_ form: NormalForm) -> Bool {
    guard form.isKnown, form.constant == nil, !vanishes(form),
      let rest = form.remainder(by: vanishing)
    else { return false }
    // With its remainder, the form itself is a combination.
    vanishing.append(rest)
    return true
  }

  /// `true` iff a form is known to be 0 there: it, or its square, is a combination of those that
  /// are.
  func vanishes(_ form: NormalForm) -> Bool {
    guard form.isKnown else { return false }
    if form.terms.isEmpty { return true }
    if vanishing.isEmpty || form.constant != nil { return false }
    if form.isCombination(of: vanishing) { return true }
    guard form.terms.count <= Self.squareLimit else { return false }
    return (form * form).isCombination(of: vanishing)
  }

  /// Larger forms are not squared.
  private static let squareLimit = 12

  /// The inputs as forms.
  func inputs(_ count: Int) -> [NormalForm] { (0..<count).map { NormalForm(atom: $0, self) } }
}
