import ADLPrograms
import ADLSession
import ADLText
import ArgumentParser
import LineEdit

extension Cancellation {
  /// Holds from when Ctrl-C was typed.
  static let byInterrupt = Cancellation {
    WaitingLine.show()
    return InterruptFlag.isRaised
  }
}

/// Returns what `work` returns. The first Ctrl-C asks it for what is known so far, the second ends
/// the tool; what takes long says on a terminal that it goes on.
func duringWork<Result, Failure: Error>(_ work: () throws(Failure) -> Result) throws(Failure)
  -> Result
{
  InterruptFlag.install()
  WaitingLine.begin()
  defer { WaitingLine.end() }
  return try InterruptFlag.duringWork(work)
}

/// What a session begins with.
struct SessionOptions: ParsableArguments {
  @Option(
    name: .long, help: "A script to load first; may be given several times.",
    completion: .file(extensions: ["adl"]))
  var load: [String] = []

  @Option(
    help: "The convention that breaks ties: \(Session.conventionNames.joined(separator: ", ")).",
    completion: .list(Session.conventionNames))
  var convention: String?

  func validate() throws {
    guard let convention, !Session.conventionNames.contains(convention) else { return }
    let meant =
      Session.library(calledBy: convention)
      ?? Suggestion.closest(to: convention, among: Session.conventionNames)
    throw ValidationError(
      "there is no convention `\(convention)`"
        + (meant.map { "; did you mean `\($0)`?" } ?? ""))
  }

  /// Returns a session with the convention and the definitions asked for.
  func session(cancellation: Cancellation = .never, _ output: Output) throws
    -> Session
  {
    try sessions(1, cancellation: cancellation, output)[0]
  }

  /// Returns so many sessions with the convention and the definitions asked for; each script is
  /// read once, as pipes can be.
  func sessions(
    _ count: Int, cancellation: Cancellation = .never, _ output: Output
  ) throws -> [Session] {
    var scripts: [(path: String, file: SourceFile)] = []
    for path in load {
      do throws(SourceReader.Failure) {
        scripts.append((path, try SourceReader.read(path, cancellation: cancellation)))
      } catch {
        output.show(error)
        try output.finish(.trouble)
      }
    }
    return try (0..<count).map { i in
      let session = Session(cancellation: cancellation)
      if Terminal.isTerminal(1) { session.columns = Terminal.columns(1) }
      if let convention { _ = session.useConvention(named: convention) }
      for (path, file) in scripts {
        // What there is to say of a script is the same in every session.
        let outcome = session.load(file, from: path) { if i == 0 { output.show($0) } }
        if outcome != .success { try output.finish(outcome) }
      }
      return session
    }
  }
}
