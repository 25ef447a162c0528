import ADLPrograms

/// What a rule asked about while it chose: the differences whose signs it looked at.
///
/// The numbers under observation share it. A rule runs on one thread, and its record is read after.
final class GuardRecord<Base: RealNumber>: @unchecked Sendable {
  private(set) var guards: [Base] = []

  func add(_ difference: Base) { guards.append(difference) }
}

/// A number that leaves a record of every sign it is asked for.
///
/// Running a selection's index, or a domain test, over such numbers yields its guards: no primitive
/// has to list them.
struct Recorded<Base: RealNumber>: LiftedNumber {
  let base: Base
  let record: GuardRecord<Base>?

  init(_ base: Base, _ record: GuardRecord<Base>?) {
    self.base = base
    self.record = record
  }

  init(_ literal: Literal) { self.init(Base(literal), nil) }
  init(_ value: Int) { self.init(Base(value), nil) }

  var sign: KnownSign {
    record?.add(base)
    return base.sign
  }

  var isZero: Bool { base.isZero }
  var double: Double { base.double }
  static var notANumber: Self { Self(.notANumber, nil) }

  static func order(_ x: Self, _ y: Self) -> KnownSign {
    (x.record ?? y.record)?.add(x.base - y.base)
    return Base.order(x.base, y.base)
  }

  static func hull(_ x: Self, _ y: Self) -> Self? {
    Base.hull(x.base, y.base).map { Self($0, x.record ?? y.record) }
  }

  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    Self(operation(x.base), x.record)
  }

  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    Self(operation(x.base, y.base), x.record ?? y.record)
  }

  static func lift(power n: Int, _ x: Self) -> Self { Self(Base.power(x.base, n), x.record) }
}

extension Evaluation {
  /// Returns the guards of node `k` at its operands' values: what its index, or the test of its
  /// domain, compares with 0.
  func guards(of k: Int) -> [S] {
    let record = GuardRecord<S>()
    let application = program.application(k)
    let x = operandValues(k).map { Recorded($0, record) }
    switch application.primitive.kind {
    case .selection(let rule): _ = rule.active(x, application.parameter)
    case .function(let rule):
      _ = rule.violation(x)
      _ = rule.hasEdge(x)
    }
    return record.guards
  }
}

extension Evaluation {
  /// The needed nodes that are not known to have a value, or to have a derivative or none.
  var openDomains: [Int] {
    (program.p..<program.m).filter { k in
      values[k] != nil && program.canFail(k)
        && !guards(of: k).allSatisfy(\.sign.isKnown)
    }
  }
}
