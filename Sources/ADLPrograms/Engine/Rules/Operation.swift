/// A primitive with its parameter and what a convention makes of its ties: what one run of the
/// engine applies.
struct Operation: Sendable {
  let primitive: Primitive
  let rule: any PrimitiveRule.Type

  /// How the engine runs the rule.
  let engine: any EngineRule.Type
  let parameter: Parameter
  let operandCount: Int
  let convention: Convention

  /// The rule for ties; for an elementary function, that for its domain edge.
  let tieRule: TieRule?

  /// What the backward sweep passes to an operand that the chosen piece does not contain.
  let localRule: LocalRule

  /// `true` iff neither the convention nor the profile has an entry of d of its own.
  let isPlain: Bool

  /// d at each of the rule's tie points, point by point.
  let ties: [Double]

  /// The code that the interpreter of single nodes has for it. Of the conventions it knows the
  /// paper's ties only.
  let scalarCode: ScalarCode

  /// `true` iff the primitive is not defined everywhere.
  let isChecked: Bool

  /// `true` iff only a branch, or a part of a condition, that may not be reached needs the nodes.
  let isConditional: Bool

  /// What passes through each operand; one answer for many.
  let slots: [Passage]

  /// The rule's own formulas on rows, where the engine has no loops of its own for them.
  let formulas: OperationFormulas

  /// Which ranks an order statistic takes.
  let ranked: RankedOperation?

  /// For the entry of a derivative, the selection that it comes from; otherwise nothing.
  let derived: [Operation]

  init(
    _ primitive: Primitive, _ parameter: Parameter, operandCount: Int, convention: Convention,
    isConditional: Bool
  ) {
    self.primitive = primitive
    rule = primitive.rule
    engine = primitive.engine
    isChecked = !rule.domain.value.isEmpty
    self.parameter = parameter
    self.operandCount = operandCount
    self.convention = convention
    self.isConditional = isConditional
    tieRule = primitive.tieRule(parameter, under: convention)
    let isMeasured = primitive.isMeasured(parameter, under: convention)
    slots = Self.slots(
      primitive, parameter, operandCount: operandCount, isPlain: tieRule == nil && !isMeasured)
    ties = Self.ties(primitive, parameter, under: convention)
    let hasPlainTies =
      primitive.selection == nil
      ? tieRule == nil
      : !ties.isEmpty
        && (convention == .paper || ties == Self.ties(primitive, parameter, under: .paper))
    localRule = convention.localRule(for: primitive, .backward)
    isPlain = tieRule == nil && !isMeasured
    // The interpreter selects, and does not multiply with a mask.
    scalarCode =
      hasPlainTies && localRule != .product && !isMeasured ? engine.scalarCode(parameter) : .call
    ranked = RankedOperation(
      primitive, parameter, operandCount: operandCount, tieRule: tieRule)
    // The interpreter of a convention's own rules goes through formulas as well.
    let needsFormulas = !engine.hasStrips || localRule == .product || primitive == .integerPower
    formulas =
      needsFormulas
      ? OperationFormulas(
        primitive, parameter, operandCount: operandCount, tieRule: tieRule, under: convention)
      : .none
    if case .derived(let selection) = parameter, case .entry = selection.kind {
      derived = [
        Operation(
          selection.base, selection.baseParameter, operandCount: selection.operandCount,
          convention: convention.overriding(selection.base, with: selection.rule),
          isConditional: isConditional)
      ]
    } else {
      derived = []
    }
  }

  /// Returns d at each of the rule's tie points, point by point.
  private static func ties(
    _ primitive: Primitive, _ parameter: Parameter, under convention: Convention
  ) -> [Double] {
    // Every entry of a sum of magnitudes has a site of its own, so one tells what all take at 0.
    let points = primitive == .oneNorm ? [[0.0]] : primitive.selection?.tiePoints ?? []
    return points.flatMap { x in
      primitive.partials(parameter, x, value: 0, under: convention).map(\.number)
    }
  }

  /// `true` iff applications to the same operands share what is expensive.
  var sharesResults: Bool { ranked != nil || !derived.isEmpty }

  /// Returns d at `x` by the generic rule, where the value is `y`.
  func partials(_ x: [Double], value y: Double) -> [Partial<Double>] {
    let d = primitive.partials(parameter, x, value: y, under: convention)
    return localRule == .product ? d.map { $0.isZero ? .value(0) : $0 } : d
  }

  /// Returns the value at `x` by the generic rule.
  func value(_ x: [Double]) -> Double { primitive.value(parameter, x) }
}
