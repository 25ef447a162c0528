import ADLLanguage
import ADLPrograms
import ADLTestSupport
import ADLText
import Foundation
import Testing

@testable import ADLSession

/// What holds of every script, asked of hostile ones for as long as `make fuzz` allows.
///
/// Seed and number say which script it was; the script of the moment lies in `.build/fuzz.adl`, so
/// that one that ends the process is there to see.
struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["ADL_FUZZ_SECONDS"].flatMap(Double.init)

  /// A script is interrupted after as many seconds. Then it has to end, and is said to be slow,
  /// which breaks no law: budgets are of work and not of time.
  private static let patience = 20.0

  /// A script that goes on for so long behind its interruption hangs.
  private static let grace = 60.0

  @Test(.enabled(if: seconds != nil)) func `no script breaks a law`() throws {
    let seed =
      Self.environment["ADL_FUZZ_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0..<1 << 32)
    print("fuzz: ADL_FUZZ_SEED=\(seed)")
    let end = Date().addingTimeInterval(Self.seconds ?? 0)
    var count: UInt64 = 0
    while Date() < end {
      var script = HostileScript(seed: seed &* 1_000_003 &+ count)
      try look(at: script.bytes(), "seed \(seed), number \(count)")
      count += 1
    }
    print("fuzz: \(count) scripts")
  }

  /// A few of them are asked always, and the same.
  @Test(.slow, arguments: 0..<60) func `these scripts break no law`(number: UInt64) throws {
    var script = HostileScript(seed: number)
    try look(at: script.bytes(), "number \(number)")
  }

  private func look(at bytes: [UInt8], _ name: String) throws {
    let folder = FileManager.default.currentDirectoryPath + "/.build"
    let url = URL(filePath: (Self.seconds != nil ? folder : NSTemporaryDirectory()) + "/fuzz.adl")
    if Self.seconds != nil { try Data(bytes).write(to: url) }
    let start = Date()
    let laws = ScriptLaws(bytes, until: start.addingTimeInterval(Self.patience))
    var faults = try laws.faults()
    let duration = Date().timeIntervalSince(start)
    if duration > Self.patience + Self.grace {
      faults.append("hangs: \(Int(duration)) s")
    } else if duration > Self.patience {
      print("fuzz: \(name) is slow: \(Int(duration)) s")
    }
    if !faults.isEmpty {
      Issue.record(
        "\(name): \(faults.joined(separator: "; "))\n\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}

/// The laws of one script.
private struct ScriptLaws {
  private let bytes: [UInt8]
  private let end: Date

  init(_ bytes: [UInt8], until end: Date) {
    self.bytes = bytes
    self.end = end
  }

  private var file: SourceFile { SourceFile(name: "fuzz.adl", bytes: bytes) }

  private var session: Session {
    let end = end
    return Session(cancellation: .init { Date() > end })
  }

  /// Returns which laws the script breaks.
  func faults() throws -> [String] {
    // What reads and writes files, the time, and what was typed are not the script's alone.
    let text = file.text
    if ["load", "save", " to", "time", "convention \"", "convention\""].contains(
      where: text.contains)
    {
      return readingFaults()
    }
    var faults = readingFaults()
    var answers: [Answer] = []
    let outcome = session.run(file) { answers.append($0) }
    for answer in answers { faults += self.faults(of: answer) }
    if Date() > end { return faults }
    faults += statusFaults(outcome, answers)
    do {
      return faults + (try recordingFaults(outcome))
    } catch {
      // What is interrupted records nothing.
      if Date() > end { return faults }
      throw error
    }
  }

  /// What reading alone must hold to.
  private func readingFaults() -> [String] {
    var faults: [String] = []
    let (script, diagnostics) = Script.parse(file)
    let names = session.errors(in: script.statements[...], of: script)
    for diagnostic in diagnostics.elements + names.elements {
      faults += placeFaults(ErrorAnswer(diagnostic))
    }
    return faults
  }

  private func statusFaults(_ outcome: Outcome, _ answers: [Answer]) -> [String] {
    let worst = answers.map(\.content.outcome).max() ?? .success
    if outcome != worst { return ["status \(outcome), and the worst answer is \(worst)"] }
    let complaints = answers.contains { $0.content.isComplaint && $0.content.kind == "error" }
    return (outcome == .trouble) == complaints ? [] : ["status \(outcome) without its complaint"]
  }

  private func faults(of answer: Answer) -> [String] {
    var faults: [String] = []
    let controls = answer.text.plain.unicodeScalars.filter {
      $0.isControl && !"\n\t".unicodeScalars.contains($0)
    }
    if !controls.isEmpty { faults.append("a control character in `\(answer.content.kind)`") }
    if let fault = JSONSchema.adl.fault(in: answer.json) { faults.append("JSON: \(fault)") }
    if !(1...file.lineCount).contains(answer.line) { faults.append("line \(answer.line)") }
    if let error = answer.content as? ErrorAnswer { faults += placeFaults(error) }
    return faults
  }

  /// Places lie in the text, and say what stands there.
  private func placeFaults(_ answer: ErrorAnswer) -> [String] {
    answer.diagnostics.elements.compactMap { diagnostic in
      guard let span = diagnostic.primary?.span, span.file.name == file.name else { return nil }
      let (start, end) = (span.start, span.end)
      let lines = 1...span.file.lineCount
      guard span.range.upperBound <= bytes.count, lines.contains(start.line),
        lines.contains(end.line)
      else { return "a place outside the text: \(span.range)" }
      let line = span.file.text(in: span.file.line(start.line))
      return start.column <= line.count + 2 ? nil : "column \(start.column) of `\(line)`"
    }
  }

  /// What is recorded is what comes again, and what is echoed too.
  private func recordingFaults(_ outcome: Outcome) throws -> [String] {
    let path = NSTemporaryDirectory() + "fuzz-\(UUID().uuidString).adl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let cancellation = Cancellation { [end] in Date() > end }
    func test(_ bytes: [UInt8]) throws -> Bool {
      try Data(bytes).write(to: URL(filePath: path))
      return try ScriptTest.run(path: path, cancellation: cancellation).differences.isEmpty
    }
    var faults: [String] = []
    try Data(bytes).write(to: URL(filePath: path))
    _ = try ScriptTest.update(path: path, cancellation: cancellation)
    let recorded = Array(try Data(contentsOf: URL(filePath: path)))
    if try !test(recorded), Date() < end { faults.append("a recorded script differs") }
    _ = try ScriptTest.update(path: path, cancellation: cancellation)
    if try Data(contentsOf: URL(filePath: path)) != Data(recorded), Date() < end {
      faults.append("recording twice is not recording once")
    }
    guard outcome != .trouble else { return faults }
    try Data(bytes).write(to: URL(filePath: path))
    var echo = StyledText()
    _ = try session.transcribe(path: path) { echo.append($0) }
    // Places are those of the script; what is echoed has other lines, and here another name.
    guard !echo.plain.contains(".adl:") else { return faults }
    if try !test(Array(echo.plain.utf8)), Date() < end { faults.append("what is echoed differs") }
    return faults
  }
}
