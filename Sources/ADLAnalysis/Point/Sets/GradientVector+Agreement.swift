import ADLPrograms

extension GradientVector {
  /// `true` iff the vectors are equal, or cannot be told apart by their enclosures.
  public func agrees(with other: GradientVector) -> Bool {
    zip(entries, other.entries).allSatisfy { a, b in
      !(a - b).sign.isCertainlyNot(.zero)
    }
  }
}
