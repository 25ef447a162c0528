import ADLPrograms
import Synchronization

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

    /// What a literal was folded from, where that is not looked into.
    case folded(LiteralFormula)

    /// `true` iff the atom is a number by itself: it is made of literals alone.
    var isConstant: Bool {
      func areConstant(_ terms: [NormalForm.Monomial: Rational]) -> Bool {
        terms.keys.allSatisfy { $0.factors.allSatisfy { $0.atom < 0 } }
      }
      switch self {
      case .input, .node: return false
      case .folded: return true
      case .unary(_, let x), .reciprocal(let x): return areConstant(x)
      case .power(let x, let y): return areConstant(x) && areConstant(y)
      }
    }
  }

  private var numbers: [Atom: Int] = [:]

  /// The atoms made of literals alone, which have no table.
  private static let constants = Mutex(ConstantAtoms())

  /// The number of an atom made of literals alone.
  static func constant(_ atom: Atom) -> Int { constants.withLock { $0.number(of: atom) } }

  /// The form of what a literal was folded from, which `make` makes where it was not met lately.
  static func form(of formula: LiteralFormula, _ make: () -> NormalForm) -> NormalForm {
    if let form = constants.withLock({ $0.form(of: formula) }) { return form }
    let form = make()
    constants.withLock { $0.insert(form, for: formula) }
    return form
  }

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
    let number = atom.isConstant ? Self.constant(atom) : numbers.count
    numbers[atom] = number
    return number
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
