/// What an index takes where pieces meet.
///
/// Each rule is a selection of the same function under an enlarged list of pieces (semantics,
/// section 3): "half and half" is the piece (a + b)/2 on {a = b}; "relu'(0) = c" is the piece c t.
public enum TieRule: Hashable, Sendable {
  /// The first of the pieces that meet (for order statistics: the one a stable order puts there).
  case first

  /// The last of them (for order statistics: the one that the reversed stable order puts there).
  case last

  /// The mean of all that meet.
  case even

  /// The piece of this slope in the operand at which the two pieces that meet differ.
  case slope(Double)

  /// These weights on the pieces that meet, where there are as many.
  case weights([Double])

  /// Of a largest absolute value: the entries by `even` or the first; an entry that is 0 with this
  /// slope.
  case entries(even: Bool, slopeAtZero: Double)
}
