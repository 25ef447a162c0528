import ADLAnalysis
import ADLFormats
import ADLText

/// What a descent is, part by part, and how far it has come: the contents of the file that `state`
/// names.
struct DescentState {
  /// The number of the format; it changes with the bits that a descent has.
  static let version = 1

  /// A part of what a descent depends on.
  struct Part: Equatable, Encodable {
    /// What it is, in the words of a message.
    let name: String

    /// How it is written, where that is short.
    let text: String

    /// What else tells it from others.
    var digest = ""

    /// `true` iff a run that is asked for with this part goes on from one that was asked for with
    /// `other`: from one with fewer steps.
    func goesOn(from other: Part) -> Bool {
      guard name == "steps", let steps = Int(text), let fewer = Int(other.text) else {
        return false
      }
      return fewer <= steps
    }
  }

  /// How far the descent has come.
  enum Progress {
    case run(DescentProgress.Record)
    case runs(DescentCensus.Record)
  }

  let parts: [Part]
  var progress: Progress

  /// Why a file is not the state of a descent.
  enum Failure: Error {
    case notJSON(LocatedJSON.Failure)
    case notAState
    case version(Int)

    /// It is of a descent that differs in this part; the texts are one where they do not tell.
    case other(part: String, found: String, asked: String)
  }
}

// MARK: - Writing

extension DescentState {
  private struct Document: Encodable {
    let format = DescentState.format
    let version = DescentState.version
    let tool = Release.version
    let descent: [Part]
    var run: Run?
    var runs: Runs?
  }

  private struct Run: Encodable {
    let end: String
    let steps: Int
    let constant: ExactNumber
    let largest: ExactNumber
    let stillSteps: Int
    let tiedSteps: Int
    let stepsWatched: Int
    let visits: Int
    let recent: [[ExactNumber]]
    let samples: [Sample]
    let ties: [[Int]]
  }

  private struct Sample: Encodable {
    let step: Int
    let point: [ExactNumber]
    let value: ExactNumber
    let movement: ExactNumber?
  }

  private struct Runs: Encodable {
    let count: Int
    let notLookedAt: Int
    let analyses: Int
    let limits: [[Int]]
  }

  /// A double that is read back to the bit: JSON's numbers here have no sign of 0.
  private struct ExactNumber: Encodable {
    let value: Double

    init(_ value: Double) { self.value = value }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if value == 0, value.sign == .minus {
        try container.encode("-0")
      } else {
        try container.encode(value)
      }
    }
  }

  static let format = "adl descent"

  /// The state as JSON, on one line.
  var text: String {
    var document = Document(descent: parts)
    switch progress {
    case .run(let record):
      document.run = Run(
        end: record.end.rawValue, steps: record.steps, constant: ExactNumber(record.constant),
        largest: ExactNumber(record.largest), stillSteps: record.stillSteps,
        tiedSteps: record.tiedSteps, stepsWatched: record.stepsWatched, visits: record.visits,
        recent: record.recent.map { $0.map(ExactNumber.init) },
        samples: record.samples.map {
          Sample(
            step: $0.step, point: $0.point.map(ExactNumber.init), value: ExactNumber($0.value),
            movement: $0.movement.map(ExactNumber.init))
        },
        ties: record.ties.map { [$0.node, $0.count, $0.first, $0.last] })
    case .runs(let record):
      document.runs = Runs(
        count: record.count, notLookedAt: record.unlookedCount, analyses: record.analyses,
        limits: record.groups.map { [$0.number, $0.count, $0.provedCount] })
    }
    return JSONText.line(document) + "\n"
  }
}

// MARK: - Reading

