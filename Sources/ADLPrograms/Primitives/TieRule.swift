/// What an index takes where pieces meet.
///
/// Each rule is a selection of the same function under an enlarged list of pieces (semantics,
/// section 3): "half and half" is the piece (a + b)/2 on {a = b}; "relu'(0) = c" is the piece c t.
public indirect enum TieRule: Hashable, Sendable {
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

  /// A rule for each tie that is listed, and one for the others.
  case each([Tie], otherwise: TieRule)

  /// Returns the rule where `pieces` meet.
  public func rule(where pieces: [Int]) -> TieRule {
    guard case .each(let ties, let otherwise) = self else { return self }
    return ties.first { $0.pieces == pieces }?.rule ?? otherwise
  }
}

/// One tie of a primitive, by the pieces that meet there, with its rule: `relu6` has one at 0, of the
/// pieces 0 and t, and one at 6, of t and 6.
public struct Tie: Hashable, Sendable {
  /// The pieces, from 0, in increasing order.
  public let pieces: [Int]
  public let rule: TieRule

  /// Creates the tie of `pieces` with the given rule.
  public init(_ pieces: [Int], _ rule: TieRule) {
    self.pieces = pieces
    self.rule = rule
  }
}
