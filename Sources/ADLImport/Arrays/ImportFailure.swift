import ADLPrograms
import ADLText

/// Why a framework's program was not read.
public enum ImportFailure: Error {
  /// What is wrong, with its place in the text.
  case diagnostic(Diagnostic)

  /// The caller asked to stop.
  case interrupted
}

/// Why an operation is not unfolded; the reader adds the place.
struct Unsupported: Error {
  /// What is wrong, such as "a gather with an index that the inputs decide".
  let reason: String
  let hint: String?

  init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}
