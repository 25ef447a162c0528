import ADLPrograms

/// Whether the runs of a descent are bounded, which Theorem 4 assumes.
public enum Boundedness: String, Hashable, Sendable {
  /// J is made of polynomials of one variable, tends to infinity on both sides, and grows at most
  /// like the square.
  case proved

  /// It was not looked into, or not found out.
  case assumed

  /// A run left the box.
  case leftBox

  /// Decides it for a function of one variable and steps that tend to 0.
  ///
  /// The line falls into finitely many cells, on each of which J is a polynomial and AD its
  /// derivative, since no pieces meet there; at the points between AD is finite. So AD is bounded
  /// on every bounded set. On the two outer cells J is of degree 1 or 2 and grows outwards: AD has
  /// the sign of x far out, and is at most C |x|. Once γ_k C < 1 no step from there leads across 0,
  /// and all lead towards it.
  public init(_ problem: DescentProblem, _ rate: StepRate, _ work: Work) {
    self = .assumed
    guard !problem.hasData, problem.program.p == 1, problem.program.q == 1,
      rate.verdicts.isSmall == true
    else { return }
    let list = problem.program.kinks(from: nil, to: nil, under: problem.convention, work)
    let pieces = list.cells.map { cell -> Polynomial? in
      guard cell.violation == nil, cell.tiedNodes.isEmpty, cell.edgeNodes.isEmpty,
        let output = cell.outputs[0], output.isPolynomial
      else { return nil }
      return output.numerator.scaled(by: output.denominator.leadingCoefficient.reciprocal)
    }
    guard list.stop == nil, list.unresolved.isEmpty, work.stop == nil,
      list.kinks.allSatisfy({ $0.violation == nil && $0.outputs[0].backward.isFinite }),
      !pieces.contains(nil), let first = pieces.first ?? nil, let last = pieces.last ?? nil,
      Self.grows(first, towards: -1), Self.grows(last, towards: 1)
    else { return }
    self = .proved
  }

  /// `true` iff the polynomial, of degree 1 or 2, tends to infinity on that side.
  private static func grows(_ polynomial: Polynomial, towards side: Int) -> Bool {
    let leading = polynomial.leadingCoefficient
    return switch polynomial.degree {
    case 1: (leading * Rational(side)) > .zero
    case 2: leading > .zero
    default: false
    }
  }
}
