import ADLPrograms

/// The paper's identities, checked on a program's own function on a box.
public struct VerificationReport: Sendable {
  /// The convention under which AD was asked.
  public let convention: Convention

  /// Lemma 1: both modes return the same.
  public let modes: ModesCheck

  /// Proposition 2: AD integrates to the function along segments.
  public let segments: PathCheck

  /// Proposition 3: AD is the gradient almost everywhere.
  public let gradients: GradientCheck

  /// Theorem 3: so does every choice at ties, along a polygon and along smooth curves.
  public let choices: PathCheck

  /// What AD's answers are worth at the points where pieces meet.
  public let kinks: KinkCheck

  /// Why the verification ended early, where it did.
  public let stop: Stop?

  /// `true` iff no identity failed; answers outside the Clarke subdifferential at kinks are not
  /// failures, since the paper's results allow them.
  public var holds: Bool {
    modes.disagreement == nil
      && segments.failure == nil && gradients.failure == nil && choices.failure == nil
  }
}

/// Lemma 1, at points drawn at random and at ties.
public struct ModesCheck: Sendable {
  /// The number of points at which both modes were run.
  public var points = 0

  /// Points at which the modes were compared in exact arithmetic.
  public var exactPoints = 0

  /// The largest difference of two entries in doubles, in units in the last place of the largest
  /// entry of the gradient, and where it was met.
  public var largestUlps = 0.0

  /// The inputs at which the largest difference was met; empty where there is none.
  public var worst: [Double] = []

  /// A point at which the modes are known to differ: in exact arithmetic, or by disjoint
  /// enclosures.
  public var disagreement: [Rational]?
}

/// A program's derivative integrated along paths.
public struct PathCheck: Sendable {
  /// The paths drawn, and those that leave the domain or were not resolved and do not count.
  public var paths = 0

  /// The number of paths that do not count.
  public var skipped = 0

  /// The cells of all paths, those compared as rational functions, and the choices at ties tried.
  public var cells = 0

  /// The number of cells that were compared as rational functions.
  public var exactCells = 0

  /// The number of choices at ties that were tried.
  public var choices = 0

  /// The largest |f(end) - f(start) - ∫ ⟨v, γ'⟩ dt|, or difference of ⟨v, γ'⟩ from d/dt f(γ(t))
  /// relative to its size.
  public var largestDefect = 0.0

  /// The first failure met.
  public var failure: PathFailure?

  /// `true` iff everything was decided exactly.
  public var isExact: Bool { exactCells == cells }

  /// `true` iff some path was followed.
  public var hasLooked: Bool { paths > skipped }
}

/// Why an identity fails along a path.
public struct PathFailure: Sendable {
  /// What fails.
  public enum Reason: Hashable, Sendable {
    /// The function jumps: pieces do not agree where they meet.
    case jump(left: KnownNumber?, value: KnownNumber, right: KnownNumber?, gap: KnownNumber?)

    /// ⟨v, γ'⟩ is not the derivative of the function along the path.
    case derivative
  }

  /// The inputs, one entry each.
  public let point: [KnownNumber]

  /// The output, from 0.
  public let output: Int

  /// What fails there.
  public let reason: Reason

  /// The selections that meet there.
  public let guards: [TiedGuard]
}

/// Proposition 3, at points drawn at random.
public struct GradientCheck: Sendable {
  /// Points at which directional derivatives of truncated series were compared with AD.
  public var points = 0

  /// Those at which the comparison was exact.
  public var exactPoints = 0

  /// Points that were left out: at a tie, or outside the domain.
  public var skipped = 0

  /// The largest difference, relative to the size of the gradient.
  public var largestDifference = 0.0

  /// The largest difference of AD from central differences, relative to the size of the gradient.
  public var largestFiniteDifference = 0.0

  /// A point at which AD is known not to be the gradient.
  public var failure: [Rational]?
}

/// What AD's answers are worth at kinks (the kink-aware gradient check).
public struct KinkCheck: Sendable {
  /// How many kinks have each verdict.
  public var derivative = 0

  /// Kinks at which AD returns an element of the Clarke subdifferential.
  public var inClarke = 0

  /// Kinks that are none of the function, at which AD is not the derivative.
  public var spurious = 0

  /// Kinks at which AD returns something outside the Clarke subdifferential.
  public var outsideClarke = 0

  /// Kinks at which AD returns no finite number.
  public var notFinite = 0

  /// Kinks at which the verdict stayed open.
  public var undecided = 0

  /// Jumps, edges and points without a value, where there is nothing to compare with.
  public var incomparable = 0

  /// Kinks at which AD is spurious, outside or not finite, and jumps: the first of each kind.
  public var examples: [(point: [KnownNumber], kink: Kink, verdict: DerivativeVerdict)] = []

  mutating func count(_ verdict: DerivativeVerdict, _ kink: Kink, at point: [KnownNumber]) {
    var isExample = false
    switch verdict {
    case .derivative: derivative += 1
    case .inClarke: inClarke += 1
    case .undecided: undecided += 1
    case .spurious:
      isExample = spurious == 0
      spurious += 1
    case .outsideClarke:
      isExample = outsideClarke == 0
      outsideClarke += 1
    case .notFinite:
      isExample = notFinite == 0
      notFinite += 1
    case .none:
      isExample = incomparable == 0
      incomparable += 1
    }
    if isExample { examples.append((point, kink, verdict)) }
  }
}
