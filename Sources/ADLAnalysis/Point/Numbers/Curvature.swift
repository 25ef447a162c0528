import ADLPrograms

/// What is known of a number as a function of the inputs: constant, affine, or perhaps neither.
///
/// Evaluating a frozen program over shapes tells which nodes are affine for certain, by their form
/// alone: `(x + 1)^2 - x^2` counts as curved.
struct Curvature: LiftedNumber {
  enum Kind: Int, Sendable, Comparable {
    case constant, affine, curved

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  let kind: Kind

  init(_ kind: Kind) { self.kind = kind }
  init(_ literal: Literal) { kind = .constant }
  init(_ value: Int) { kind = .constant }

  var sign: KnownSign { .notKnown }
  var isZero: Bool { false }
  var double: Double { .nan }
  static var notANumber: Curvature { Curvature(.curved) }
  static func order(_ x: Curvature, _ y: Curvature) -> KnownSign { .notKnown }

  /// The shape of what is one or the other, or depends affinely on both.
  static func hull(_ x: Curvature, _ y: Curvature) -> Curvature? { join(x, y) }

  private static func join(_ x: Curvature, _ y: Curvature) -> Curvature {
    Curvature(max(x.kind, y.kind))
  }

  /// The shape of a function that is affine in constants only.
  private static func bent(_ x: Curvature) -> Curvature {
    Curvature(x.kind == .constant ? .constant : .curved)
  }

  static func lift(_ operation: UnaryOperation, _ x: Curvature) -> Curvature {
    operation == .negation ? x : bent(x)
  }

  static func lift(_ operation: BinaryOperation, _ x: Curvature, _ y: Curvature) -> Curvature {
    switch operation {
    case .addition, .subtraction: join(x, y)
    case .multiplication: min(x.kind, y.kind) == .constant ? join(x, y) : Curvature(.curved)
    case .division: y.kind == .constant ? x : Curvature(.curved)
    case .power: bent(join(x, y))
    }
  }

  static func lift(power n: Int, _ x: Curvature) -> Curvature {
    n == 0 ? Curvature(.constant) : n == 1 ? x : bent(x)
  }
}
