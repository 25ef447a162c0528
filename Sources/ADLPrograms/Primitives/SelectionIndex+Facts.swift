/// What the analyses ask of an index.
extension SelectionIndex {
  /// The sign of the difference of two alternatives for which the first of them is taken; `nil`
  /// where an index does not take the largest or the smallest.
  public var preferredSign: Sign? {
    switch self {
    case .signs, .largestMagnitude: .positive
    case .extremum(let preferred, _): preferred
    case .tree, .ranks, .levels, .knots, .conditions: nil
    }
  }

  /// `true` iff there is no end of its pieces.
  public var hasEndlessPieces: Bool { if case .levels = self { true } else { false } }

  /// `true` iff the index takes operands by their ranks.
  public var isRanking: Bool { if case .ranks = self { true } else { false } }

  /// `true` iff equal operands stand against their order.
  public var descends: Bool {
    if case .ranks(_, _, let descends) = self { descends } else { false }
  }

  /// The operands of a selection of `arity` at which pieces meet whatever its other arguments are,
  /// one for each set of pieces that may.
  func tiePoints(_ arity: Arity) -> [[Double]] {
    switch (self, arity) {
    case (.signs, .exactly(1)): [[0]]
    case (.extremum, .exactly(2)): [[0, 0]]
    case (.tree(let tree), .exactly(1)):
      tree.guards.compactMap { choice in
        (choice.left.literal ?? choice.right.literal).map { [Double($0)] }
      }
    default: []
    }
  }
}
