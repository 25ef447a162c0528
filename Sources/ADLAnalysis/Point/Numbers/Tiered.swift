import ADLPrograms

/// A certified number together with the double that plain evaluation has in its place.
///
/// Comparisons are decided by the certified number, and by the double where that cannot tell
/// (semantics, section 8). With a tolerance, a double that small counts as zero first; the inputs
/// carry the tolerance, and everything computed from them inherits it.
struct Tiered: Hashable, Sendable {
  let certified: Certified
  let double: Double
  let tolerance: Double

  init(_ certified: Certified, double: Double, tolerance: Double) {
    self.certified = certified
    self.double = double
    self.tolerance = tolerance
  }

  /// Creates the number `certified`, with the double nearest to it.
  init(_ certified: Certified, tolerance: Double = 0) {
    self.init(certified, double: certified.double, tolerance: tolerance)
  }

  /// The weakest means by which `sign` is known.
  var tier: Tier {
    if tolerance > 0, certified.sign != .zero, sign == .zero { return .tolerance }
    if certified.isExact { return .exact }
    return certified.sign == nil ? .double : .interval
  }

  /// `true` iff the number exists.
  var isDefined: Bool { certified.isDefined }
}
