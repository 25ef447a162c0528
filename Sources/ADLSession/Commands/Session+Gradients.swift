import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `gradient f at x`.
  func showGradient(_ request: PointRequest, in context: Context) throws(SessionFailure) {
    let subject = try subject(request, in: context)
    context.report(GradientAnswer(subject, subject.analysis.limitingGradient(work)))
  }

  /// Answers `gradcheck f against g` at a point or on a box, and `gradcheck f with "file"`.
  func showGradientCheck(
    _ request: GradientCheckRequest, in context: Context
  ) throws(SessionFailure) {
    let check = GradientCheck(
      request, conventions: try judgedConventions(request, in: context),
      tolerance: try tolerance(request, in: context))
    switch request.subject {
    case .function(let rival, .point(let point)):
      try showGradientCheck(check, of: rival, at: point, in: context)
    case .function(let rival, .region(let region)):
      try showGradientCheck(check, of: rival, on: region, in: context)
    case .file(let file, let gradients):
      try showGradientCheck(check, of: file, gradients, in: context)
    }
  }

  /// The convention of the command or the one in force, with the profiles whose answers are
  /// compared with the gradient.
  private func judgedConventions(
    _ request: GradientCheckRequest, in context: Context
  ) throws(SessionFailure) -> [Convention] {
    let own = try conventions(request.conventions, in: context)
    let rest = Profile.allCases.map { Convention($0) }.filter { profile in
      !own.contains { $0.name == profile.name }
    }
    return own + rest
  }

  private func tolerance(
    _ request: GradientCheckRequest, in context: Context
  ) throws(SessionFailure) -> Double {
    guard let expression = request.tolerance else { return GradientCheck.defaultTolerance }
    let value = try value(expression, in: context)
    guard value.shape == .scalar, let number = value.entries.first?.double, number >= 0,
      number.isFinite
    else { throw SessionFailure(.toleranceExpected(at: context.tree.span(expression))) }
    return number
  }

  // MARK: - At a point

  private func showGradientCheck(
    _ check: GradientCheck, of rival: ExpressionID, at point: ExpressionID, in context: Context
  ) throws(SessionFailure) {
    let subject = try subject(check.request.at(point), under: check.conventions[0], in: context)
    let count = subject.program.p * subject.program.q
    let span = context.tree.span(rival)
    let (given, name) = try gradient(rival, at: point, in: context)
    guard given.count == count else {
      throw SessionFailure(.gradientSize(given.count, expected: count, at: span))
    }
    let judgement = subject.analysis.judge(
      given, within: check.tolerance, against: check.conventions, work)
    let place = GradientCheckAnswer.Place(
      point: subject.analysis.point.map(\.known), judgement: judgement,
      nearKink: judgement.nearKink.flatMap { subject.anchors.span(of: $0.anchor) },
      conventionCount: check.conventions.count, row: nil, given: nil)
    context.report(
      GradientCheckAnswer(
        name: subject.name, rival: name,
        region: "at \(NumberText.point(subject.analysis.point.map(\.known)))",
        places: [place], counts: [judgement.verdict: 1], elsewhere: nil,
        tolerance: check.tolerance, inputs: subject.gradientText.inputNames,
        q: subject.program.q, stop: judgement.stop))
  }

  /// Returns the gradient that a function has as its value at the point, or that is written out,
  /// with what to call it.
  private func gradient(
    _ rival: ExpressionID, at point: ExpressionID, in context: Context
  ) throws(SessionFailure) -> (entries: [Double], name: String) {
    do throws(SessionFailure) {
      let instance = try instance(rival, at: point, in: context)
      return (GradientCheck.value(of: instance, at: instance.point.map(\.number)), instance.name)
    } catch {
      guard let values = try? self.point(rival, in: context) else { throw error }
      if values.contains(where: { $0.shape == nil }) { throw error }
      return (values.flatMap(\.entries).map(\.double), context.tree.span(rival).text)
    }
  }

  // MARK: - On a box

  private func showGradientCheck(
    _ check: GradientCheck, of rival: ExpressionID, on region: Region?, in context: Context
  ) throws(SessionFailure) {
    let convention = check.conventions[0]
    let sides = try sides(region, of: check.request.function, in: context)
    let instance = try instance(
      check.request.function, dimension: sides.count, under: convention, in: context)
    let other = try self.instance(rival, dimension: sides.count, under: convention, in: context)
    let (p, q) = (instance.program.p, instance.program.q)
    guard other.program.p == p, other.program.q == p * q else {
      throw SessionFailure(
        .gradientSize(other.program.q, expected: p * q, at: context.tree.span(rival)))
    }
    let function = try function(check.request.function, in: context)
    let span = context.tree.span(check.request.function)
    let derivative = try lowered(under: convention) { (lowering) throws(LoweringFailure) in
      try lowering.instance(
        of: .derivative(function, order: 1), shapes: instance.argumentShapes, span: span)
    }
    let comparison = Comparison.of(
      [
        Subject(derivative.program, under: convention), Subject(other.program, under: convention),
      ], on: Box(sides), work)
    var counts: [GradientJudgement.Verdict: Int] = [:]
    var places: [GradientCheckAnswer.Place] = []
    var points = comparison.rows.map(\.point)
    if case .refuted(let example) = comparison.equality { points.append(example.point) }
    var seen: Set<[Rational]> = []
    for point in points {
      let exact = point.compactMap(\.rational)
      // What is not looked at is open: AD may be wrong there, and the gradient with it.
      guard exact.count == p, work.stop == nil else {
        counts[.undecided, default: 0] += 1
        continue
      }
      guard seen.insert(exact).inserted else { continue }
      guard
        let analysis = try? PointAnalysis(
          instance.program, at: exact.map { .exact($0) },
          tolerance: state.settings.tieTolerance, cancellation: cancellation)
      else {
        counts[.outsideDomain, default: 0] += 1
        continue
      }
      let judgement = analysis.judge(
        GradientCheck.value(of: other, at: exact.map { .exact($0) }), within: check.tolerance,
        against: check.conventions, work)
      counts[judgement.verdict, default: 0] += 1
      places.append(
        GradientCheckAnswer.Place(
          point: point, judgement: judgement,
          nearKink: judgement.nearKink.flatMap { instance.anchors.span(of: $0.anchor) },
          conventionCount: check.conventions.count, row: nil, given: nil))
    }
    // A comparison that is not complete may lack kinks.
    if !comparison.isComplete { counts[.undecided, default: 0] += 1 }
    context.report(
      GradientCheckAnswer(
        name: instance.name, rival: other.name, region: ComparisonPlace.box(sides).text,
        places: places, counts: counts,
        elsewhere: GradientCheckAnswer.Elsewhere(
          equality: comparison.equality,
          text: GradientCheck.words(comparison.equality, instance.name, other.name)),
        tolerance: check.tolerance, inputs: instance.inputs, q: q, stop: comparison.stop))
  }

  // MARK: - A file

  private func showGradientCheck(
    _ check: GradientCheck, of name: FileName, _ gradients: FileName?, in context: Context
  ) throws(SessionFailure) {
    var rows = try givenGradients(name, gradients, in: context)
    let place = context.file.span(name.range)
    let width = rows.inputCount
    let instance: Instance
    do throws(SessionFailure) {
      instance = try self.instance(
        check.request.function, dimension: width, under: check.conventions[0], in: context)
    } catch {
      guard rows.names.isEmpty, let function = try? function(check.request.function, in: context)
      else { throw error }
      throw SessionFailure(.arrayWidth(width, of: function.name, at: place))
    }
    let program = instance.program
    guard program.q == 1 else {
      throw SessionFailure(
        .severalOutputs(
          check.request.word.text, of: instance.name, count: program.q,
          at: context.tree.span(check.request.function)))
    }
    guard rows.settle(for: instance.inputs) else {
      throw SessionFailure(
        rows.names.isEmpty
          ? .arrayWidth(width, of: instance.name, at: place)
          : .gradientColumns(
            wanted: instance.inputs + instance.inputs.map { "d/\($0)" }, found: rows.names,
            at: place))
    }
    var counts: [GradientJudgement.Verdict: Int] = [:]
    var places: [GradientCheckAnswer.Place] = []
    var stop: Stop?
    for row in 0..<rows.count {
      let x = rows.point(row)
      guard stop == nil else { break }
      guard x.allSatisfy(\.isFinite),
        let analysis = try? PointAnalysis(
          program, at: x.map { .exact(Rational($0)) }, tolerance: state.settings.tieTolerance,
          cancellation: cancellation)
      else {
        counts[.outsideDomain, default: 0] += 1
        continue
      }
      let judgement = analysis.judge(
        rows.gradient(row), within: check.tolerance, against: check.conventions, work)
      stop = work.stop
      if stop != nil, judgement.verdict == .undecided { break }
      counts[judgement.verdict, default: 0] += 1
      if judgement.verdict == .derivative || places.count >= GradientCheck.placeLimit { continue }
      places.append(
        GradientCheckAnswer.Place(
          point: x.map { .rational(Rational($0)) }, judgement: judgement,
          nearKink: judgement.nearKink.flatMap { instance.anchors.span(of: $0.anchor) },
          conventionCount: check.conventions.count, row: row + 1, given: rows.place(row)))
    }
    context.report(
      GradientCheckAnswer(
        name: instance.name, rival: gradients?.path ?? name.path, region: "at its points",
        places: places, counts: counts, elsewhere: nil, tolerance: check.tolerance,
        inputs: instance.inputs, q: 1, stop: stop))
  }
}

