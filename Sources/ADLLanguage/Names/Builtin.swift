import ADLPrograms

/// A function that the language provides.
public struct Builtin: Hashable, Sendable {
  /// How a call is made of its arguments.
  enum Kind: Hashable, Sendable {
    /// The primitive at each entry; scalars meet every entry of the others.
    case elementwise(Primitive)

    /// One node with all entries of the arguments.
    case reduction(Primitive)

    /// The primitive of two numbers, or the one of many.
    case extremum(pair: Primitive, many: Primitive)

    /// The first entry, then the primitive of each result and the next entry.
    case running(Primitive)

    /// A formula of other primitives.
    case composed(Composition)

    case dot
    case sort
    case largest
    case length

    /// The primitive that takes the entry at a position; alone, the position.
    case position(Primitive)

    case interpolation

    /// 1 where a condition holds, else 0.
    case indicator

    /// One of two values by a condition; both are evaluated.
    case choice

    case concatenation
    case transposition
    case row
    case column
    case spacing

    /// A vector or matrix whose entries are the number.
    case filled(Int)

    case identity
    case iterate

    /// A function of a state and an index, for every index of a range.
    case fold

    /// The same, with the state after each step.
    case scan
  }

  /// A function that is written in other primitives.
  enum Composition: Hashable, Sendable {
    case square, fraction, modulo
    case variance, deviation
    case softmax, logSoftmax
  }

  let kind: Kind

  /// What it returns, with an example.
  public let manual: Manual

  /// How it is called.
  public let signature: Signature

  /// The word by which it is called.
  public var name: String { signature.name }

  /// How many arguments a call has.
  var arity: ClosedRange<Int> {
    switch kind {
    case .reduction, .extremum, .concatenation: 1...Int.max
    case .composed(.variance), .composed(.deviation): 1...Int.max
    case .filled, .identity: 1...2
    default: signature.requiredCount...signature.parameters.count
    }
  }

  /// The row of the primitive table that describes the function, if it is one.
  public var primitive: Primitive? {
    switch kind {
    case .elementwise(let primitive), .reduction(let primitive), .extremum(let primitive, _),
      .position(let primitive):
      primitive
    case .running(let primitive): [.cummax, .cummin].contains(primitive) ? primitive : nil
    case .interpolation: .interp
    case .choice: .choice
    case .dot: .dot
    case .sort: .sortedEntry
    case .largest: .largest
    case .composed, .length, .indicator, .concatenation, .transposition, .row, .column, .spacing,
      .filled, .identity, .iterate, .fold, .scan:
      nil
    }
  }

  /// `true` iff a comprehension may be the argument.
  var takesComprehension: Bool {
    switch kind {
    case .reduction, .extremum, .sort, .length, .running, .position: true
    case .composed(.variance), .composed(.deviation), .composed(.softmax), .composed(.logSoftmax):
      true
    default: false
    }
  }
}
