/// The derivative of a selection as an elementary function of a derivative program A(P).
///
/// It has the guards and the index of the selection it comes from, tie rule included, so that
/// evaluating A(P) gives what AD of P gives.
public struct DerivedSelection: Hashable, Sendable {
  /// What the node returns.
  public enum Kind: Hashable, Sendable {
    /// The entry of d_k for one operand, where every piece has constant entries.
    case entry(operand: Int)

    /// 1 where d_k has an entry for the operand, and 0 where the chosen piece does not contain it.
    case reach(operand: Int)

    /// The operand that follows the selection's own at the position of the chosen piece.
    case pick
  }

  /// The selection that this derives from.
  public let base: Primitive

  /// The number of operands of `base`, which come first.
  public let operandCount: Int

  /// What is taken where pieces meet.
  public let rule: TieRule

  /// What the node returns.
  public let kind: Kind
  private let parameters: [Parameter]

  /// The parameter of the selection that this derives from.
  public var baseParameter: Parameter { parameters[0] }

  /// Creates the derivative of `base`, which takes `operandCount` operands and breaks ties by
  /// `rule`.
  public init(
    of base: Primitive, _ parameter: Parameter, operandCount: Int, rule: TieRule, kind: Kind
  ) {
    self.base = base
    self.operandCount = operandCount
    self.rule = rule
    self.kind = kind
    parameters = [parameter]
  }
}

/// The primitive whose applications are derivatives of selections, in derivative programs.
enum DerivedEntry: ElementarySelection {
  static let canJump = true
  static let name = "derivative"
  static let spelling = Spelling.derived
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("f'"), "The derivative of a selection, by the same index.", example: "abs'(-2)",
    result: "-1")

  /// The rule of the selection it comes from, which the node carries.
  static let tieRules = TieRules.all(.first)

  static let isPiecewiseLinear = false

  /// What an unchosen piece holds does not matter.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  /// The index of what it derives from; its own operands come first.
  static func index(_ count: Int, _ parameter: Parameter) -> SelectionIndex {
    let derived = derived(parameter)
    return derived.base.selection?.index(derived.operandCount, derived.baseParameter)
      ?? .conditions([], sides: nil)
  }

  static func value<S: RealNumber>(of piece: Piece, _ x: [S], _ parameter: Parameter) -> S {
    let derived = derived(parameter)
    switch derived.kind {
    case .entry(let operand):
      let own = Array(x.prefix(derived.operandCount))
      return derived.base.selection!.partials(of: piece, own, derived.baseParameter)[operand].number
    case .reach(let operand):
      let own = Array(x.prefix(derived.operandCount))
      return derived.base.selection!.partials(of: piece, own, derived.baseParameter)[operand].isZero
        ? S(0) : S(1)
    case .pick:
      return x[derived.operandCount + piece[0]]
    }
  }

  /// The value under the node's own tie rule: the pieces of a derivative do not agree at a tie.
  static func value<S: RealNumber>(at active: ActiveSet, _ x: [S], _ parameter: Parameter)
    -> S
  {
    let derived = derived(parameter)
    guard active.ties else { return value(of: active.piece, x, parameter) }
    let own = Array(x.prefix(derived.operandCount))
    switch derived.kind {
    case .entry(let operand):
      return derived.base.selection!.partials(
        at: active, own, derived.baseParameter, rule: derived.rule)[operand].number
    case .reach(let operand):
      return derived.base.selection!.partials(
        at: active, own, derived.baseParameter, rule: derived.rule)[operand].isZero ? S(0) : S(1)
    case .pick:
      let weights = derived.base.selection!.weights(
        site: 0, active.sites[0], own, derived.baseParameter, rule: derived.rule)
      var value: S?
      for (piece, weight) in weights {
        let contribution =
          weight.map { $0 * x[derived.operandCount + piece] }
          ?? x[derived.operandCount + piece]
        value = value.map { $0 + contribution } ?? contribution
      }
      return value ?? S(0)
    }
  }

  static func terms<S: RealNumber>(
    site: Int, alternative: Int, _ x: [S], _ parameter: Parameter
  ) -> [Term<S>] {
    let derived = derived(parameter)
    guard derived.kind == .pick else { return [] }
    return [Term(derived.operandCount + alternative, .one)]
  }

  static func derived(_ parameter: Parameter) -> DerivedSelection {
    guard case .derived(let derived) = parameter else {
      preconditionFailure("a derived entry carries what it derives from")
    }
    return derived
  }
}
