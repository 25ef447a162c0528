import ADLFormats
import ADLSession

extension Program: CustomStringConvertible {
  /// The table of the program: k, x_k, pr(k) and g_k, counted from 1 as in the paper.
  public var description: String {
    let names = p == 1 ? ["x"] : (1...p).map { "x[\($0)]" }
    return ProgramListing(self, name: "P", inputNames: names).text.plain
  }
}

extension Program {
  /// Returns what the program is at `x`: whether it is differentiable there, whether AD is right,
  /// and whether the point is critical.
  ///
  /// - Throws: `PointFailure` where `x` is not a point of the program's domain.
  public func classify(
    at x: [Rational], under convention: Convention = .paper
  ) throws(PointFailure) -> Classification {
    try PointAnalysis(self, at: x.map { .exact($0) }).classify(under: convention)
  }

  /// The same at doubles, which stand for the numbers that they are.
  public func classify(
    at x: [Double], under convention: Convention = .paper
  ) throws(PointFailure) -> Classification {
    try classify(at: x.map { Rational($0) }, under: convention)
  }
}

extension Classification: CustomStringConvertible {
  /// The verdicts in words, with what AD returns.
  public var description: String {
    let words = [verdict.words, criticality?.words].compactMap { $0 }.joined(separator: "; ")
    return "\(words); AD returns \(derivative.backward)"
  }
}

extension GradientVector: CustomStringConvertible {
  public var description: String { NumberText.vector(numbers) }
}

extension SelectionJacobian: CustomStringConvertible where S == Double {
  /// The rows, one per output.
  public var description: String {
    let rows = (0..<q).map { NumberText.vector(row($0)) }
    return q == 1 ? rows[0] : "[\(rows.joined(separator: ", "))]"
  }
}
