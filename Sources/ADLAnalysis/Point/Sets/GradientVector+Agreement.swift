import ADLPrograms

extension GradientVector {
  /// The vector 0 with `count` entries.
  static func zero(_ count: Int) -> GradientVector {
    GradientVector([Certified](repeating: .exact(.zero), count: count))
  }

  /// Zero where the vectors are known to be equal, another sign where they are known to differ.
  func equality(with other: GradientVector) -> KnownSign {
    let signs = zip(entries, other.entries).map { Certified.order($0, $1) }
    if let sign = signs.first(where: { $0.isCertainlyNot(.zero) }) { return sign }
    return signs.allSatisfy { $0.isCertainly(.zero) } ? .known(.zero) : .notKnown
  }

  /// `true` only if the vectors are equal, exactly or by how their entries are made.
  func isKnownToEqual(_ other: GradientVector) -> Bool {
    entries == other.entries
      || zip(entries, other.entries).allSatisfy { ($0 - $1).rational?.isZero == true }
  }

  /// `true` iff the vectors are equal, or cannot be told apart by their enclosures.
  public func agrees(with other: GradientVector) -> Bool {
    zip(entries, other.entries).allSatisfy { a, b in
      !(a - b).sign.isCertainlyNot(.zero)
    }
  }
}
