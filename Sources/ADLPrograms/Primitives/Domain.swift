/// Where a primitive is defined, and where it is differentiable from inside.
///
/// The two differ for `sqrt`: 0 is in the domain of the value, and is a *domain edge*, at which the
/// function is not locally Lipschitz (semantics, section 10).
public struct Domain: Hashable, Sendable {
  /// A bound on one argument.
  public struct Constraint: Hashable, Sendable {
    /// How the argument stands to the bound.
    public enum Relation: String, Hashable, Sendable {
      case greater = ">"
      case atLeast = ">="
      case atMost = "<="
      case less = "<"
      case unequal = "!="
    }

    /// The position of the argument, from 0.
    public let argument: Int

    /// How the argument stands to the bound.
    public let relation: Relation

    /// The bound.
    public let bound: Int

    /// `true` iff `x` satisfies the constraint; `nil` where its arithmetic cannot tell.
    public func holds<S: RealNumber>(_ x: [S]) -> Bool? {
      let order = bound == 0 ? x[argument].sign : S.order(x[argument], S(bound))
      guard case .known(let sign) = order else { return nil }
      switch relation {
      case .greater: return sign == .positive
      case .atLeast: return sign != .negative
      case .atMost: return sign != .positive
      case .less: return sign == .negative
      case .unequal: return sign != .zero
      }
    }
  }

  /// What the arguments must satisfy for the value to exist.
  public let value: [Constraint]

  /// What they must satisfy besides for the derivative to exist and be finite.
  public let derivative: [Constraint]

  /// Everywhere.
  public static let everywhere = Domain(value: [], derivative: [])

  /// Creates the domain bounded by `value`, with the edges excluded by `derivative`.
  public init(value: [Constraint], derivative: [Constraint] = []) {
    self.value = value
    self.derivative = derivative
  }

  /// The first constraint on the value that `x` violates for certain, if any.
  public func violation<S: RealNumber>(_ x: [S]) -> Constraint? {
    value.first { $0.holds(x) == false }
  }

  /// The differences from the bounds, in order; of the constraints after a violated one nothing is
  /// asked.
  func guards<S: RealNumber>(_ x: [S]) -> [S] {
    [value, derivative].flatMap { constraints in
      let violated = constraints.firstIndex { $0.holds(x) == false } ?? constraints.count - 1
      return constraints.prefix(violated + 1).map {
        $0.bound == 0 ? x[$0.argument] : x[$0.argument] - S($0.bound)
      }
    }
  }

  /// The first constraint on the derivative that `x` violates for certain, if any.
  public func edge<S: RealNumber>(_ x: [S]) -> Constraint? {
    derivative.first { $0.holds(x) == false }
  }
}

extension Domain.Constraint {
  /// `argument > bound`.
  public static func above(_ bound: Int, argument: Int = 0) -> Self {
    Self(argument: argument, relation: .greater, bound: bound)
  }

  /// `argument >= bound`.
  public static func atLeast(_ bound: Int, argument: Int = 0) -> Self {
    Self(argument: argument, relation: .atLeast, bound: bound)
  }

  /// `argument <= bound`.
  public static func atMost(_ bound: Int, argument: Int = 0) -> Self {
    Self(argument: argument, relation: .atMost, bound: bound)
  }

  /// `argument < bound`.
  public static func below(_ bound: Int, argument: Int = 0) -> Self {
    Self(argument: argument, relation: .less, bound: bound)
  }

  /// `argument != bound`.
  public static func not(_ bound: Int, argument: Int = 0) -> Self {
    Self(argument: argument, relation: .unequal, bound: bound)
  }
}
