/// What an application carries besides its operands.
public enum Parameter: Hashable, Sendable {
  case none

  /// An exponent, or the rank of an order statistic (from 1).
  case integer(Int)

  /// The condition of an `if`.
  case condition(Condition)

  /// A selection that the user declared.
  case selection(SelectionDefinition)

  /// The derivative of a selection, in a derivative program.
  case derived(DerivedSelection)

  /// A function with a derivative of its author's own.
  case stated(StatedRule)

  /// The integer; 0 for the other cases.
  public var integer: Int { if case .integer(let n) = self { n } else { 0 } }
}
