import ADLPrograms

/// A formula as the language writes it: the number system over which a rule spells itself out.
public struct Formula: RealNumber {
  /// How tightly the outermost operator binds.
  enum Binding: Int, Comparable, Sendable {
    case sum, product, sign, power, atom

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// The formula.
  public let text: String
  private let binding: Binding

  init(_ text: String, _ binding: Binding) {
    self.text = text
    self.binding = binding
  }

  /// Creates the formula that is a name.
  public init(name: String) { self.init(name, .atom) }

  /// Creates the call of the function `name`.
  public init(call name: String, _ arguments: some Sequence<Formula>) {
    self.init("\(name)(\(arguments.map(\.text).joined(separator: ", ")))", .atom)
  }

  public init(_ literal: Literal) {
    let text = NumberText.text(literal.double)
    self.init(text, text.hasPrefix("-") ? .sign : .atom)
  }

  public init(_ value: Int) { self.init(Literal(value)) }

  public var sign: Sign? { nil }
  public var double: Double { .nan }
  public static var notANumber: Formula { Formula("nan", .atom) }

  /// The text, in brackets if its operator binds less tightly than `level`.
  private func inside(_ level: Binding) -> String { binding < level ? "(\(text))" : text }

  public static prefix func - (x: Formula) -> Formula { Formula("-" + x.inside(.power), .sign) }

  public static func + (x: Formula, y: Formula) -> Formula {
    Formula("\(x.text) + \(y.inside(.product))", .sum)
  }

  public static func - (x: Formula, y: Formula) -> Formula {
    Formula("\(x.text) - \(y.inside(.product))", .sum)
  }

  public static func * (x: Formula, y: Formula) -> Formula {
    Formula("\(x.inside(.product)) * \(y.inside(.sign))", .product)
  }

  public static func / (x: Formula, y: Formula) -> Formula {
    Formula("\(x.inside(.product)) / \(y.inside(.sign))", .product)
  }

  public static func power(_ x: Formula, _ n: Int) -> Formula {
    Formula("\(x.inside(.atom))^\(n)", .power)
  }

  public static func power(_ x: Formula, _ y: Formula) -> Formula {
    Formula("\(x.inside(.atom))^\(y.inside(.power))", .power)
  }

  public static func exp(_ x: Formula) -> Formula { Formula(call: "exp", [x]) }
  public static func log(_ x: Formula) -> Formula { Formula(call: "log", [x]) }
  public static func sqrt(_ x: Formula) -> Formula { Formula(call: "sqrt", [x]) }
  public static func sin(_ x: Formula) -> Formula { Formula(call: "sin", [x]) }
  public static func cos(_ x: Formula) -> Formula { Formula(call: "cos", [x]) }
  public static func tan(_ x: Formula) -> Formula { Formula(call: "tan", [x]) }
  public static func asin(_ x: Formula) -> Formula { Formula(call: "asin", [x]) }
  public static func acos(_ x: Formula) -> Formula { Formula(call: "acos", [x]) }
  public static func atan(_ x: Formula) -> Formula { Formula(call: "atan", [x]) }
  public static func sinh(_ x: Formula) -> Formula { Formula(call: "sinh", [x]) }
  public static func cosh(_ x: Formula) -> Formula { Formula(call: "cosh", [x]) }
  public static func tanh(_ x: Formula) -> Formula { Formula(call: "tanh", [x]) }
  public static func log(onePlus x: Formula) -> Formula { Formula(call: "log1p", [x]) }
  public static func expMinusOne(_ x: Formula) -> Formula { Formula(call: "expm1", [x]) }
  public static func erf(_ x: Formula) -> Formula { Formula(call: "erf", [x]) }
}
