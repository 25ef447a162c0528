import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

/// Compares the functions of two scripts, pair by pair, or those of one under several conventions.
///
/// Functions of the same name and shape are a pair, and those of a renaming. A point fixes open
/// sizes; elsewhere small ones are taken, and named.
public struct FileComparison {
  /// The paths: one or two.
  let paths: [String]

  /// The interval or box; one interval stands for every input. By default the whole line for one
  /// input, and [-1, 1] for each of several.
  public var region: String?

  /// The point, instead of a region.
  public var point: String?

  /// The names of conventions, separated by commas; by default that of the sessions.
  public var conventions: String?

  /// The functions, by their names in the first file, of which nothing that is found counts.
  public var allowed: [String] = []

  /// The functions that have another name in the second file.
  public var renamings: [(old: String, new: String)] = []

  /// `true` iff a comparison that is not complete is a negative answer.
  public var isStrict = false

  /// Creates the comparison of the scripts at `paths`.
  /// - Requires: one path with conventions, or two.
  public init(paths: [String]) { self.paths = paths }

  /// Loads each script into a session of its own and reports how its functions compare. What is
  /// wrong with a script is trouble, an assertion that does not hold too.
  /// - Requires: one session per path.
  public func run(in sessions: [Session], report: (Answer) -> Void) -> Outcome {
    let mistakes = CommandText(
      "diff", clauses: [(.at, point), (.on, region), (.under, conventions)]
    ).mistakes
    if mistakes.containsError {
      report(Answer(ErrorAnswer(mistakes), file: "<arguments>", line: 1))
      return .trouble
    }
    let sources = SourceCache()
    for session in sessions { session.sources = sources }
    for (session, path) in zip(sessions, paths) {
      let outcome = session.load(path: path, report: report)
      guard outcome == .success else { return .trouble }
    }
    let functions = sessions.map { session in
      session.currentDefinitions.filter(\.isFunction).map(\.name)
    }
    // Programs of frameworks are called by their files: those that are alone are a pair.
    var renamings = renamings
    let areAlone = functions.allSatisfy { $0.count == 1 }
    if paths.count == 2, paths.allSatisfy(Session.isProgram), areAlone,
      functions[0] != functions[1], renamings.isEmpty
    {
      renamings = [(functions[0][0], functions[1][0])]
    }
    if let mistake = mistake(in: functions) {
      report(Answer(ErrorAnswer(mistake), file: "<arguments>", line: 1))
      return .trouble
    }
    var summary = FileComparisonAnswer(
      files: fileNames, path: paths[paths.count - 1], allowed: allowed, renamings: renamings,
      isStrict: isStrict)
    for name in functions[0] {
      let pair = [name] + (functions.count > 1 ? [newName(of: name, renamings)] : [])
      if let second = functions.dropFirst().first, !second.contains(pair[1]) {
        summary.onlyIn[0].append(name)
      } else if sessions[0].cancellation.isRequested {
        summary.notCompared.append((name, "interrupted"))
      } else {
        compare(pair, in: sessions, &summary, report)
      }
    }
    let partners = Set(functions[0].map { newName(of: $0, renamings) })
    for name in functions.dropFirst().first ?? [] where !partners.contains(name) {
      summary.onlyIn[1].append(name)
    }
    report(Answer(summary, file: paths[0], line: 1, made: sessions[0].provenance))
    return summary.finding
  }

  /// What the function called `name` in the first file is called in the second.
  private func newName(
    of name: String, _ renamings: [(old: String, new: String)]
  ) -> String {
    renamings.first { $0.old == name }?.new ?? name
  }

  /// Returns what is wrong with names on the command line: they name functions of the files.
  private func mistake(in functions: [[String]]) -> Diagnostic? {
    let all = Set(functions.joined())
    if let name = allowed.first(where: { !all.contains($0) }) {
      return .unknownComparedFunction(name, in: fileNames, option: "--allow \(name)", among: all)
    }
    for (old, new) in renamings {
      for (i, name) in [old, new].enumerated() where !functions[i].contains(name) {
        return .unknownComparedFunction(
          name, in: [fileNames[i]], option: "--rename \(old)=\(new)", among: functions[i])
      }
    }
    return nil
  }

  /// Compares the functions called `names`, one name a file.
  private func compare(
    _ names: [String], in sessions: [Session], _ summary: inout FileComparisonAnswer,
    _ report: (Answer) -> Void
  ) {
    let name = names[0]
    do throws(SessionFailure) {
      var sets: [FileInstances] = []
      for (session, name) in zip(sessions, names) {
        sets.append(try session.comparedInstances(of: name, self))
      }
      guard sets.dropFirst().allSatisfy({ $0.hasShapes(of: sets[0]) }) else {
        summary.reshaped.append(name)
        return
      }
      let answer = try sessions[0].withinBudget { () throws(SessionFailure) in
        try join(sets, names)
          .comparison(in: sets[0].place, at: sets[0].span, sessions[0].work)
      }
      if let reason = answer.reasonForNoAnswer {
        summary.notCompared.append((name, reason))
        return
      }
      if sets[0].isSized { summary.sized.append((name, sets[0].instances[0].instance.program.p)) }
      if answer.hasDifferences {
        summary.differing.append(name)
      } else if let reason = answer.incompleteness {
        summary.incomplete.append((name, reason))
      }
      summary.compared.append(name)
      report(
        Answer(
          PairAnswer(
            answer, names, at: sets.compactMap(\.definition), isAllowed: allowed.contains(name)),
          file: paths[0], line: sets[0].definition?.start.line ?? 1,
          made: sessions[0].provenance))
      if sessions[0].cancellation.isRequested { summary.notCompared.append((name, "interrupted")) }
    } catch {
      let reason = error.diagnostics.elements.first?.title ?? ""
      summary.notCompared.append((name, reason))
    }
  }

