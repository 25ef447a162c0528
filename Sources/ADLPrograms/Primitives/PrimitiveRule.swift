/// What every primitive states of itself, once. Everything else is derived.
///
/// A rule is either an `ElementaryFunction` or an `ElementarySelection`.
public protocol PrimitiveRule: Sendable {
  /// The word for it in programs and listings.
  static var name: String { get }
  /// How an application is written in the language; by default a call by name.
  static var spelling: Spelling { get }
  static var arity: Arity { get }
  static var domain: Domain { get }
  static var functionClass: FunctionClass { get }
  static var manual: Manual { get }

  /// `true` iff the value exists at `x` but the derivative does not, or is infinite; by default iff
  /// a constraint of `domain.derivative` is violated for certain.
  static func hasEdge<S: RealNumber>(_ x: [S]) -> Bool

  /// The constraint on the value that `x` violates for certain, if any; by default the first of
  /// `domain.value`.
  static func violation<S: RealNumber>(_ x: [S]) -> Domain.Constraint?

  /// The numbers on whose signs it depends at `x` whether the value and the derivative exist; by
  /// default the differences from the bounds of `domain`.
  static func domainGuards<S: RealNumber>(_ x: [S]) -> [S]

  /// `true` iff the value may be a number where a needed operand is not-a-number.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool

  /// `true` iff `hasEdge` may hold.
  static var mayHaveEdge: Bool { get }

  /// What each profile passes on where something is 0 or not finite; by default nothing of its own.
  static var localRules: MeasuredLocalRules { get }

  /// `true` iff d is what its author states, whatever the value's derivative is; by default it is
  /// that.
  static var statesDerivative: Bool { get }
}

extension PrimitiveRule {
  public static var spelling: Spelling { .call(name) }

  public static func violation<S: RealNumber>(_ x: [S]) -> Domain.Constraint? {
    domain.violation(x)
  }

  public static func hasEdge<S: RealNumber>(_ x: [S]) -> Bool { domain.edge(x) != nil }
  public static func domainGuards<S: RealNumber>(_ x: [S]) -> [S] { domain.guards(x) }
  public static func hidesNotANumber(_ parameter: Parameter) -> Bool { false }
  public static var mayHaveEdge: Bool { !domain.derivative.isEmpty }
  public static var localRules: MeasuredLocalRules { .none }
  public static var statesDerivative: Bool { false }
}

/// A primitive that is one elementary function (class E, Definition 1).
public protocol ElementaryFunction: PrimitiveRule {
  /// Returns the value at `x`.
  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S

  /// Returns d = ∇g(x), one entry per operand; `y` is the value at `x`.
  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S) -> [Partial<S>]

  /// What each profile returns for the derivative on a domain edge, where that is not a limit of
  /// the formula; by default nothing is, and the formula's infinity or NaN stands.
  static var edgeRules: TieRules? { get }

  /// `true` iff the slopes stay bounded next to a domain edge; by default they do not.
  static var isLipschitz: Bool { get }

  /// Returns d as `profile` computes it, by a formula of its own that differs from `partials` where
  /// something is 0, overflows or is not finite; `nil`, which is the default, where it has none.
  static func measuredPartials<S: RealNumber>(
    _ x: [S], _ parameter: Parameter, value y: S, in profile: Profile, _ mode: Mode
  ) -> [Partial<S>]?
}

extension ElementaryFunction {
  public static var edgeRules: TieRules? { nil }
  public static var isLipschitz: Bool { false }

  public static func measuredPartials<S: RealNumber>(
    _ x: [S], _ parameter: Parameter, value y: S, in profile: Profile, _ mode: Mode
  ) -> [Partial<S>]? { nil }
}

/// A primitive that is an elementary selection (s, f_1, …, f_m) (Definition 3).
///
/// A selection chooses at one or more *sites*, whose contributions to its value add up.
public protocol ElementarySelection: PrimitiveRule {
  /// What the index takes on a tie, in each profile.
  static var tieRules: TieRules { get }

  /// `true` iff the pieces need not agree where they meet; by default they do.
  static var canJump: Bool { get }

  /// `true` iff every piece has constant partial derivatives.
  static var isPiecewiseLinear: Bool { get }

  /// `true` iff every piece is a constant; by default it need not be.
  static var isPiecewiseConstant: Bool { get }

  /// The index, for `count` operands: the guards, and which pieces their signs choose.
  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex

  /// `true` iff the index compares what the alternatives contribute to the value, so that those
  /// that meet have one value whatever the operands are; by default it need not.
  static var routesValues: Bool { get }

  /// `true` iff the last operands are the pieces, of which only the chosen one is evaluated, and
  /// the others are what the index compares; by default all operands are evaluated.
  static var runsOnlyChosenOperand: Bool { get }

  /// Returns f_i(x) for the piece i.
  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S

  /// Returns what `alternative` at `site` adds to ∇f_i(x): the entries that are not structurally 0.
  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>]

  /// Returns the value at `x`, where the pieces in `active` meet.
  ///
  /// By default that of the standing piece, since the pieces agree where they meet.
  static func value<S: RealNumber>(at active: ActiveSet, _ x: [S], _ parameter: Parameter) -> S
}

extension ElementarySelection {
  public static var canJump: Bool { false }
  public static var isPiecewiseConstant: Bool { false }
  public static var routesValues: Bool { false }
  public static var runsOnlyChosenOperand: Bool { false }

  /// The number of alternatives at each site, for `count` operands; 0 where there is no end of them.
  public static func pieceCounts(_ count: Int, _ parameter: Parameter) -> [Int] {
    index(count, parameter).pieceCounts
  }

  /// The pieces that meet at `x`, decided by the signs of the guards.
  public static func active<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> ActiveSet {
    index(x.count, parameter).pieces(at: x)
  }

  /// Points at which pieces meet, one for each set of pieces that may: d there depends on the
  /// convention alone.
  static var tiePoints: [[Double]] {
    guard case .exactly(let count) = arity else { return [] }
    return index(count, .none).tiePoints(arity)
  }

  public static func value<S: RealNumber>(at active: ActiveSet, _ x: [S], _ parameter: Parameter)
    -> S
  {
    value(of: active.piece, x, parameter)
  }

  /// Returns ∇f_i(x) for the piece i, one entry per operand.
  public static func partials<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter)
    -> [Partial<S>]
  {
    var d = [Partial<S>](repeating: .zero, count: x.count)
    for (site, alternative) in piece.enumerated() {
      for term in terms(site: site, alternative: alternative, x, parameter) {
        d[term.operand] = d[term.operand].adding(term.partial)
      }
    }
    return d
  }
}

/// An elementary function of one argument.
public protocol UnaryFunction: ElementaryFunction {
  static func value<S: RealNumber>(_ x: S) -> S

  /// Returns the derivative at `x`, where the value is `y`.
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S>
}

extension UnaryFunction {
  public static var arity: Arity { .exactly(1) }

  public static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S { value(x[0]) }

  public static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    [derivative(x[0], y)]
  }
}

/// An elementary function of two arguments.
public protocol BinaryFunction: ElementaryFunction {
  static func value<S: RealNumber>(_ a: S, _ b: S) -> S

  /// Returns the two partial derivatives at `(a, b)`, where the value is `y`.
  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>)
}

extension BinaryFunction {
  public static var arity: Arity { .exactly(2) }

  public static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    value(x[0], x[1])
  }

  public static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    let (da, db) = derivatives(x[0], x[1], y)
    return [da, db]
  }
}
