import ADLPrograms

/// A certified number together with the double that plain evaluation has in its place.
///
/// Comparisons are decided by the certified number, and by the double where that cannot tell
/// (semantics, section 8). With a tolerance, a double that small counts as zero first; the inputs
/// carry the tolerance, and everything computed from them inherits it.
struct Tiered: Hashable, LiftedNumber {
  let certified: Certified
  let double: Double
  let tolerance: Double

  /// `true` iff what the certified number cannot tell from 0 counts as 0, whatever the double is.
  let tiesUndecided: Bool

  init(
    _ certified: Certified, double: Double, tolerance: Double, tiesUndecided: Bool = false
  ) {
    self.certified = certified
    self.double = double
    self.tolerance = tolerance
    self.tiesUndecided = tiesUndecided
  }

  /// Creates the number `certified`, with the double nearest to it.
  init(_ certified: Certified, tolerance: Double = 0, tiesUndecided: Bool = false) {
    self.init(
      certified, double: certified.double, tolerance: tolerance, tiesUndecided: tiesUndecided)
  }

  init(_ literal: Literal) {
    self.init(literal.number, double: literal.double, tolerance: 0)
  }

  init(_ value: Int) {
    self.init(Certified(value), double: Double(value), tolerance: 0)
  }

  var sign: KnownSign {
    guard certified.isDefined else { return .notKnown }
    if tolerance > 0, double.magnitude <= tolerance { return .known(.zero) }
    return certified.sign.or(tiesUndecided ? .known(.zero) : double.sign)
  }

  var isZero: Bool { certified.isZero }

  /// The weakest means by which `sign` is known.
  var tier: Tier {
    if tolerance > 0, !certified.sign.isCertainly(.zero), sign.isCertainly(.zero) {
      return .tolerance
    }
    if certified.isExact { return .exact }
    return !certified.sign.isKnown ? .double : .interval
  }

  /// `true` iff the number exists.
  var isDefined: Bool { certified.isDefined }

  static var notANumber: Tiered { Tiered(.undefined, double: .nan, tolerance: 0) }
  /// What stands beside a point is read from all values there, which are computed in any case.
  static var outlivesWork: Bool { true }
  static var anyNumber: Tiered { Tiered(.anyNumber, double: .nan, tolerance: 0) }

  static func lift(_ operation: UnaryOperation, _ x: Tiered) -> Tiered {
    Tiered(
      operation(x.certified), double: operation(x.double), tolerance: x.tolerance,
      tiesUndecided: x.tiesUndecided)
  }

  static func lift(_ operation: BinaryOperation, _ x: Tiered, _ y: Tiered) -> Tiered {
    Tiered(
      operation(x.certified, y.certified), double: operation(x.double, y.double),
      tolerance: max(x.tolerance, y.tolerance),
      tiesUndecided: x.tiesUndecided || y.tiesUndecided)
  }

  static func lift(power n: Int, _ x: Tiered) -> Tiered {
    Tiered(
      Certified.power(x.certified, n), double: Double.power(x.double, n),
      tolerance: x.tolerance, tiesUndecided: x.tiesUndecided)
  }
}
