/// The identity of an instruction in its function.
struct CodeID: Hashable, Sendable {
  let index: Int32

  init(_ index: Int) { self.index = Int32(index) }
}

/// The place of a value in the frame of a call.
struct Slot: Hashable, Sendable {
  let index: Int32

  init(_ index: Int) { self.index = Int32(index) }
}

/// An expression whose names have been resolved. Chains of one level are flat, so that the depth of
/// the code is bounded by the nesting that the parser allows.
enum Code: Sendable {
  /// An entry of the function's constants.
  case constant(Int32)

  case local(Slot)
  case negation(CodeID)

  /// Operators of one level, from left to right.
  case chain(CodeID, ListID<ChainLink>)

  /// The place of an operator inside a chain; never run.
  case link

  case power(CodeID, CodeID)
  case call(CodeID, ListID<CodeID>)
  case derivative(CodeID, order: Int32)

  /// The part of a derivative, which the call returns, that belongs to one parameter of the function
  /// under way, in its shape.
  case part(CodeID, parameter: Int32)

  /// An entry, or a part; ranges are `range`.
  case index(CodeID, ListID<CodeID>)

  case range(CodeID, CodeID)
  case vector(ListID<CodeID>)
  case matrix(ListID<CodeID>)
  case comprehension(ListID<Loop>)
  case conditional(CodeID, then: CodeID, else: CodeID)
  case letting(ListID<Assignment>, CodeID)

  /// One of the function's own functions.
  case lambda(Int32)

  // Conditions.
  case comparison(CodeID, ListID<Comparison>)
  case conjunction(ListID<CodeID>)
  case disjunction(ListID<CodeID>)
  case not(CodeID)

  /// An operator, the operand at its right, and the instruction that stands for what it gives.
  struct ChainLink: Sendable {
    let operation: InfixOperator
    let right: CodeID
    let place: CodeID
  }

  /// A comparison and the operand at its right.
  struct Comparison: Sendable {
    let operation: ComparisonOperator
    let right: CodeID
  }

  /// `element for slot in lower..upper if condition`.
  struct Loop: Sendable {
    let element: CodeID
    let slot: Slot
    let lower: CodeID
    let upper: CodeID
    let condition: CodeID?
  }

  /// `slot = value` of a `let`.
  struct Assignment: Sendable {
    let slot: Slot
    let value: CodeID
  }
}
