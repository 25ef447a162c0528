import ADLPrograms

/// What a derivative program of one variable does at a point: whether it jumps, and what the next
/// derivative is beside the point.
public struct DerivativeJump: Sendable {
  public let point: Certified

  /// The limits of the derivative, and its value, which is that of AD under the convention.
  public let left: Certified
  public let right: Certified
  public let value: Certified

  /// The limits of the next derivative; not known where they were not found.
  public let nextLeft: RayLimit
  public let nextRight: RayLimit

  /// `true` iff the derivative is constant on every piece, so that the next one is 0 almost
  /// everywhere.
  public let isPiecewiseConstant: Bool

  /// What the derivative jumps by; `nil` where it is not known whether it does.
  public var jump: Certified? {
    let jump = right - left
    if jump.sign.isCertainly(.zero) { return Certified(.zero) }
    return jump.sign.isKnown ? jump : nil
  }

  /// Reads the sides of a derivative program at a point; `nil` where its limits are not known.
  ///
  /// - Requires: the program has one input and one output.
  public init?(
    _ analysis: PointAnalysis, _ sides: DirectionalAnswer?, under convention: Convention,
    _ work: Work
  ) {
    guard let sides, let left = sides.behind?.limits.first?.number,
      let right = sides.ahead?.limits.first?.number, left.isDefined, right.isDefined,
      let value = sides.values.first
    else { return nil }
    (self.left, self.right, self.value) = (left, right, value)
    let x = analysis.inputs.map(\.certified)
    point = x[0]
    isPiecewiseConstant = analysis.program.isPiecewiseConstant
    var next: DirectionalAnswer?
    if let program = try? analysis.program.derivative(under: convention),
      let beside = try? PointAnalysis(program, at: x)
    {
      next = try? beside.direction(along: [Certified(.one)], work)
    }
    nextLeft = next?.behind?.limits.first ?? .notKnown
    nextRight = next?.ahead?.limits.first ?? .notKnown
  }
}

extension Program {
  /// `true` iff the outputs are seen to be constant on every piece: made of literals and of the
  /// slopes of selections whose pieces are linear.
  var isPiecewiseConstant: Bool {
    var isConstant = [Bool](repeating: false, count: m)
    for k in p..<m {
      let application = application(k)
      func holds(_ operands: ArraySlice<Operand>) -> Bool {
        operands.allSatisfy { $0.node.map { isConstant[$0] } ?? true }
      }
      switch (application.primitive, application.parameter) {
      case (.branch, _), (.constant, _): isConstant[k] = holds(Self.chosen(application))
      case (_, .derived(let derived)):
        switch derived.kind {
        case .entry, .reach: isConstant[k] = true
        case .pick: isConstant[k] = holds(application.operands.dropFirst(derived.operandCount))
        }
      default:
        isConstant[k] =
          application.primitive.selection?.isPiecewiseConstant == true
          || holds(application.operands)
      }
    }
    return outputs.allSatisfy { isConstant[$0] }
  }

  /// The operands of which one is the value.
  private static func chosen(_ application: Application) -> ArraySlice<Operand> {
    application.operands.suffix(application.primitive == .branch ? 2 : 1)
  }
}
