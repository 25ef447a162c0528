import ADLPrograms

/// The kinks of a program on an interval, in increasing order.
public struct KinkList: Sendable {
  /// The ends of the interval; `nil` is infinite.
  public let lower: Rational?

  /// The upper end of the interval; `nil` where it is infinite.
  public let upper: Rational?

  /// The kinks, from left to right.
  public let kinks: [Kink]

  /// The parts of the interval in which kinks may have been missed.
  public let unresolved: [Decomposition.Gap]

  /// Why the search ended early, where it did.
  public let stop: Stop?

  /// `true` iff there may be no end of kinks: a selection with a piece for every whole number was left
  /// open on a part without an end.
  public let isEndless: Bool

  /// The cells between the kinks, in order.
  public let cells: [Decomposition.Cell]

  /// `true` iff there are no other kinks on the interval: every guard was resolved everywhere.
  public var isComplete: Bool { stop == nil && unresolved.isEmpty }
}
