/// What the atoms of normal forms stand for, each once, and what signs forms have where they are
/// looked at.
///
/// The forms of one evaluation share it. An analysis runs on one thread, and its numbers do not
/// outlive it.
package final class AtomTable: @unchecked Sendable {
  package enum Atom: Hashable {
    case input(Int)
    case unary(UnaryOperation, NormalForm.Terms)
    case base(PowerBase.Kind)

    /// The value of a node that is not looked into.
    case node(Int)

    /// A number by its construction, where that is not looked into.
    case construction(Construction)

    /// `true` iff the atom is a number by itself: it is made of rationals alone.
    var isConstant: Bool {
      switch self {
      case .input, .node: false
      case .construction: true
      case .unary(_, let x), .base(.form(let x)), .base(.cosine(let x)):
        x.keys.allSatisfy(\.isConstant)
      case .base(.exponential(let x)): x.isConstant
      }
    }
  }

  private var numbers: [Atom: Int] = [:]
  private var atoms: [Int: Atom] = [:]
  private var bases: [Int: PowerBase] = [:]

  /// The atoms made of rationals alone, which have no table, outside of all work.
  private static let common = ConstantStore()

  /// Those of the work of this thread.
  private static var constants: ConstantStore { Work.kept { ConstantStore() } ?? common }

  /// The number of an atom made of rationals alone.
  package static func constant(_ atom: Atom) -> Int {
    constants.atoms.withLock { $0.number(of: atom) }
  }

  /// The form of a number, which `make` makes where it was not met lately.
  package static func form(of construction: Construction, _ make: () -> NormalForm) -> NormalForm {
    if let (form, cost) = constants.atoms.withLock({ $0.form(of: construction) }) {
      // What an analysis may do does not depend on what others did before.
      Work.count(cost, forming: construction)
      return form
    }
    let charged = Work.charged
    let form = make()
    // What was cut short is not kept.
    if !Work.hasEnded {
      Work.note(formed: construction)
      let cost = Work.charged - charged
      constants.atoms.withLock { $0.insert(form, cost: cost, for: construction) }
    }
    return form
  }

  /// Decides the sign of a form; by default none is known.
  package var signs: ((NormalForm) -> KnownSign)?

  /// Forms that are known to be 0 where the table's forms are looked at.
  package private(set) var vanishing: [NormalForm] = []

  /// Creates a table whose first atoms are the inputs.
  package init(inputs: Int) {
    for i in 0..<inputs { numbers[.input(i)] = i }
  }

  package func atom(_ atom: Atom) -> Int {
    if let number = numbers[atom] { return number }
    let number = atom.isConstant ? Self.constant(atom) : numbers.count
    numbers[atom] = number
    atoms[number] = atom
    return number
  }

  /// What the atom with the given number is; `nil` for one made of rationals that was not met
  /// lately.
  static func atom(_ number: Int, _ table: AtomTable?) -> Atom? {
    guard number < 0 else { return table?.atoms[number] }
    return constants.atoms.withLock { $0.atom(number) }
      ?? common.atoms.withLock { $0.atom(number) }
  }

  /// The base of powers; `nil` where it needs a table and there is none.
  static func base(_ kind: PowerBase.Kind, _ table: AtomTable?) -> PowerBase? {
    let atom = Atom.base(kind)
    if atom.isConstant {
      return PowerBase(kind, number: constant(atom))
    }
    guard let table else { return nil }
    let number = table.atom(atom)
    if let base = table.bases[number] { return base }
    let base = PowerBase(kind, number: number)
    table.bases[number] = base
    return base
  }

  package func sign(of form: NormalForm) -> KnownSign { signs?(form) ?? .notKnown }

  /// Takes note that a form is 0 where the forms are looked at.
  /// - Returns: `true` iff that is new.
  package func addVanishing(_ form: NormalForm) -> Bool {
    guard form.isKnown, form.constant == nil, !vanishes(form),
      let rest = form.remainder(by: vanishing)
    else { return false }
    // With its remainder, the form itself is a combination.
    vanishing.append(rest)
    return true
  }

  /// `true` iff a form is known to be 0 there: it, or its square, is a combination of those that
  /// are.
  package func vanishes(_ form: NormalForm) -> Bool {
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
  package func inputs(_ count: Int) -> [NormalForm] {
    (0..<count).map { NormalForm(atom: $0, self) }
  }
}

extension NormalForm.Monomial {
  /// `true` iff the monomial is a number: all its atoms are made of rationals alone.
  fileprivate var isConstant: Bool {
    factors.allSatisfy { $0.atom < 0 } && powers.allSatisfy { $0.base.number < 0 }
  }
}
