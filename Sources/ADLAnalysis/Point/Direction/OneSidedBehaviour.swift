import ADLPrograms

/// What a program does on one side of a point, along a ray x + t d with small positive t.
public struct OneSidedBehaviour: Hashable, Sendable {
  /// lim f(x + t d) for t → 0, output by output.
  public let limits: [RayLimit]

  /// f'(x; d), output by output: the slope of the branch that the ray enters; for an infinite limit
  /// that of the slopes beside the point.
  public let derivatives: [RayLimit]

  /// `true` for the outputs whose slopes beside the point are known to tend to `derivatives`.
  public let isSlopeLimit: [Bool]

  /// The outputs whose limit is known not to be their value at x: a jump.
  public let jumps: [Int]

  /// The outputs of which it is not known whether their limit is their value at x.
  public let openJumps: [Int]

  /// The pieces that the ray enters at the nodes that tie at x.
  public let choices: [Choice]

  /// The gradient (for several outputs the Jacobian, row by row) of the frozen program at x; `nil`
  /// where it does not exist. For a random direction it is a limiting gradient with probability 1.
  public let gradient: GradientVector?

  /// The nodes with a guard that vanishes identically along the ray.
  public let vanishing: [Int]

  /// The nodes with a guard that stayed undecided up to the order limit, or that nothing better
  /// than doubles decides.
  public let undecided: [Int]

  /// The order of the series that decided.
  public let order: Int

  /// The weakest tier among the numbers of this answer.
  public let tier: Tier
}
