import OrderedCollections

extension NormalForm {
  /// The monomials of a form, each with its coefficient, in the order in which they came up: what
  /// is charged while they are gone through is then the same in every run.
  ///
  /// Which order that is does not count when tables are compared.
  package struct Terms: Sequence, Sendable, ExpressibleByDictionaryLiteral {
    package typealias Element = (key: Monomial, value: Rational)

    private var table: OrderedDictionary<Monomial, Rational>

    private init(_ table: OrderedDictionary<Monomial, Rational>) { self.table = table }

    /// Creates the table of monomials that differ.
    package init(dictionaryLiteral elements: (Monomial, Rational)...) {
      table = OrderedDictionary(uniqueKeysWithValues: elements)
    }

    package var count: Int { table.count }
    package var isEmpty: Bool { table.isEmpty }
    package var keys: OrderedSet<Monomial> { table.keys }
    package var values: OrderedDictionary<Monomial, Rational>.Values { table.values }
    package var first: Element? { table.elements.first }

    package func makeIterator() -> OrderedDictionary<Monomial, Rational>.Iterator {
      table.makeIterator()
    }

    /// The coefficient of a monomial; `nil` where it is 0.
    package subscript(monomial: Monomial) -> Rational? {
      get { table[monomial] }
      set { table[monomial] = newValue }
    }

    /// Adds to the coefficients of monomials, and drops those that come to 0.
    mutating func add(_ terms: some Sequence<Element>) {
      var hasZeros = false
      for (monomial, coefficient) in terms {
        let total = (table[monomial] ?? .zero) + coefficient
        table[monomial] = total
        if total == .zero { hasZeros = true }
      }
      if hasZeros { table.removeAll { $0.value == .zero } }
    }

    package func mapValues(_ transform: (Rational) -> Rational) -> Terms {
      Terms(table.mapValues(transform))
    }

    package func filter(_ isIncluded: (Element) -> Bool) -> Terms {
      Terms(table.filter { isIncluded(($0.key, $0.value)) })
    }
  }
}

extension NormalForm.Terms: Hashable {
  package static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && a.allSatisfy { b.table[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    var sum = 0
    for (monomial, coefficient) in self {
      var own = hasher
      own.combine(monomial)
      own.combine(coefficient)
      sum ^= own.finalize()
    }
    hasher.combine(sum)
  }
}
