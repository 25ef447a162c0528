import ADLPrograms

/// Programs compared: whether they are one function, and where and how their derivatives differ
/// (semantics, section 9).
public struct Comparison: Sendable {
  /// What is compared, in the order of the question.
  public let subjects: [Subject]

  /// Whether the subjects are one function.
  public let equality: Equality

  /// The points at which the derivatives can differ, in order.
  public internal(set) var rows: [ComparisonRow]

  /// Where the comparison looked.
  public let coverage: Coverage

  /// Why it ended early, where it did.
  public internal(set) var stop: Stop?

  /// `true` iff the derivatives agree everywhere else: all kinks are among the rows.
  public internal(set) var isComplete: Bool

  /// A point around which the derivatives of functions that differ do so too: on a set with
  /// interior.
  public internal(set) var differingRegion: [KnownNumber]?

  /// At a point: the first subject whose Clarke subdifferential is not that of the first subject.
  /// They are two functions then, whatever their values at the point.
  public internal(set) var otherClarke: Int?

  /// `false` iff the subjects are known not to be one function.
  public var isOneFunction: Bool {
    if case .refuted = equality { return false }
    return otherClarke == nil
  }

  /// `true` iff the functions differ, or the derivatives somewhere: exit status 1 of a comparison.
  public var hasDifferences: Bool {
    !isOneFunction || differingRegion != nil || rows.contains { $0.kind.isDifference }
  }
}

/// Whether programs are one function.
public enum Equality: Sendable {
  /// They are: their pieces are equal on every cell.
  case proved

  /// They differ nowhere by more than this, by enclosures; `points` were tried besides.
  case bounded(Double, points: Int)

  /// They were compared at so many points, where they differ by at most `largest`, values above 1
  /// in proportion. `isExact` tells whether equality at them was decided exactly.
  case tested(points: Int, largest: Double, isExact: Bool)

  /// They are not.
  case refuted(Counterexample)

  /// Nothing was compared: the search was stopped before.
  case unknown
}

/// A point at which two programs have different values, or only one of them has one.
public struct Counterexample: Sendable {
  /// The inputs, one entry each.
  public let point: [KnownNumber]

  /// Two subjects that differ, by position, and the output in which they do.
  public let subjects: (Int, Int)

  /// The output in which they differ, from 0.
  public let output: Int

  /// Their values; `undefined` outside the domain.
  public let values: (KnownNumber, KnownNumber)

  /// The distance of the values, where they do not show it themselves.
  public let gap: KnownNumber?

  /// `true` iff they are known to agree on both sides of the point, in several variables everywhere
  /// but on a set without interior.
  public let isIsolated: Bool

  /// How the difference was decided; never by doubles alone.
  public let tier: Tier
}

/// A point of a comparison, with the answers of all subjects there.
public struct ComparisonRow: Sendable {
  /// The inputs, one entry each.
  public let point: [KnownNumber]

  /// The kink's place on the line or the path that it was found on; `nil` for a point that was
  /// given.
  public let location: Kink.Location?

  /// One entry per subject.
  public let answers: [SubjectAnswer]

  /// How the derivatives compare.
  public let kind: ComparisonKind

  /// How firmly the row is known.
  public let tier: Tier

  /// Why the answers differ; empty where they do not.
  public let divergences: [Divergence]

  /// The set that the point stands for.
  public var place = TieSet.point
}

/// A set on which pieces meet, of which a row shows one point.
public enum TieSet: Hashable, Sendable {
  /// The point alone, as far as is known.
  case point

  /// The plane Σ c_i x_i + c = 0, where the last coefficient is c, or a part of it.
  case plane([Rational], isWhole: Bool)

  /// Where so many planes meet, a set of the given dimension.
  case meeting(planes: Int, dimension: Int)

  /// A set that a line through the box crosses.
  case crossed
}

/// What one subject answers at a point.
public struct SubjectAnswer: Sendable {
  /// The class of the point to the program; `nil` in several variables.
  public let kind: KinkKind?

  /// One entry per output.
  public let outputs: [SubjectOutput]

  /// The selections whose pieces meet or change at the point.
  public let guards: [TiedGuard]
}

/// What one output of a subject is at a point.
public struct SubjectOutput: Sendable {
  /// The value at the point.
  public let value: KnownNumber

  /// The gradients that AD returns by either mode.
  public let forward: [KnownNumber]

  /// The gradient that the backward mode returns, one entry per input.
  public let backward: [KnownNumber]

  /// The one-sided limits, in one variable.
  public let left: OneSidedLimit?

  /// The limits from the right, in one variable.
  public let right: OneSidedLimit?

  /// What the backward mode's answer is worth.
  public let verdict: DerivativeVerdict

  /// The node closure and the limiting gradients, where the comparison is at a given point.
  public let field: FieldAnswer?

  /// The limiting gradients, where the comparison is at a given point.
  public let clarke: ClarkeAnswer?

  /// Why the work on these ended early, where it did.
  let stop: Stop?
}

/// How the derivatives of the subjects compare at a point, from the mildest.
public enum ComparisonKind: Hashable, Sendable {
  /// All subjects return the same.
  case same

  /// It is not known whether they do: enclosures meet.
  case undecided

  /// They differ, and each returns an element of the Clarke subdifferential, which they share.
  case inClarke

  /// They differ, and there is no Clarke subdifferential that they are known to share.
  case different

  /// These subjects return something outside of it.
  case outsideClarke([Int])

  /// These subjects return 0, which is outside of it: an artificial critical point.
  case artificialCritical([Int])

  /// These subjects return no finite number.
  case notFinite([Int])
}

extension ComparisonKind {
  /// `true` iff the derivatives are known to differ, or one is not finite.
  public var isDifference: Bool { self != .same && self != .undecided }
}

/// Where the sweeps of two subjects part, or where one of them met a tie.
public struct Divergence: Hashable, Sendable {
  /// The subject, by position.
  public let subject: Int

  /// The node of its program, from 0.
  public let node: Int

  /// Where the node was written.
  public let anchor: Anchor

  /// The pieces that meet at the node.
  public let pieces: [[Int]]

  /// d_k under the subject's convention, one entry per operand.
  public let partials: [KnownNumber]
}

/// How much of the space a comparison looked at.
public struct Coverage: Hashable, Sendable {
  /// Lines along which the kinks were found.
  public var lines = 0

  /// Planes of affine guards that were met.
  public var planes = 0

  /// Points at which several of these planes meet.
  public var corners = 0

  /// Points at which values and derivatives were compared besides.
  public var points = 0

  /// Cells on which the pieces were compared as functions.
  public var cells = 0
}
