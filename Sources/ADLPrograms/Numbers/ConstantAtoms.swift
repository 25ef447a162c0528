import Synchronization

/// What is known of atoms that are made of rationals alone: their numbers, negative and the same in
/// all tables of one work, and the forms of numbers by their constructions.
///
/// No number is given twice in a process, and they grow: how two atoms of one work are ordered does
/// not depend on what was asked before. That of an atom which was not met for long is forgotten, so
/// that long work takes bounded room. Forms made before and after then miss that they have a
/// constant in common; they never seem to have one that they have not.
struct ConstantAtoms {
  private var numbers = Recent<AtomTable.Atom, Int>()
  private var atoms = Recent<Int, AtomTable.Atom>()
  private var forms = Recent<Construction, (form: NormalForm, cost: Int)>()

  /// The last number given.
  private static let last = Atomic(Int.min)

  mutating func number(of atom: AtomTable.Atom) -> Int {
    if let number = numbers[atom] { return number }
    let number = Self.last.add(1, ordering: .relaxed).newValue
    numbers.insert(number, for: atom)
    atoms.insert(atom, for: number)
    return number
  }

  mutating func atom(_ number: Int) -> AtomTable.Atom? { atoms[number] }

  /// The form of a number, and what it was charged.
  mutating func form(of construction: Construction) -> (form: NormalForm, cost: Int)? {
    forms[construction]
  }

  mutating func insert(_ form: NormalForm, cost: Int, for construction: Construction) {
    forms.insert((form, cost), for: construction)
  }
}

/// The atoms of one work, or of all that is computed without any.
final class ConstantStore: Sendable {
  let atoms = Mutex(ConstantAtoms())
}

/// The values met lately: `limit` of them at least, and twice as many at most.
private struct Recent<Key: Hashable, Value> {
  private var recent: [Key: Value] = [:]
  private var earlier: [Key: Value] = [:]
  private let limit = 1 << 12

  subscript(key: Key) -> Value? {
    mutating get {
      if let value = recent[key] { return value }
      guard let value = earlier[key] else { return nil }
      insert(value, for: key)
      return value
    }
  }

  mutating func insert(_ value: Value, for key: Key) {
    if recent.count >= limit { (earlier, recent) = (recent, [:]) }
    recent[key] = value
  }
}