extension DescentState {
  /// Reads the state of the descent that `parts` are of.
  init(_ file: SourceFile, of parts: [Part]) throws(Failure) {
    let document: LocatedJSON
    do throws(LocatedJSON.Failure) {
      document = try LocatedJSON(file)
    } catch {
      throw .notJSON(error)
    }
    guard document["format"]?.string == Self.format, let version = document["version"]?.int else {
      throw .notAState
    }
    guard version == Self.version else { throw .version(version) }
    let found = (document["descent"]?.elements ?? []).map { part in
      Part(
        name: part["name"]?.string ?? "", text: part["text"]?.string ?? "",
        digest: part["digest"]?.string ?? "")
    }
    for part in parts {
      guard let other = found.first(where: { $0.name == part.name }) else {
        throw .other(part: part.name, found: "", asked: part.text)
      }
      if document["run"] != nil, part.goesOn(from: other) { continue }
      if other != part { throw .other(part: part.name, found: other.text, asked: part.text) }
    }
    self.parts = parts
    if let run = document["run"], let record = run.progress {
      progress = .run(record)
    } else if let runs = document["runs"], let record = runs.census {
      progress = .runs(record)
    } else {
      throw .notAState
    }
  }
}

extension LocatedJSON {
  fileprivate subscript(key: String) -> LocatedJSON? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.key == key }?.value
  }

  fileprivate var string: String? { if case .string(let text) = content { text } else { nil } }

  fileprivate var elements: [LocatedJSON]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  fileprivate var double: Double? {
    switch content {
    case .number(let value): value
    case .string("-0"): -0.0
    case .string("nan"): .nan
    case .string("inf"): .infinity
    case .string("-inf"): -.infinity
    default: nil
    }
  }

  fileprivate var int: Int? {
    if case .number(let value) = content { Int(exactly: value) } else { nil }
  }

  fileprivate var doubles: [Double]? { all(\.double) }
  fileprivate var ints: [Int]? { all(\.int) }

  /// What all elements of a list are; `nil` where one is not.
  fileprivate func all<Element>(_ element: (LocatedJSON) -> Element?) -> [Element]? {
    guard let elements else { return nil }
    let found = elements.compactMap(element)
    return found.count == elements.count ? found : nil
  }

  /// The progress of a run.
  fileprivate var progress: DescentProgress.Record? {
    typealias Record = DescentProgress.Record
    var record = Record()
    guard let end = self["end"]?.string.flatMap(Record.End.init), let steps = self["steps"]?.int,
      let constant = self["constant"]?.double, let largest = self["largest"]?.double,
      let still = self["stillSteps"]?.int, let tied = self["tiedSteps"]?.int,
      let watched = self["stepsWatched"]?.int, let visits = self["visits"]?.int,
      let recent = self["recent"]?.all(\.doubles), let samples = self["samples"]?.all(\.sample),
      let ties = self["ties"]?.all(\.ints), ties.allSatisfy({ $0.count == 4 })
    else { return nil }
    (record.end, record.steps, record.constant) = (end, steps, constant)
    (record.largest, record.stillSteps, record.tiedSteps) = (largest, still, tied)
    (record.stepsWatched, record.visits) = (watched, visits)
    (record.recent, record.samples) = (recent, samples)
    record.ties = ties.map { Record.Tie(node: $0[0], count: $0[1], first: $0[2], last: $0[3]) }
    return record
  }

  private var sample: DescentProgress.Record.Sample? {
    guard let step = self["step"]?.int, let point = self["point"]?.doubles,
      let value = self["value"]?.double
    else { return nil }
    return .init(step: step, point: point, value: value, movement: self["movement"]?.double)
  }

  /// The progress of many runs.
  fileprivate var census: DescentCensus.Record? {
    var record = DescentCensus.Record()
    guard let count = self["count"]?.int, let unlooked = self["notLookedAt"]?.int,
      let analyses = self["analyses"]?.int, let limits = self["limits"]?.all(\.ints),
      limits.allSatisfy({ $0.count == 3 })
    else { return nil }
    (record.count, record.unlookedCount, record.analyses) = (count, unlooked, analyses)
    record.groups = limits.map { .init(number: $0[0], count: $0[1], provedCount: $0[2]) }
    return record
  }
}
