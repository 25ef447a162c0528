/// What a literal was folded from: what tells it from other numbers with the same double.
///
/// Two literals with one formula name one number; two with different ones may or may not.
public final class LiteralFormula: Sendable {
  /// One operation on literals, each of them known to be one number.
  public enum Origin: Hashable, Sendable {
    case unary(UnaryOperation, Literal)
    case binary(BinaryOperation, Literal, Literal)
    case power(Literal, Int)
  }

  /// The operation that made the number.
  public let origin: Origin

  /// How many operations it has, with a power as the product that it is.
  private let size: Int

  /// The hash, which those of the operands have entered once.
  private let digest: Int

  /// Longer formulas are not kept: nothing is known then of which number the literal names.
  private static let sizeLimit = 128

  /// Creates the formula of what an operation makes of literals; `nil` where it would be too long,
  /// or it is not known which number an operand is.
  public init?(_ origin: Origin) {
    let (operands, times): ([Literal], Int) =
      switch origin {
      case .unary(_, let x): ([x], 1)
      case .binary(_, let x, let y): ([x, y], 1)
      case .power(let x, let n): ([x], max(1, Int(clamping: n.magnitude)))
      }
    guard operands.allSatisfy(\.isIdentified) else { return nil }
    let inside = operands.reduce(1) { $0 + ($1.formula?.size ?? 0) }
    let (size, overflows) = inside.multipliedReportingOverflow(by: times)
    guard !overflows, size <= Self.sizeLimit else { return nil }
    self.origin = origin
    self.size = size
    var hasher = Hasher()
    hasher.combine(origin)
    digest = hasher.finalize()
  }
}

extension LiteralFormula: Hashable {
  public static func == (a: LiteralFormula, b: LiteralFormula) -> Bool {
    a === b || a.digest == b.digest && a.origin == b.origin
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// Literals are a number system: what is folded from them is known in all that a literal knows.
extension Literal: LiftedNumber {
  public init(_ literal: Literal) { self = literal }

  public var sign: KnownSign { number.sign }
  public static var notANumber: Literal { Literal(.nan) }

  public static func hull(_ x: Literal, _ y: Literal) -> Literal? {
    if x == y { return x }
    return Certified.hull(x.number, y.number).map { Literal($0, nil) }
  }

  public static func lift(_ operation: UnaryOperation, _ x: Literal) -> Literal {
    Literal(operation(x.number), .unary(operation, x))
  }

  public static func lift(_ operation: BinaryOperation, _ x: Literal, _ y: Literal) -> Literal {
    Literal(operation(x.number, y.number), .binary(operation, x, y))
  }

  public static func lift(power n: Int, _ x: Literal) -> Literal {
    Literal(.power(x.number, n), .power(x, n))
  }

  /// Creates the literal of `number`, which `origin` made.
  private init(_ number: Certified, _ origin: LiteralFormula.Origin?) {
    let formula = number.isExact ? nil : origin.flatMap { LiteralFormula($0) }
    self.init(double: number.double, number: number, formula: formula)
  }

  /// `true` iff it is known which real number the literal names.
  var isIdentified: Bool { exact != nil || formula != nil }
}
