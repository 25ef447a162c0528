import ADLLanguage
import ADLPrograms
import ADLText

/// What a person or a program works in: the names defined so far, the convention, the settings.
///
/// Statements go in as text and come out as answers. A session is used from one thread.
public final class Session {
  /// How statements are run.
  public enum Mode: Sendable {
    /// From a file: nothing runs unless all of it parses, and the first error ends it, with what
    /// can be seen to be wrong behind it; or errors end nothing, where the session keeps going.
    case script

    /// One entry at the prompt: `ans` is kept, and the short command words are known.
    case prompt

    /// For a script that records its results: errors are results too.
    case recording
  }

  /// What a `load` that fails leaves as it was.
  struct State {
    var convention = Convention.paper

    /// `true` iff someone asked for the convention in force.
    var isConventionChosen = false
    /// The profiles that were read from files, with the names of these.
    var profiles: [(profile: UserProfile, file: String)] = []
    var settings = Settings()
    var environment = Environment()
    /// Every definition, replaced ones too.
    var definitions: [StoredDefinition] = []
    /// The resolved paths of the files that were loaded.
    var loadedFiles: Set<String> = []
  }

  /// A file that is being run.
  struct OpenFile {
    /// The path without links, by which a file is known again.
    let resolvedPath: String
    /// The file as it is shown, and the folder that its own `load` starts from.
    let name: String
    let folder: String
    /// What stands before the names of the files that it loads.
    let shownFolder: String
    /// `true` iff it is run for what it defines; it writes no files then.
    var isLoaded = false

    init(resolvedPath: String, name: String, folder: String, shownFolder: String) {
      self.resolvedPath = resolvedPath
      self.name = name
      self.folder = folder
      self.shownFolder = shownFolder
    }

    /// Creates the file at `path` as one that is run for what it defines, shown as `name`.
    init(loading path: String, as name: String) {
      self.init(
        resolvedPath: path == "-" ? "" : SourceReader.resolved(path), name: name,
        folder: Session.folder(of: path), shownFolder: Session.folder(of: name))
      isLoaded = true
    }
  }

  var state = State()
  var openFiles: [OpenFile] = []
  let cancellation: Cancellation

  /// The work of the command that is being carried out.
  var commandWork: Work?

  /// The plans of the functions that expressions have called.
  let compiled = CompiledFunctions()

  /// What pipes held, where other sessions read the same; `nil` where every reading is a new one.
  var sources: SourceCache?

  /// The files that were read, which are not overwritten.
  private(set) var inputs: Set<FileIdentity> = []

  /// `true` iff a script goes on behind a statement that fails.
  public var keepsGoing = false

  /// The columns that a picture may take.
  public var columns = 80

  /// `true` once `quit` was asked for.
  public internal(set) var isFinished = false

  /// Creates a session without definitions. Long work ends when `cancellation` holds.
  public init(cancellation: Cancellation = .never) {
    self.cancellation = cancellation
  }

  /// Returns the file at `path`, under the name that messages are to show, and remembers that it
  /// was read.
  func source(_ path: String, name: String?) throws(SourceReader.Failure) -> SourceFile {
    if let identity = FileIdentity(path: path) { inputs.insert(identity) }
    if let sources { return try sources.read(path, name: name, cancellation: cancellation) }
    return try SourceReader.read(path, name: name, cancellation: cancellation)
  }

  /// Remembers that the file at `path` was read for this session.
  public func noteInput(_ path: String) {
    if let identity = FileIdentity(path: path) { inputs.insert(identity) }
  }

  /// The convention that breaks ties.
  public var convention: Convention {
    get { state.convention }
    set { state.convention = newValue }
  }

  /// Returns `true` iff `name` is not defined in this session.
  public func isUnknown(_ name: String) -> Bool { state.environment[name] == nil }

  /// What an answer is made by and under now.
  var provenance: Provenance {
    Provenance(
      convention: state.convention.name, budget: Double(state.settings.budget.steps))
  }

  /// The settings.
  public var settings: Settings { state.settings }
}
