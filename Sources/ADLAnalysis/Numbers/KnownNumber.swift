import ADLPrograms

/// A number in an answer, with how well it is known.
public enum KnownNumber: Hashable, Sendable {
  /// This rational number.
  case rational(Rational)

  /// An irrational algebraic number, compared exactly; it lies in the interval.
  case algebraic(Interval)

  /// A number that is proved to lie in the interval.
  case enclosed(Interval)

  /// A number whose size doubles do not express, enclosed by decimals.
  case scaled(ScaledNumber)

  /// What doubles gave: infinities and NaN too.
  case approximate(Double)

  /// A limit that is infinite, with this sign.
  case infinite(Sign)

  /// There is no number.
  case undefined

  /// The nearest double, or one near; infinite or NaN where there is no number.
  public var double: Double {
    switch self {
    case .rational(let value): value.double
    case .algebraic(let interval), .enclosed(let interval): interval.midpoint
    case .scaled(let number): number.double
    case .approximate(let value): value
    case .infinite(let sign): sign == .negative ? -.infinity : .infinity
    case .undefined: .nan
    }
  }

  /// How the number is known; `nil` where there is none.
  public var tier: Tier? {
    switch self {
    case .rational, .algebraic, .infinite: .exact
    case .enclosed, .scaled: .interval
    case .approximate: .double
    case .undefined: nil
    }
  }

  /// `true` iff this is a number, however large.
  public var isFinite: Bool {
    switch self {
    case .rational, .algebraic, .scaled: true
    case .enclosed(let interval): interval.isBounded
    case .approximate(let value): value.isFinite
    case .infinite, .undefined: false
    }
  }
}

/// A number system whose numbers can stand in an answer.
protocol KnowableNumber: RealNumber {
  var known: KnownNumber { get }

  /// `true` iff `known` is a number; by default by computing it.
  var exists: Bool { get }

  /// Takes note that the number is 0, where the system can tell what else is then.
  /// - Returns: `true` iff that is new.
  func noteZero() -> Bool
}

extension KnowableNumber {
  var exists: Bool { known != .undefined }
  func noteZero() -> Bool { false }
}

extension Certified: KnowableNumber {
  /// The number as answers report it.
  package var known: KnownNumber {
    switch self {
    case .exact(let value): value.isDefined ? .rational(value) : .undefined
    case .enclosed(let interval, _):
      if let scaled {
        .scaled(scaled)
      } else {
        // The whole line says nothing: a division by what may be 0.
        interval.isDefined && interval != .line ? .enclosed(interval) : .undefined
      }
    }
  }
}

extension Double: KnowableNumber {
  var known: KnownNumber { .approximate(self) }
}
