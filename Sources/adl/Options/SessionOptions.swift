import ADLSession
import ADLText
import ArgumentParser
import LineEdit

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
    let meant = Suggestion.closest(to: convention, among: Session.conventionNames)
    throw ValidationError(
      "there is no convention `\(convention)`"
        + (meant.map { "; did you mean `\($0)`?" } ?? ""))
  }

  /// Returns a session with the convention and the definitions asked for.
  func session(isInterrupted: @escaping @Sendable () -> Bool = { false }, _ output: Output) throws
    -> Session
  {
    let session = Session(isInterrupted: isInterrupted)
    if Terminal.isTerminal(1) { session.columns = Terminal.columns(1) }
    if let convention { _ = session.useConvention(named: convention) }
    for path in load {
      let outcome = session.load(path: path) { output.show($0) }
      guard outcome == .success else { throw ExitCode(outcome.rawValue) }
    }
    return session
  }
}
