import ADLPrograms

/// What a program does on one side of a point, along a ray x + t d with small positive t.
public struct OneSidedBehaviour: Hashable, Sendable {
  /// lim f(x + t d) for t → 0, output by output; not defined where the arithmetic does not know it.
  public let limits: [Certified]

  /// f'(x; d), output by output: the slope of the branch that the ray enters; `nil` where it is
  /// infinite or does not exist.
  public let derivatives: [Certified?]

  /// The outputs whose limit is not their value at x: a jump.
  public let jumps: [Int]

  /// The pieces that the ray enters at the nodes that tie at x.
  public let choices: [Choice]

  /// The gradient (for several outputs the Jacobian, row by row) of the frozen program at x; `nil`
  /// where it does not exist. For a random direction it is a limiting gradient with probability 1.
  public let gradient: GradientVector?

  /// The nodes with a guard that vanishes identically along the ray.
  public let vanishing: [Int]

  /// The nodes with a guard that stayed undecided up to the order limit.
  public let undecided: [Int]

  /// The order of the series that decided.
  public let order: Int

  /// The weakest tier among the numbers of this answer.
  public let tier: Tier
}
