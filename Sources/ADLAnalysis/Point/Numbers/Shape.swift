import ADLPrograms

/// What is known of a number as a function of the inputs: constant, affine, or perhaps neither.
///
/// Evaluating a frozen program over shapes tells which nodes are affine for certain, by their form
/// alone: `(x + 1)^2 - x^2` counts as curved.
struct Shape: LiftedNumber {
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
  static var notANumber: Shape { Shape(.curved) }
  static func order(_ x: Shape, _ y: Shape) -> KnownSign { .notKnown }

  /// The shape of what is one or the other, or depends affinely on both.
  static func hull(_ x: Shape, _ y: Shape) -> Shape? { join(x, y) }

  private static func join(_ x: Shape, _ y: Shape) -> Shape { Shape(max(x.kind, y.kind)) }

  /// The shape of a function that is affine in constants only.
  private static func bent(_ x: Shape) -> Shape {
    Shape(x.kind == .constant ? .constant : .curved)
  }

  static func lift(_ operation: UnaryOperation, _ x: Shape) -> Shape {
    operation == .negation ? x : bent(x)
  }

  static func lift(_ operation: BinaryOperation, _ x: Shape, _ y: Shape) -> Shape {
    switch operation {
    case .addition, .subtraction: join(x, y)
    case .multiplication: min(x.kind, y.kind) == .constant ? join(x, y) : Shape(.curved)
    case .division: y.kind == .constant ? x : Shape(.curved)
    case .power: bent(join(x, y))
    }
  }

  static func lift(power n: Int, _ x: Shape) -> Shape {
    n == 0 ? Shape(.constant) : n == 1 ? x : bent(x)
  }
}
