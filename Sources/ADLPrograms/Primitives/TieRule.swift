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

  /// Returns the rule that takes `rule` where `pieces` meet, and at other ties what this one takes.
  func replacing(_ pieces: [Int], by rule: TieRule) -> TieRule {
    guard case .each(let ties, let otherwise) = self else {
      return .each([Tie(pieces, rule)], otherwise: self)
    }
    return .each(ties.filter { $0.pieces != pieces } + [Tie(pieces, rule)], otherwise: otherwise)
  }
}

/// One tie of a primitive, by the pieces that meet there, with its rule: `relu6` has one at 0, of
/// the pieces 0 and t, and one at 6, of t and 6.
public struct Tie: Hashable, Sendable {
  /// The pieces, from 0, in increasing order.
  public let pieces: [Int]

  /// What is taken there.
  public let rule: TieRule

  /// Creates the tie of `pieces` with the given rule.
  public init(_ pieces: [Int], _ rule: TieRule) {
    self.pieces = pieces
    self.rule = rule
  }
}

/// What a convention takes on a tie of a selection that the user declared.
public struct DeclaredTie: Hashable, Sendable {
  /// How the tie is written, such as `bend(0)`.
  public let call: String

  /// The pieces that meet there, from 0; `nil` stands for every tie. Wherever the same pieces meet,
  /// the same is taken.
  public let pieces: [Int]?

  /// What is taken there.
  public let rule: TieRule

  /// Creates the entry for the tie that `call` writes.
  public init(_ call: String, pieces: [Int]?, _ rule: TieRule) {
    self.call = call
    self.pieces = pieces
    self.rule = rule
  }
}
