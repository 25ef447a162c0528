import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// The maximum number of runs of one command, and of steps of a run.
  static let runLimit = 1_000_000_000
  static let stepLimit = 1_000_000_000

  /// Answers `descend f from x`, and `descend f starts M on box`, once for each convention.
  func showDescent(_ request: DescentRequest, in context: Context) throws(SessionFailure) {
    let rate = try rate(request.rate, in: context)
    var options = DescentOptions()
    options.steps = try count(request.steps, 1...Self.stepLimit, in: context) ?? options.steps
    options.seed = UInt64(
      try count(request.seed, 0...Int.max, in: context) ?? Int(options.seed))
    options.until = try number(request.until, in: context)
    if let size = try count(request.batch, 1...Self.runLimit, in: context) {
      options.minibatch = .size(size)
    }
    let conventions = try conventions(request.conventions, in: context)
    let formats = try formats(
      request.formats, otherwise: [state.settings.precision], in: context)
    guard try mayKeep(request, conventions.count * formats.count, in: context) else { return }
    for convention in conventions {
      let subject = try descentSubject(request, under: convention, in: context)
      if let batch = request.batch, !subject.problem.hasData {
        throw SessionFailure(.batchWithoutData(at: context.tree.span(batch)))
      }
      for format in formats {
        options.format = format
        try showDescent(request, subject, rate, options, in: context)
      }
    }
  }

  private func showDescent(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, in context: Context
  ) throws(SessionFailure) {
    switch request.start {
    case .point(let point, let region):
      if let clause = request.skip ?? request.take {
        throw SessionFailure(.partOfOneRun(at: context.tree.span(clause)))
      }
      guard subject.start.allSatisfy({ options.format.rounded($0).isFinite }) else {
        throw SessionFailure(.startBeyondFormat(options.format, at: context.tree.span(point)))
      }
      var own = options
      if let region {
        own.box = try sides(region, in: context).map { side in
          (side.lower?.double ?? -.infinity)...(side.upper?.double ?? .infinity)
        }
        guard own.box?.count == subject.start.count else {
          throw SessionFailure(
            .boxOfStart(
              subject.start.count, own.box?.count ?? 0, at: context.file.span(region.range)))
        }
      }
      try showRun(request, subject, rate, own, in: context)
    case .box(let region, let count):
      let total = try self.count(count, 1...Self.runLimit, in: context) ?? 1
      let first = min(try self.count(request.skip, 0...Self.runLimit, in: context) ?? 0, total)
      let taken = try self.count(request.take, 0...Self.runLimit, in: context) ?? total
      let numbers = first..<min(first + taken, total)
      let sides = try sides(region, in: context)
      try showStarts(request, subject, rate, options, numbers, of: total, on: sides, in: context)
    case .adversary(let region):
      if let format = request.formats.first {
        throw SessionFailure(.formatOfSearch(at: context.file.span(format.range)))
      }
      try showAdversary(request, subject, rate, options, on: region, in: context)
    }
  }

  /// Throws unless the descents, of which there are so many, can be kept where that is asked for;
  /// `false` where a file that is only loaded asks for it.
  private func mayKeep(
    _ request: DescentRequest, _ count: Int, in context: Context
  ) throws(SessionFailure) -> Bool {
    guard let file = request.state else { return true }
    let span = context.file.span(file.range)
    if case .adversary = request.start { throw SessionFailure(.stateOfSearch(at: span)) }
    if file.isStandardOutput { throw SessionFailure(.stateWithoutFile(at: span)) }
    guard count == 1 else { throw SessionFailure(.stateOfSeveral(at: span)) }
    if let open = openFiles.last, open.isLoaded {
      context.report(UnwrittenFileAnswer(.unwrittenFile(file.path, of: open.name, at: span)))
      return false
    }
    try permit(file, of: .descend(request), holding: .state, in: context)
    return true
  }

  // MARK: - One run

  private func showRun(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, in context: Context
  ) throws(SessionFailure) {
    let runner = try runner(request, subject, rate, options, in: context)
    let run = try run(request, subject, rate, options, runner, in: context)
    let judge = DescentJudge(subject.problem, rate, work)
    let answer = DescentAnswer(
      subject, rate, request.rate.map { context.tree.text($0.expression) }, options, run,
      judge.limit(run.end, at: run.point, run.window, derivative: run.derivative),
      boundedness(subject, rate, options), isKept: request.state != nil,
      width: min(columns, AnswerWords.width))
    context.report(answer)
    guard let file = request.file else { return }
    // The data are known now.
    try permit(file, of: .descend(request), in: context)
    try deliver(picture(subject, answer).svg, to: file, in: context)
  }

  /// Runs, or goes on from where a file has the run.
  private func run(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, _ runner: DescentRunner, in context: Context
  ) throws(SessionFailure) -> DescentRun {
    let sides = options.box.map { box in
      box.map { "[\(NumberText.text($0.lowerBound)), \(NumberText.text($0.upperBound))]" }
    }
    let keeper = try keeper(
      request, subject, rate, options,
      place: [
        DescentState.Part(
          name: "start",
          text: DescentWords.point(subject.start.map { options.format.rounded($0) }),
          digest: subject.start.map {
            String(options.format.rounded($0).bitPattern, radix: 16)
          }.joined(separator: " ")),
        DescentState.Part(name: "box", text: sides?.joined(separator: " x ") ?? "none"),
      ], in: context)
    // What runs compute is not charged: that one was broken off and resumed is to make no
    // difference to what is found out about its end.
    return try Work.uncharged { () throws(SessionFailure) in
      var progress: DescentProgress
      if case .run(let record) = keeper?.found {
        progress = runner.resume(record)
      } else {
        progress = runner.begin(from: subject.start.map { options.format.rounded($0) }, constant: 1)
      }
      // A file that cannot be written is to be known before the work, not after it.
      try keeper?.keep(.run(progress.record(window: options.window)))
      var stretch = keeper == nil ? Int.max : 16
      while !progress.hasEnded {
        let begin = ContinuousClock.now
        do throws(DescentFailure) {
          try runner.advance(&progress, by: stretch)
        } catch {
          throw failure(error, request, subject, in: context)
        }
        if case .interrupted = progress.run.end { break }
        if begin.duration(to: .now) < .milliseconds(200), stretch < .max / 2 { stretch *= 2 }
        try keeper?.keepNowAndThen { .run(progress.record(window: options.window)) }
      }
      try keeper?.keep(.run(progress.record(window: options.window)))
      return runner.conclude(progress)
    }
  }

  /// Whether runs are bounded: what is known of that holds for real numbers and is passed on to
  /// doubles, not to formats of a few digits.
  func boundedness(
    _ subject: DescentSubject, _ rate: StepRate, _ options: DescentOptions
  ) -> Boundedness {
    options.format == .f64 ? Boundedness(subject.problem, rate, work) : .assumed
  }

  /// Returns the way over the cells of a function of two variables, or J along the way.
  private func picture(_ subject: DescentSubject, _ answer: DescentAnswer) -> Figure {
    let way = answer.run.samples.map(\.point)
    guard subject.start.count == 2, let mean = subject.problem.mean() else { return answer.figure }
    func range(_ i: Int) -> ClosedRange<Double> {
      let (low, high) = (way.map { $0[i] }.min() ?? 0, way.map { $0[i] }.max() ?? 0)
      let margin = max((high - low) * 0.15, 1e-3 * max(abs(low), abs(high)), 1e-6)
      return low - margin...high + margin
    }
    let map = mean.cellMap(x: range(0), y: range(1), columns: 128, rows: 128, work)
    return Figure(
      map, name: AnswerWords.cut(subject.name, to: 60),
      way: way.map { Figure.Point($0[0], $0[1]) })
  }

  // MARK: - Adversarial starts

  /// How many steps back are looked at where nothing is said, and at the most.
  private static let depths = (usual: 3, limit: 12)

  private func showAdversary(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, on region: Region, in context: Context
  ) throws(SessionFailure) {
    let span = context.file.span(region.range)
    let sides = try sides(region, in: context)
    guard subject.problem.program.p == 1, !subject.problem.hasData, sides.count == 1 else {
      throw SessionFailure(.adversaryOfSeveralVariables(at: span))
    }
    guard let lower = sides[0].lower, let upper = sides[0].upper else {
      throw SessionFailure(.boundlessStarts(at: span))
    }
    let depth = try count(request.steps, 1...Self.depths.limit, in: context) ?? Self.depths.usual
    let search = AdversarialSearch(
      subject.problem.program, rate: rate, from: lower, to: upper, steps: depth,
      under: subject.problem.convention, work)
    // The same starts, moved: they are to end elsewhere.
    var usual = options
    usual.steps = DescentOptions().steps
    usual.format = .f64
    let runner = try runner(request, subject, rate, usual, in: context)
    let judge = DescentJudge(subject.problem, rate, work)
    var moved: [DescentLimit?] = []
    for target in search.targets {
      guard let start = target.path?[0].double, let constant = target.constant?.double else {
        moved.append(nil)
        continue
      }
      let run = try preparing(request, subject, in: context) { () throws(DescentFailure) in
        try runner.run(from: [start + 0x1p-40], constant: constant, watches: false)
      }
      moved.append(
        judge.limit(run.end, at: run.point, run.window, derivative: run.derivative))
    }
    context.report(
      AdversarialAnswer(
        subject, rate, request.rate.map { context.tree.text($0.expression) }, search, moved: moved,
        on: sides[0]))
  }
}
