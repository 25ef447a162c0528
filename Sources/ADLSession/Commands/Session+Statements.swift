import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

/// The statements of the paper on a program of the user's own.
extension Session {
  /// Answers `trace f at x matrices`, once for each convention.
  func showMatrices(_ request: PointRequest, in context: Context) throws(SessionFailure) {
    for convention in try conventions(request.conventions, in: context) {
      let subject = try subject(request, under: convention, in: context)
      guard subject.program.m <= ModeMatrices.nodeLimit else {
        throw SessionFailure(
          .tooManyNodes(subject.program.m, ModeMatrices.nodeLimit, at: request, in: context))
      }
      do {
        let matrices = try subject.analysis.matrices(under: convention, work)
        context.report(MatricesAnswer(subject, matrices, under: convention))
      } catch {
        throw failure(error)
      }
    }
  }

  /// Answers `cells f on box`.
  func showCells(_ request: RegionRequest, in context: Context) throws(SessionFailure) {
    let sides = try sides(request.region, of: request.functions[0], in: context)
    let box = Box(sides.map { Box.Side($0.lower, $0.upper) })
    let instance = try instance(request.functions[0], dimension: sides.count, in: context)
    let list = instance.program.cells(on: box, under: state.convention, work)
    context.report(CellListAnswer(instance, list, on: sides, under: state.convention))
  }

  /// Answers `field f near x along d`.
  func showNearField(
    _ request: PointRequest, along place: ExpressionID, in context: Context
  ) throws(SessionFailure) {
    let subject = try subject(request, in: context)
    let direction = try rationals(place, in: context)
    guard direction.count == subject.program.p else {
      throw SessionFailure(
        .directionSize(
          direction.count, expected: subject.program.p, at: context.tree.span(place)))
    }
    guard direction.contains(where: { !$0.isZero }) else {
      throw SessionFailure(.noDirection(at: context.tree.span(place)))
    }
    context.report(
      NearFieldAnswer(
        subject, subject.analysis.nearField(along: direction, work), along: direction))
  }

  /// Answers `verify f from x to y`, once for each convention.
  func showSegment(
    _ request: VerificationRequest, from first: ExpressionID, to last: ExpressionID,
    in context: Context
  ) throws(SessionFailure) {
    let (start, end) = (
      try rationals(first, in: context), try rationals(last, in: context)
    )
    guard start.count == end.count else {
      throw SessionFailure(
        .segmentSizes(start.count, end.count, at: context.tree.span(last)))
    }
    guard start != end else { throw SessionFailure(.noSegment(at: context.tree.span(last))) }
    let path = Path.line(from: start, along: zip(start, end).map { $1 - $0 })
    for convention in try conventions(request.conventions, in: context) {
      let instance = try instance(request.function, at: first, under: convention, in: context)
      try refuseStatedDerivatives(
        of: instance, "Proposition 2 does", at: context.tree.span(request.function))
      let integral = instance.program.integral(
        along: path, from: .zero, to: .one, under: convention, work)
      context.report(IntegralAnswer(instance, integral, .segment, under: convention))
    }
  }

  /// Answers `verify f along curve on [a, b]`, once for each convention.
  func showCurve(
    _ request: VerificationRequest, along place: ExpressionID, on region: Region,
    in context: Context
  ) throws(SessionFailure) {
    let sides = try sides(region, in: context)
    guard sides.count == 1, let lower = sides[0].lower, let upper = sides[0].upper else {
      throw SessionFailure(.curveInterval(at: context.file.span(region.range)))
    }
    let curve = try instance(place, dimension: 1, in: context)
    for convention in try conventions(request.conventions, in: context) {
      let instance = try instance(
        request.function, dimension: curve.program.q, under: convention, in: context)
      try refuseStatedDerivatives(
        of: instance, "Theorem 3 does", at: context.tree.span(request.function))
      if let path = curve.program.asPath(from: lower, to: upper, work) {
        let integral = instance.program.integral(
          along: path, from: lower, to: upper, under: convention, work)
        context.report(
          IntegralAnswer(instance, integral, .curve(curve.name), under: convention))
        continue
      }
      let composed = try composition(instance, curve, at: context.tree.span(place))
      let integral = composed.program.integral(
        along: .identity, from: lower, to: upper, under: convention, work
      ).following(curve.program)
      context.report(
        IntegralAnswer(
          instance, integral, .curve(curve.name), under: convention,
          inner: (composed.innerCount, curve.anchors)))
    }
  }

  /// Returns the program of f ∘ γ, and how many of its first nodes are those of γ.
  private func composition(
    _ function: Instance, _ curve: Instance, at span: SourceSpan
  ) throws(SessionFailure) -> (program: Program, innerCount: Int) {
    let builder = ProgramBuilder(inputs: 1)
    let inner = builder.inline(curve.program, arguments: [builder.input(0)])
    let innerCount = builder.m
    let outer = builder.inline(function.program, arguments: inner)
    do {
      return (try builder.seal(outputs: outer), innerCount)
    } catch {
      throw SessionFailure(
        Diagnostic.error("the composition cannot be written: \(error)", at: span))
    }
  }

  /// Returns the coordinates of a point, exactly where they are rational.
  func rationals(
    _ place: ExpressionID, in context: Context
  ) throws(SessionFailure) -> [Rational] {
    let entries = try point(place, in: context).flatMap(\.entries)
    guard entries.allSatisfy(\.double.isFinite) else {
      throw SessionFailure(.infinitePoint(at: context.tree.span(place)))
    }
    return entries.map { $0.exact ?? Rational($0.double) }
  }
}
