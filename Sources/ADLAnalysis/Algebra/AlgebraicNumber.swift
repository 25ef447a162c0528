import ADLPrograms

/// A real root of a polynomial with rational coefficients, exactly.
public struct AlgebraicNumber: Sendable {
  enum Storage: Sendable {
    case rational(Rational)
    case irrational(IsolatedRoot)
  }

  let storage: Storage

  /// Creates the number equal to `value`.
  init(_ value: Rational) {
    storage = .rational(value)
  }

  init(_ root: IsolatedRoot) {
    storage = .irrational(root)
  }

  /// The number, where it is rational.
  public var rational: Rational? {
    if case .rational(let value) = storage { value } else { nil }
  }

  /// The root and its interval, where the number is irrational.
  var isolatedRoot: IsolatedRoot? {
    if case .irrational(let root) = storage { root } else { nil }
  }

  /// A normalized square-free polynomial of which the number is a root.
  public var polynomial: Polynomial {
    switch storage {
    case .rational(let value): Polynomial([-value, .one]).normalized
    case .irrational(let root): root.polynomial
    }
  }

  /// Two rationals that enclose the number; both are the number itself where it is rational.
  var bounds: (lower: Rational, upper: Rational) {
    switch storage {
    case .rational(let value): (value, value)
    case .irrational(let root): (root.lower, root.upper)
    }
  }

  /// The nearest double, or one of the two nearest.
  public var double: Double {
    switch storage {
    case .rational(let value): value.double
    case .irrational(let root): root.double
    }
  }

  /// Returns the sign of `polynomial` at this number.
  public func sign(of polynomial: Polynomial) -> Sign {
    switch storage {
    case .rational(let value): polynomial.sign(at: value)
    case .irrational(let root): root.sign(of: polynomial)
    }
  }

  /// Returns how many times this number is a root of `polynomial`, which is not 0.
  public func multiplicity(in polynomial: Polynomial) -> Int {
    var count = 0
    var rest = polynomial
    while !rest.isZero, sign(of: rest) == .zero {
      count += 1
      rest = rest.derivative
    }
    return count
  }
}

extension AlgebraicNumber: Comparable {
  public static func == (a: AlgebraicNumber, b: AlgebraicNumber) -> Bool {
    order(a, b) == .zero
  }

  public static func < (a: AlgebraicNumber, b: AlgebraicNumber) -> Bool {
    order(a, b) == .negative
  }

  /// Returns the sign of a - b.
  static func order(_ a: AlgebraicNumber, _ b: AlgebraicNumber) -> Sign {
    switch (a.storage, b.storage) {
    case (.rational(let x), .rational(let y)): x < y ? .negative : x == y ? .zero : .positive
    case (.irrational(let root), .rational(let y)): root.order(relativeTo: y)
    case (.rational(let x), .irrational(let root)): root.order(relativeTo: x).opposite
    case (.irrational(let x), .irrational(let y)): IsolatedRoot.order(x, y)
    }
  }
}
