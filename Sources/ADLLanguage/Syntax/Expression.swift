/// One construct of the grammar; its parts are other expressions of the same tree.
public enum Expression: Hashable, Sendable {
  /// A decimal number; its text is that of its span.
  case number

  case name(NameID)

  /// `-e`, `+e` or `not e`.
  case prefix(PrefixOperator, ExpressionID)

  /// Two operands of an arithmetic or logical operator.
  case infix(InfixOperator, ExpressionID, ExpressionID)

  /// A chain `a < b <= c`.
  case comparison(ListID<ComparisonLink>, first: ExpressionID)

  /// `f'`, or with several primes a derivative of higher order.
  case derivative(ExpressionID, order: Int32)

  /// `f(a, b)`.
  case call(ExpressionID, ListID<ExpressionID>)

  /// `x[i]`, `W[i, j]`; an entry may be a range.
  case index(ExpressionID, ListID<ExpressionID>)

  /// `data.name` or `data["d/x"]`: a column of a table.
  case column(ExpressionID, NameID)

  /// `a..b`, which is an index only.
  case range(ExpressionID, ExpressionID)

  /// `[a, b, c]`.
  case vector(ListID<ExpressionID>)

  /// `[a, b; c, d]`: its rows, which are vectors.
  case matrix(ListID<ExpressionID>)

  /// `e for i in a..b if c`; the argument of a call, or what a vector is made of.
  case comprehension(ListID<Comprehension>)

  /// `if c then a else b`.
  case conditional(ExpressionID, then: ExpressionID, else: ExpressionID)

  /// `let a = e, b = e in e`.
  case letting(ListID<Binding>, ExpressionID)

  /// `x -> e`.
  case lambda(ListID<ParameterDeclaration>, ExpressionID)

  /// `(a, b)`, which is a point only.
  case tuple(ListID<ExpressionID>)
}
