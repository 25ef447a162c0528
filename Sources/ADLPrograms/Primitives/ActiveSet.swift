/// The pieces of an elementary selection that meet at a point: its index and its ties.
public struct ActiveSet: Hashable, Sendable {
  /// A place at which a selection chooses.
  public struct Site: Hashable, Sendable {
    /// The numbers of the pieces that have the selected value, in increasing order; never empty.
    public var pieces: [Int]

    /// The position in `pieces` of the one that a stable order puts here (0 but for order
    /// statistics, where the r-th of a block of equal entries stands at the r-th place).
    public var standing: Int

    /// `true` iff two or more pieces meet.
    public var ties: Bool { pieces.count > 1 }

    /// Creates the site at which `pieces` meet.
    public init(_ pieces: [Int], standing: Int = 0) {
      self.pieces = pieces
      self.standing = standing
    }
  }

  /// The pieces that meet, site by site.
  public var sites: [Site]

  /// `false` iff the arithmetic could not decide a guard; `sites` then holds every piece possible.
  public var isDecided: Bool

  /// Creates the active set with the given sites.
  public init(_ sites: [Site], isDecided: Bool = true) {
    self.sites = sites
    self.isDecided = isDecided
  }

  /// Creates the active set of a selection with one site.
  public init(_ pieces: [Int], isDecided: Bool = true) {
    self.init([Site(pieces)], isDecided: isDecided)
  }

  /// `true` iff two or more pieces meet at some site.
  public var ties: Bool { sites.contains { $0.ties } }

  /// The piece that the index takes: the standing one at each site.
  public var piece: Piece { sites.map { $0.pieces[$0.standing] } }

  /// Returns the active set of a selection by the sign of one guard: `below` where it is negative,
  /// `above` where it is positive, both where it is zero.
  public static func bySign(of sign: KnownSign, below: Int = 0, above: Int = 1) -> ActiveSet {
    switch sign {
    case .known(.negative): ActiveSet([below])
    case .known(.positive): ActiveSet([above])
    case .known(.zero): ActiveSet([below, above])
    case .notKnown: ActiveSet([below, above], isDecided: false)
    }
  }
}
