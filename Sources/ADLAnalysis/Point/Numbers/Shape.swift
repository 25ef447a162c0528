import ADLPrograms

/// What is known of a number as a function of the inputs: constant, affine, or perhaps neither.
///
/// Evaluating a frozen program over shapes tells which nodes are affine for certain, by their form
/// alone: `(x + 1)^2 - x^2` counts as curved.
struct Shape: Sendable {
  enum Kind: Int, Sendable, Comparable {
    case constant, affine, curved

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  let kind: Kind

  init(_ kind: Kind) { self.kind = kind }

  /// The shape of what depends affinely on both.
  private static func join(_ x: Shape, _ y: Shape) -> Shape { Shape(max(x.kind, y.kind)) }

  /// The shape of a function that is affine in constants only.
  private static func bent(_ x: Shape) -> Shape {
    Shape(x.kind == .constant ? .constant : .curved)
  }
}

extension Shape: RealNumber {
  init(_ literal: Literal) { kind = .constant }
  init(_ value: Int) { kind = .constant }
  var sign: Sign? { nil }
  var isZero: Bool { false }
  var double: Double { .nan }
  static var notANumber: Shape { Shape(.curved) }
  static func order(_ x: Shape, _ y: Shape) -> Sign? { nil }
  static func hull(_ x: Shape, _ y: Shape) -> Shape? { join(x, y) }

  static prefix func - (x: Shape) -> Shape { x }
  static func + (x: Shape, y: Shape) -> Shape { join(x, y) }
  static func - (x: Shape, y: Shape) -> Shape { join(x, y) }

  static func * (x: Shape, y: Shape) -> Shape {
    min(x.kind, y.kind) == .constant ? join(x, y) : Shape(.curved)
  }

  static func / (x: Shape, y: Shape) -> Shape { y.kind == .constant ? x : Shape(.curved) }

  static func power(_ x: Shape, _ n: Int) -> Shape {
    n == 0 ? Shape(.constant) : n == 1 ? x : bent(x)
  }

  static func power(_ x: Shape, _ y: Shape) -> Shape { bent(join(x, y)) }
  static func exp(_ x: Shape) -> Shape { bent(x) }
  static func log(_ x: Shape) -> Shape { bent(x) }
  static func sqrt(_ x: Shape) -> Shape { bent(x) }
  static func sin(_ x: Shape) -> Shape { bent(x) }
  static func cos(_ x: Shape) -> Shape { bent(x) }
  static func tan(_ x: Shape) -> Shape { bent(x) }
  static func asin(_ x: Shape) -> Shape { bent(x) }
  static func acos(_ x: Shape) -> Shape { bent(x) }
  static func atan(_ x: Shape) -> Shape { bent(x) }
  static func sinh(_ x: Shape) -> Shape { bent(x) }
  static func cosh(_ x: Shape) -> Shape { bent(x) }
  static func tanh(_ x: Shape) -> Shape { bent(x) }
  static func log(onePlus x: Shape) -> Shape { bent(x) }
  static func expMinusOne(_ x: Shape) -> Shape { bent(x) }
  static func erf(_ x: Shape) -> Shape { bent(x) }
}