  /// Returns the instances of all files, called by their files, or by conventions alone.
  private func join(_ sets: [FileInstances], _ names: [String]) -> ComparedInstances {
    var joined = ComparedInstances()
    if sets.count == 1 {
      joined.function = names[0]
    } else {
      joined.title = names[0] == names[1] ? names[0] : "\(names[0]), now \(names[1]),"
    }
    let files = fileNames
    for (set, file) in zip(sets, files) {
      for (convention, instance) in set.instances {
        let label =
          sets.count == 1
          ? convention.name
          : set.instances.count == 1 ? file : "\(file) (\(convention.name))"
        joined.append(instance, convention, label)
      }
    }
    return joined
  }

  /// The files as tables call them: with no more folders than tell them apart.
  private var fileNames: [String] {
    let paths = paths.map { $0 == "-" ? "<stdin>" : $0 }
    let parts = paths.map { $0.split(separator: "/") }
    for count in 1..<(parts.map(\.count).max() ?? 1) {
      let names = parts.map { $0.suffix(count).joined(separator: "/") }
      if Set(names).count == names.count { return names }
    }
    return paths
  }
}

/// A function of a file under every convention of a comparison.
struct FileInstances {
  let instances: [(convention: Convention, instance: Instance)]
  let place: ComparisonPlace

  /// What to point at where the comparison fails.
  let span: SourceSpan

  /// Where the file defines the function.
  let definition: SourceSpan?

  /// `true` iff its sizes are open, and small ones were taken.
  let isSized: Bool

  func hasShapes(of other: FileInstances) -> Bool {
    let (a, b) = (instances[0].instance, other.instances[0].instance)
    return a.argumentShapes == b.argumentShapes && a.outputShape == b.outputShape
  }
}

extension Session {
  /// Returns the programs of the function called `name` where a comparison of files looks.
  fileprivate func comparedInstances(of name: String, _ question: FileComparison)
    throws(SessionFailure) -> FileInstances
  {
    var text = "diff \(name)"
    if let point = question.point {
      text += " at \(point)"
    } else {
      text += " on \(question.region ?? "[-inf, inf]")"
    }
    if let conventions = question.conventions { text += " under \(conventions)" }
    let (script, diagnostics) = Script.parse(SourceFile(name: "<arguments>", text: text))
    if diagnostics.containsError { throw SessionFailure(diagnostics) }
    guard let statement = script.statements.first,
      case .command(.diff(let request)) = statement.kind
    else { throw SessionFailure(.notAFunction(at: script.file.span(0..<text.utf8.count))) }
    let context = Context(silent: script)
    let function = request.functions[0]
    var point: ExpressionID?
    var sides: [Box.Side] = []
    switch request.place {
    case .point(let place): point = place
    case .region(let region?): sides = try self.sides(region, in: context)
    case .region(nil): break
    }
    var instances: [(convention: Convention, instance: Instance)] = []
    var isSized = false
    for convention in try conventions(request.conventions, in: context) {
      if sides.count > 1 {
        instances.append(
          (
            convention,
            try instance(function, dimension: sides.count, under: convention, in: context)
          ))
        continue
      }
      do throws(SessionFailure) {
        let own = try instance(function, at: point, under: convention, in: context)
        instances.append((convention, own))
      } catch {
        guard point == nil, let own = small(function, under: convention, in: context) else {
          throw error
        }
        instances.append((convention, own))
        isSized = true
      }
    }
    let p = instances[0].instance.program.p
    if sides.count == 1, p > 1 {
      let side = question.region == nil ? Box.Side.unit : sides[0]
      sides = [Box.Side](repeating: side, count: p)
    }
    let reference = try self.function(function, in: context)
    let place =
      point == nil
      ? ComparisonPlace.box(sides)
      : .point(try exactPoint(instances[0].instance, at: script.file.span(statement.range)))
    return FileInstances(
      instances: instances, place: place, span: script.tree.span(function),
      definition: reference.definition?.span, isSized: isSized)
  }

  /// Returns the program of a function with open sizes for few inputs; `nil` where none fit.
  private func small(
    _ function: ExpressionID, under convention: Convention, in context: Context
  ) -> Instance? {
    // Vectors of three entries show what two hide; what has several sizes needs more inputs.
    [3, 6, 4, 2, 9, 8, 5, 7, 1].lazy.compactMap { dimension in
      try? self.instance(function, dimension: dimension, under: convention, in: context)
    }.first
  }
}
