import ADLPrograms

/// A number at a root that is enclosed and not known exactly: an interval, where 0 counts as met when
/// it is inside.
///
/// Evaluating a program at an enclosed root of a guard takes the tie that the root is. What else may
/// be 0 within the enclosure is taken for a tie too, so the caller compares the ties with the guards
/// that are proved to vanish.
struct RootNumber: LiftedNumber, KnowableNumber {
  let interval: Interval

  init(_ interval: Interval) { self.interval = interval }
  init(_ literal: Literal) { interval = Interval(literal) }
  init(_ value: Int) { interval = Interval(value) }

  var sign: KnownSign {
    guard interval.isDefined else { return .notKnown }
    return .known(interval.strictSign ?? .zero)
  }

  var isZero: Bool { interval.lower == 0 && interval.upper == 0 }
  var double: Double { interval.midpoint }
  static var notANumber: RootNumber { RootNumber(.undefined) }
  var known: KnownNumber { Certified(interval).known }

  static func hull(_ x: RootNumber, _ y: RootNumber) -> RootNumber? {
    RootNumber(x.interval.hull(y.interval))
  }

  static func lift(_ operation: UnaryOperation, _ x: RootNumber) -> RootNumber {
    RootNumber(operation(x.interval))
  }

  static func lift(_ operation: BinaryOperation, _ x: RootNumber, _ y: RootNumber) -> RootNumber {
    RootNumber(operation(x.interval, y.interval))
  }

  static func lift(power n: Int, _ x: RootNumber) -> RootNumber {
    RootNumber(Interval.power(x.interval, n))
  }
}
