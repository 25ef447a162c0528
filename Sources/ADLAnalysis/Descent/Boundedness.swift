import ADLPrograms

/// Whether the runs of a descent are bounded, which Theorem 4 assumes.
public enum Boundedness: String, Hashable, Sendable {
  /// J tends to infinity on both sides, and grows at most like the square, so that small steps lead
  /// back from far out.
  case proved

  /// It was not looked into, or not found out.
  case assumed

  /// A run left the box.
  case leftBox

  /// Decides it for a function of one variable and steps that tend to 0, from its expansions at
  /// both infinities.
  ///
  /// Far out J is a |x|^b up to lower terms with a > 0 and b at most 2, or grows like a power of
  /// the logarithm; it does not oscillate, so its derivative has the sign of x and is at most C |x|.
  /// Once γ_k C < 1 no step from there leads across 0, and all lead towards it.
  public init(_ problem: DescentProblem, _ rate: StepRate) {
    self = .assumed
    guard !problem.hasData, problem.program.p == 1, problem.program.q == 1,
      rate.verdicts.isSmall == true
    else { return }
    typealias Expansion = OneSidedExpansion<Certified>
    for direction in [1, -1] {
      let far = Expansion(
        .terms(
          [
            Expansion.Term(
              coefficient: Certified(Rational(direction)),
              scale: Expansion.Scale(power: Rational(-1), logarithms: 0))
          ], .none))
      guard
        let value = try? problem.program.evaluate(at: [far], domain: .notANumber, frozen: [:])
          .outputs[0],
        value.isTame, let leading = value.leading, leading.scale > .one,
        leading.scale <= Expansion.Scale(power: Rational(-2), logarithms: 0),
        leading.coefficient.sign.isCertainly(.positive)
      else { return }
    }
    self = .proved
  }
}
