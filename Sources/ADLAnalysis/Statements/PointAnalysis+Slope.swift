import ADLPrograms

extension PointAnalysis {
  /// `true` iff AD is known to return `slope` at the point, by both modes: exactly, or by the
  /// normal forms of what it returns.
  public func returns(_ slope: [Rational], under convention: Convention) -> Bool {
    let derivative = derivative(under: convention)
    let wanted = slope.map { Certified.exact($0) }
    if derivative.backward.entries == wanted, derivative.forward?.entries == wanted { return true }
    let x = point.compactMap(\.rational)
    let table = AtomTable(inputs: 0)
    guard x.count == point.count,
      let evaluation = try? program.evaluate(at: x.map { NormalForm(constant: $0, table) })
    else { return false }
    let entries =
      evaluation.differentiateForward(under: convention).entries
      + evaluation.differentiateBackward(under: convention).entries
    return zip(entries, slope + slope).allSatisfy {
      NormalForm.areSame($0, NormalForm(constant: $1, table))
    }
  }
}
