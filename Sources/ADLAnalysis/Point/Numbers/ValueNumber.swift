import ADLPrograms
import Synchronization

/// A number known by the expression that it is: equal numbers are equal as functions of the inputs.
///
/// Evaluating a frozen program over value numbers finds guards that vanish because both sides are
/// the same expression, whatever functions occur in it. (Value numbering, as compilers have it.)
struct ValueNumber: Sendable {
  /// The numbers given to expressions, by what they apply to what.
  final class Table: Sendable {
    enum Key: Hashable {
      case input(Int)
      case literal(Literal)
      case application(String, [Int])
    }

    private let numbers = Mutex<[Key: Int]>([:])

    func number(_ key: Key) -> Int {
      numbers.withLock { numbers in
        if let known = numbers[key] { return known }
        numbers[key] = numbers.count
        return numbers.count - 1
      }
    }
  }

  private enum Storage {
    case literal(Literal)
    case expression(Int, Table)
  }

  private let storage: Storage

  private init(_ storage: Storage) { self.storage = storage }

  /// Creates the input at position `index`, with a table that all inputs share.
  init(input index: Int, in table: Table) {
    storage = .expression(table.number(.input(index)), table)
  }

  private func number(in table: Table) -> Int {
    switch storage {
    case .literal(let literal): table.number(.literal(literal))
    case .expression(let number, _): number
    }
  }

  private var table: Table? { if case .expression(_, let table) = storage { table } else { nil } }
  private var literal: Literal? {
    if case .literal(let literal) = storage { literal } else { nil }
  }

  private static func apply(
    _ name: String, _ x: [ValueNumber], isSymmetric: Bool = false,
    folding fold: ([Certified]) -> Certified
  ) -> ValueNumber {
    guard let table = x.lazy.compactMap(\.table).first else {
      let value = fold(x.map { $0.literal!.number })
      return ValueNumber(.literal(Literal(double: value.double, number: value)))
    }
    let numbers = x.map { $0.number(in: table) }
    return ValueNumber(
      .expression(table.number(.application(name, isSymmetric ? numbers.sorted() : numbers)), table)
    )
  }

  private static func apply(
    _ name: String, _ x: ValueNumber, _ fold: (Certified) -> Certified
  ) -> ValueNumber {
    apply(name, [x]) { fold($0[0]) }
  }
}

extension ValueNumber: RealNumber {
  init(_ literal: Literal) { storage = .literal(literal) }
  init(_ value: Int) { storage = .literal(Literal(value)) }

  var sign: Sign? { literal?.number.sign }
  var isZero: Bool { literal?.number.isZero == true }
  var double: Double { literal?.double ?? .nan }
  static var notANumber: ValueNumber {
    ValueNumber(.literal(Literal(double: .nan, number: .undefined)))
  }

  static func order(_ x: ValueNumber, _ y: ValueNumber) -> Sign? { (x - y).sign }

  static prefix func - (x: ValueNumber) -> ValueNumber { apply("-", x) { -$0 } }

  static func + (x: ValueNumber, y: ValueNumber) -> ValueNumber {
    if x.isZero { return y }
    if y.isZero { return x }
    return apply("+", [x, y], isSymmetric: true) { $0[0] + $0[1] }
  }

  static func - (x: ValueNumber, y: ValueNumber) -> ValueNumber {
    if y.isZero { return x }
    if let table = x.table ?? y.table, x.number(in: table) == y.number(in: table) {
      return ValueNumber(0)
    }
    return apply("-", [x, y]) { $0[0] - $0[1] }
  }

  static func * (x: ValueNumber, y: ValueNumber) -> ValueNumber {
    if x.isZero || y.isZero { return ValueNumber(0) }
    if x.literal?.number == .exact(.one) { return y }
    if y.literal?.number == .exact(.one) { return x }
    return apply("*", [x, y], isSymmetric: true) { $0[0] * $0[1] }
  }

  static func / (x: ValueNumber, y: ValueNumber) -> ValueNumber {
    apply("/", [x, y]) { $0[0] / $0[1] }
  }

  static func power(_ x: ValueNumber, _ n: Int) -> ValueNumber {
    n == 1 ? x : apply("^", [x, ValueNumber(n)]) { Certified.power($0[0], n) }
  }

  static func power(_ x: ValueNumber, _ y: ValueNumber) -> ValueNumber {
    apply("^", [x, y]) { Certified.power($0[0], $0[1]) }
  }

  static func exp(_ x: ValueNumber) -> ValueNumber { apply("exp", x, Certified.exp) }
  static func log(_ x: ValueNumber) -> ValueNumber { apply("log", x) { Certified.log($0) } }
  static func sqrt(_ x: ValueNumber) -> ValueNumber { apply("sqrt", x, Certified.sqrt) }
  static func sin(_ x: ValueNumber) -> ValueNumber { apply("sin", x, Certified.sin) }
  static func cos(_ x: ValueNumber) -> ValueNumber { apply("cos", x, Certified.cos) }
  static func tan(_ x: ValueNumber) -> ValueNumber { apply("tan", x, Certified.tan) }
  static func asin(_ x: ValueNumber) -> ValueNumber { apply("asin", x, Certified.asin) }
  static func acos(_ x: ValueNumber) -> ValueNumber { apply("acos", x, Certified.acos) }
  static func atan(_ x: ValueNumber) -> ValueNumber { apply("atan", x, Certified.atan) }
  static func sinh(_ x: ValueNumber) -> ValueNumber { apply("sinh", x, Certified.sinh) }
  static func cosh(_ x: ValueNumber) -> ValueNumber { apply("cosh", x, Certified.cosh) }
  static func tanh(_ x: ValueNumber) -> ValueNumber { apply("tanh", x, Certified.tanh) }

  static func log(onePlus x: ValueNumber) -> ValueNumber {
    apply("log1p", x, Certified.log(onePlus:))
  }

  static func expMinusOne(_ x: ValueNumber) -> ValueNumber {
    apply("expm1", x, Certified.expMinusOne)
  }

  static func erf(_ x: ValueNumber) -> ValueNumber { apply("erf", x, Certified.erf) }
}
