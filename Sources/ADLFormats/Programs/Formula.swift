import ADLPrograms

/// A formula as the language writes it: the number system over which a rule spells itself out.
struct Formula: LiftedNumber {
  /// How tightly the outermost operator binds.
  enum Binding: Int, Comparable, Sendable {
    case sum, product, sign, power, atom

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  /// The formula.
  let text: String
  private let binding: Binding

  /// `true` iff signs are moved to where they read best, and factors 1 are left out; values stay
  /// the same to the bit. Otherwise operations are written as they are.
  let isTidy: Bool

  /// What this formula is the negative of, if it is tidy and begins with a sign.
  private let opposite: [Formula]

  init(_ text: String, _ binding: Binding, isTidy: Bool = false, opposite: Formula? = nil) {
    self.text = text
    self.binding = binding
    self.isTidy = isTidy
    self.opposite = opposite.map { [$0] } ?? []
  }

  /// Creates the formula that is a name.
  init(name: String) { self.init(name, .atom) }

  /// Creates the call of the function `name`.
  init(call name: String, _ arguments: some Sequence<Formula>) {
    let arguments = Array(arguments)
    self.init(
      "\(name)(\(arguments.map(\.text).joined(separator: ", ")))", .atom,
      isTidy: arguments.contains(where: \.isTidy))
  }

  init(_ literal: Literal) {
    let text = NumberText.text(literal.double)
    self.init(text, text.hasPrefix("-") ? .sign : .atom)
  }

  init(_ value: Int) { self.init(Literal(value)) }

  /// The formula as one whose signs are moved.
  var tidy: Formula {
    if isTidy { return self }
    guard text.hasPrefix("-"), binding == .sign || binding == .product else {
      return Formula(text, binding, isTidy: true)
    }
    let rest = Formula(String(text.dropFirst()), binding == .sign ? .atom : binding, isTidy: true)
    return Formula(text, binding, isTidy: true, opposite: rest)
  }

  var sign: KnownSign { .notKnown }
  var double: Double { .nan }
  static var notANumber: Formula { Formula("nan", .atom) }
  static var outlivesWork: Bool { true }

  /// The text, in brackets if its operator binds less tightly than `level`.
  private func inside(_ level: Binding) -> String { binding < level ? "(\(text))" : text }

  static prefix func - (x: Formula) -> Formula {
    guard x.isTidy else { return Formula("-" + x.inside(.power), .sign) }
    if let opposite = x.opposite.first { return opposite }
    // A sign before a product is that of its first factor.
    let isProduct = x.binding == .product
    return Formula(
      "-" + (isProduct ? x.text : x.inside(.power)), isProduct ? .product : .sign, isTidy: true,
      opposite: x)
  }

  static func + (x: Formula, y: Formula) -> Formula {
    let isTidy = x.isTidy || y.isTidy
    if isTidy, let opposite = y.tidy.opposite.first {
      return Formula("\(x.text) - \(opposite.inside(.product))", .sum, isTidy: true)
    }
    return Formula("\(x.text) + \(y.inside(.product))", .sum, isTidy: isTidy)
  }

  static func - (x: Formula, y: Formula) -> Formula {
    let isTidy = x.isTidy || y.isTidy
    if isTidy, let opposite = y.tidy.opposite.first {
      return Formula("\(x.text) + \(opposite.inside(.product))", .sum, isTidy: true)
    }
    return Formula("\(x.text) - \(y.inside(.product))", .sum, isTidy: isTidy)
  }

  static func * (x: Formula, y: Formula) -> Formula {
    guard x.isTidy || y.isTidy else {
      return Formula("\(x.inside(.product)) * \(y.inside(.sign))", .product)
    }
    return signed(x.tidy, y.tidy) { x, y in
      if x.text == "1" { return y }
      if y.text == "1" { return x }
      return Formula("\(x.inside(.product)) * \(y.inside(.sign))", .product, isTidy: true)
    }
  }

  static func / (x: Formula, y: Formula) -> Formula {
    guard x.isTidy || y.isTidy else {
      return Formula("\(x.inside(.product)) / \(y.inside(.sign))", .product)
    }
    return signed(x.tidy, y.tidy) { x, y in
      if y.text == "1" { return x }
      return Formula("\(x.inside(.product)) / \(y.inside(.sign))", .product, isTidy: true)
    }
  }

  /// Returns a product or quotient with the signs of both operands before it.
  private static func signed(
    _ x: Formula, _ y: Formula, _ operation: (Formula, Formula) -> Formula
  ) -> Formula {
    let size = operation(x.opposite.first ?? x, y.opposite.first ?? y)
    return x.opposite.isEmpty == y.opposite.isEmpty ? size : -size
  }

  static func power(_ x: Formula, _ n: Int) -> Formula {
    Formula("\(x.inside(.atom))^\(n)", .power, isTidy: x.isTidy)
  }

  static func power(_ x: Formula, _ y: Formula) -> Formula {
    Formula(
      "\(x.inside(.atom))^\(y.inside(.power))", .power, isTidy: x.isTidy || y.isTidy)
  }

  static func lift(_ operation: UnaryOperation, _ x: Formula) -> Formula {
    operation == .negation ? -x : Formula(call: operation.primitive.name, [x])
  }

  static func lift(_ operation: BinaryOperation, _ x: Formula, _ y: Formula) -> Formula {
    operation(x, y)
  }

  static func lift(power n: Int, _ x: Formula) -> Formula { power(x, n) }
}
