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

    case dot
    case sort
    case largest
    case length

    /// A vector or matrix whose entries are the number.
    case filled(Int)

    case identity
    case iterate
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
    case .reduction, .extremum: 1...Int.max
    case .filled, .identity: 1...2
    default: signature.requiredCount...signature.parameters.count
    }
  }

  /// The row of the primitive table that describes the function, if it is one.
  public var primitive: Primitive? {
    switch kind {
    case .elementwise(let primitive), .reduction(let primitive), .extremum(let primitive, _):
      primitive
    case .dot: .dot
    case .sort: .sortedEntry
    case .largest: .largest
    case .length, .filled, .identity, .iterate: nil
    }
  }

  /// `true` iff a comprehension may be the argument.
  var takesComprehension: Bool {
    switch kind {
    case .reduction, .extremum, .sort, .length: true
    default: false
    }
  }
}