/// What a check of a gradient is asked with.
private struct GradientCheck {
  let request: GradientCheckRequest

  /// The convention of the command, and then the profiles.
  let conventions: [Convention]
  let tolerance: Double

  static let defaultTolerance = 1e-9

  /// The maximum number of places that are kept to be shown.
  static let placeLimit = 1_000

  init(_ request: GradientCheckRequest, conventions: [Convention], tolerance: Double) {
    self.request = request
    self.conventions = conventions
    self.tolerance = tolerance
  }

  /// The values of an instance at a point: of the exact ones the doubles, where they are known.
  static func value(of instance: Instance, at point: [Certified]) -> [Double] {
    if let analysis = try? PointAnalysis(instance.program, at: point) {
      return analysis.values.map(\.double)
    }
    let outputs = try? instance.program.evaluate(at: point.map(\.double), domain: .notANumber)
      .outputs
    return outputs ?? [Double](repeating: .nan, count: instance.program.q)
  }

  static func words(_ equality: Equality, _ name: String, _ rival: String) -> String {
    switch equality {
    case .proved: "AD of \(name) and \(rival) are one function (proved)"
    case .bounded(let bound, _):
      "AD of \(name) and \(rival) differ by at most \(AnswerWords.bound(bound))"
    case .tested(let points, let largest, _):
      "AD of \(name) and \(rival) differ by at most \(NumberText.text(largest)) at \(points) points"
    case .refuted(let example) where example.isIsolated:
      "AD of \(name) and \(rival) are one function but at single places"
    case .refuted(let example):
      "AD of \(name) and \(rival) differ at \(NumberText.point(example.point))"
    case .unknown: "not compared"
    }
  }
}

extension KnownNumber {
  /// The number, where it is rational.
  fileprivate var rational: Rational? {
    switch self {
    case .rational(let value): value
    default: nil
    }
  }
}
