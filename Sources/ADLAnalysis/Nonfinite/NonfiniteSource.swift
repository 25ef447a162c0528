import ADLPrograms

/// Where a sweep, or the evaluation, first made a number that is not finite from finite ones.
public struct NonfiniteSource: Sendable {
  /// What made it.
  public enum Pass: Hashable, Sendable {
    case evaluation

    /// The forward sweep along an input, and the backward sweep from an output, from 0.
    case forward(input: Int)
    case backward(output: Int)
  }

  /// How it was made.
  public enum Cause: Sendable {
    /// The function of the node has no finite value at these operands.
    case value([Double])

    /// A local derivative times what was passed on. A mask is that of an operand which the chosen
    /// piece does not contain.
    case product(derivative: Double, passed: Double, isMask: Bool)

    /// Infinities of both signs were added.
    case sum

    /// Two tangents were put together before they were multiplied.
    case blend
  }

  public let pass: Pass

  /// The node at which it was made, from 0.
  public let node: Int

  /// `true` iff it is not a number; otherwise it is infinite.
  public let isNaN: Bool

  public let cause: Cause

  /// The outputs that it reached, or of a backward sweep the inputs, from 0.
  public let reached: [Int]
}

/// What is not finite in the evaluation of a program and in its sweeps, and where it comes from.
public struct NonfiniteReport: Sendable {
  /// At most one source a sweep: of what is not a number, or else of an infinity.
  public let sources: [NonfiniteSource]

  /// `true` iff something is not a number.
  public var hasNaN: Bool { sources.contains(where: \.isNaN) }

  /// Looks for the sources in what was computed.
  ///
  /// - Parameter tangents: those of every node, for each input.
  /// - Parameter adjoints: those of every node, for each output.
  public init<S: FloatingNumber>(
    _ evaluation: Evaluation<S>, tangents: [[S?]], adjoints: [[S?]], under convention: Convention
  ) {
    let search = NonfiniteSearch(evaluation: evaluation, convention: convention)
    var sources = [search.value()].compactMap(\.self)
    for (i, row) in tangents.enumerated() {
      if let source = search.forward(row, along: i) { sources.append(source) }
    }
    for (i, row) in adjoints.enumerated() {
      if let source = search.backward(row, from: i) { sources.append(source) }
    }
    self.sources = sources
  }
}

/// Finds where numbers that are not finite were made.
private struct NonfiniteSearch<S: FloatingNumber> {
  let evaluation: Evaluation<S>
  let convention: Convention

  private var program: Program { evaluation.program }

  /// Which numbers are looked for: those that are none, or else infinities.
  private func isBad(_ x: S?, _ seeksNaN: Bool) -> Bool {
    guard let x = x?.double else { return false }
    return seeksNaN ? x.isNaN : x.isInfinite
  }

  /// Returns whether there are such numbers, and of which kind; `nil` where all are finite.
  private func kind(_ numbers: [S?]) -> Bool? {
    if numbers.contains(where: { isBad($0, true) }) { return true }
    return numbers.contains(where: { isBad($0, false) }) ? false : nil
  }

  private func reached(_ nodes: Range<Int>, _ numbers: [S?], _ isNaN: Bool) -> [Int] {
    nodes.filter { isBad(numbers[$0], isNaN) }.map { $0 - nodes.lowerBound }
  }

  func value() -> NonfiniteSource? {
    let values = evaluation.values
    guard let isNaN = kind(Array(values[program.p...])) else { return nil }
    for k in program.p..<program.m where isBad(values[k], isNaN) {
      let application = program.application(k)
      // What a branch that was not taken holds is no operand.
      let own = application.operands.map { operand in
        operand.node.map { values[$0]?.double } ?? S(program.literals[operand.literal!]).double
      }
      if own.contains(where: { $0.map { isNaN ? $0.isNaN : $0.isInfinite } ?? false }) { continue }
      return NonfiniteSource(
        pass: .evaluation, node: k, isNaN: isNaN, cause: .value(own.compactMap(\.self)),
        reached: reached(program.outputs, values, isNaN))
    }
    return nil
  }

  func forward(_ tangents: [S?], along input: Int) -> NonfiniteSource? {
    guard let isNaN = kind(tangents) else { return nil }
    for k in program.p..<program.m where isBad(tangents[k], isNaN) {
      let application = program.application(k)
      let own = application.operands.map { $0.node.flatMap { tangents[$0] } }
      if own.contains(where: { isBad($0, isNaN) }) { continue }
      let d = evaluation.localDerivative(k, under: convention, .forward)
      let rule = convention.localRule(for: application.primitive, .forward)
      var cause = rule == .blend ? NonfiniteSource.Cause.blend : .sum
      for (i, (operand, tangent)) in zip(application.operands, own).enumerated() {
        // An operand that is a literal has the tangent 0 to some.
        let tangent = tangent ?? (operand.node == nil ? S(0) : nil)
        if let tangent, isBad(rule.contribution(of: tangent, through: d[i]), isNaN) {
          cause = .product(
            derivative: d[i].number.double, passed: tangent.double, isMask: d[i].isZero)
          break
        }
      }
      return NonfiniteSource(
        pass: .forward(input: input), node: k, isNaN: isNaN, cause: cause,
        reached: reached(program.outputs, tangents, isNaN))
    }
    return nil
  }

  func backward(_ adjoints: [S?], from output: Int) -> NonfiniteSource? {
    guard let isNaN = kind(adjoints) else { return nil }
    func source(_ node: Int, _ cause: NonfiniteSource.Cause) -> NonfiniteSource {
      NonfiniteSource(
        pass: .backward(output: output), node: node, isNaN: isNaN, cause: cause,
        reached: reached(0..<program.p, adjoints, isNaN))
    }
    for t in stride(from: program.m - 1, through: 0, by: -1) {
      guard let adjoint = adjoints[t] else { continue }
      // What passes to this node from later ones was finite, or a product would have been found.
      if isBad(adjoint, isNaN) { return source(t, .sum) }
      if t < program.p { continue }
      let application = program.application(t)
      let d = evaluation.localDerivative(t, under: convention)
      let rule = convention.localRule(for: application.primitive, .backward)
      for (operand, partial) in zip(application.operands, d) where operand.node != nil {
        if isBad(rule.contribution(of: adjoint, through: partial), isNaN) {
          return source(
            t,
            .product(
              derivative: partial.number.double, passed: adjoint.double, isMask: partial.isZero))
        }
      }
    }
    return nil
  }
}
