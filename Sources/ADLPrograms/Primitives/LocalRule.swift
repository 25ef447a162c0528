/// What a node passes to an operand where a number is 0 or not finite (semantics, section 3).
///
/// Where every local derivative is finite all rules pass v d; they differ in what becomes of an
/// operand that the chosen piece does not contain, and of an infinity that meets a zero.
public enum LocalRule: String, Hashable, Sendable, CaseIterable {
  /// Nothing: an operand that the chosen piece does not contain is not visited.
  case absent

  /// An exact 0, and what stands behind it is visited. Of a function, forward: an operand that is a
  /// literal has the tangent 0.
  case zero

  /// The product with a mask of zeros and ones, so that 0 times infinity is not a number.
  case product

  /// 0 where what is passed on is 0, whatever the local derivative is.
  case zeroOfZero = "zero of zero"

  /// Forward, of two operands: their tangents are put together first, y' + m (x' - y') for an
  /// extremum, (x' - y' z) / y for a quotient z.
  case blend

  /// Returns what passes of `v` through an entry of d; `nil` for nothing.
  package func contribution<S: RealNumber>(of v: S, through partial: Partial<S>) -> S? {
    switch self {
    case .absent: return partial.scaling(v)
    case .zero: return partial.scaling(v) ?? S(0)
    case .product, .blend: return partial.scaling(v) ?? v * S(0)
    case .zeroOfZero:
      return partial.isZero ? nil : S.choose(whereZero: v, S(0), otherwise: partial.scaling(v)!)
    }
  }
}

/// The two columns of Algorithm 2.
public enum Mode: String, Hashable, Sendable, CaseIterable {
  case forward
  case backward
}

/// The local rules of a primitive, by mode.
public struct LocalRules: Hashable, Sendable {
  public var forward: LocalRule
  public var backward: LocalRule

  /// Creates the rules.
  public init(forward: LocalRule, backward: LocalRule) {
    self.forward = forward
    self.backward = backward
  }

  /// The same rule in both modes.
  public static func both(_ rule: LocalRule) -> LocalRules {
    LocalRules(forward: rule, backward: rule)
  }

  /// Nothing passes where the chosen piece passes nothing: the paper's, throughout.
  public static let absent = both(.absent)

  /// The rule in `mode`.
  public subscript(mode: Mode) -> LocalRule { mode == .forward ? forward : backward }
}

/// The local rules of one primitive in each profile; the paper's are `absent`, and PyTorch 1.13
/// does as 2.15.
public struct MeasuredLocalRules: Hashable, Sendable {
  private let tensorflow: LocalRules
  private let pytorch: LocalRules
  private let jax: LocalRules

  /// Creates the rules.
  public init(
    tensorflow: LocalRules = .absent, pytorch: LocalRules = .absent, jax: LocalRules = .absent
  ) {
    self.tensorflow = tensorflow
    self.pytorch = pytorch
    self.jax = jax
  }

  /// Nothing of its own in any profile.
  public static let none = MeasuredLocalRules()

  /// The rules in `profile`.
  public subscript(profile: Profile) -> LocalRules {
    switch profile {
    case .paper: .absent
    case .tensorflow: tensorflow
    case .pytorch, .pytorch113: pytorch
    case .jax: jax
    }
  }
}
