import ADLAnalysis
import ADLPrograms

/// A program written as a Swift expression over its inputs.
struct Sketch {
  let builder: ProgramBuilder
  let operand: Operand

  static func program(_ p: Int, _ body: ([Sketch]) -> Sketch) -> Program {
    several(p) { [body($0)] }
  }

  static func several(_ p: Int, _ body: ([Sketch]) -> [Sketch]) -> Program {
    let builder = ProgramBuilder(inputs: p)
    let outputs = body((0..<p).map { Sketch(builder: builder, operand: builder.input($0)) })
    return try! builder.seal(outputs: outputs.map(\.operand))
  }

  func call(_ primitive: Primitive, _ others: [Sketch] = [], _ parameter: Parameter = .none)
    -> Sketch
  {
    let operands = [operand] + others.map(\.operand)
    return Sketch(
      builder: builder,
      operand: builder.apply(primitive, operands, parameter: parameter, anchor: .none))
  }

  func call(_ name: String, _ others: [Sketch] = []) -> Sketch {
    call(Primitive(named: name)!, others)
  }

  func literal(_ value: Rational) -> Sketch {
    let literal = Literal(double: value.double, exact: value)
    return Sketch(builder: builder, operand: builder.literal(literal))
  }

  func literal(_ value: Int) -> Sketch { literal(Rational(value)) }

  static prefix func - (x: Sketch) -> Sketch { x.call(.negation) }
  static func + (x: Sketch, y: Sketch) -> Sketch { x.call(.addition, [y]) }
  static func - (x: Sketch, y: Sketch) -> Sketch { x.call(.subtraction, [y]) }
  static func * (x: Sketch, y: Sketch) -> Sketch { x.call(.multiplication, [y]) }
  static func / (x: Sketch, y: Sketch) -> Sketch { x.call(.division, [y]) }
  static func + (x: Sketch, y: Int) -> Sketch { x + x.literal(y) }
  static func - (x: Sketch, y: Int) -> Sketch { x - x.literal(y) }
  static func * (x: Int, y: Sketch) -> Sketch { y.literal(x) * y }
  static func / (x: Sketch, y: Int) -> Sketch { x / x.literal(y) }

  func power(_ n: Int) -> Sketch { call(.integerPower, [], .integer(n)) }
  var relu: Sketch { call("relu") }
  var abs: Sketch { call("abs") }
  var exp: Sketch { call("exp") }
  var sqrt: Sketch { call("sqrt") }
  var log: Sketch { call("log") }

  func max(_ other: Sketch) -> Sketch { call(.maximum, [other]) }
  func max(_ other: Int) -> Sketch { max(literal(other)) }
  func min(_ other: Sketch) -> Sketch { call(.minimum, [other]) }

  static func sum(_ x: [Sketch]) -> Sketch { x[0].call(.sum, Array(x.dropFirst())) }

  /// The entries of the sorted vector `x`, which share one operand list.
  static func sort(_ x: [Sketch]) -> [Sketch] {
    let first = x[0].call(.sortedEntry, Array(x.dropFirst()), .integer(1))
    return [first]
      + (1..<x.count).map { rank in
        Sketch(
          builder: first.builder,
          operand: first.builder.apply(
            .sortedEntry, sharingOperandsOf: first.operand, parameter: .integer(rank + 1),
            anchor: .none))
      }
  }

  /// `if self relation other then a else b`.
  func when(_ relation: Condition.Relation, _ other: Sketch, _ a: Sketch, else b: Sketch)
    -> Sketch
  {
    call(.branch, [other, a, b], .condition(.comparison(0, relation)))
  }

  func when(_ relation: Condition.Relation, _ other: Int, _ a: Sketch, else b: Sketch) -> Sketch {
    when(relation, literal(other), a, else: b)
  }
}

extension PointAnalysis {
  init(_ program: Program, _ x: [Rational]) throws {
    try self.init(program, at: x.map { .exact($0) })
  }

  init(_ program: Program, _ x: [Int]) throws {
    try self.init(program, x.map { Rational($0) })
  }
}

extension GradientSet {
  /// The different vectors of a small exact set.
  var listed: Set<[Rational]> {
    let (vectors, isComplete) = vectors(limit: 4096)
    precondition(isComplete)
    return Set(vectors.map(\.rational))
  }
}

func rows(_ x: [[Int]]) -> Set<[Rational]> { Set(x.map { $0.map { Rational($0) } }) }
